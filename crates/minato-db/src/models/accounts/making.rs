//! New accounts: one, or many at once.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use minato_types::values::AccountId;

use super::{NewAccount, search_text};
use crate::conn::run;
use crate::schema::accounts;
use crate::{DbError, TenantScope, Tx as _, WriteTx};

/// How many rows one statement inserts: fewer values than any database takes at once.
const ROWS: usize = 500;

/// Makes an account.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    new: &NewAccount,
) -> Result<AccountId, DbError> {
    let id = AccountId(tx.new_id());
    let row = NewRow::of(scope, id, new, tx.now().naive_utc());
    run!(tx.conn(), |conn| diesel::insert_into(accounts::table)
        .values(row)
        .execute(conn))?;
    Ok(id)
}

/// Makes many accounts; answers their ids in the same order.
pub fn insert_many(
    tx: &mut WriteTx<'_>,
    all: &[(TenantScope, &NewAccount)],
) -> Result<Vec<AccountId>, DbError> {
    let now = tx.now().naive_utc();
    let mut ids = Vec::with_capacity(all.len());
    for part in all.chunks(ROWS) {
        let mut rows = Vec::with_capacity(part.len());
        for (scope, new) in part {
            let id = AccountId(tx.new_id());
            ids.push(id);
            rows.push(NewRow::of(*scope, id, new, now));
        }
        run!(tx.conn(), |conn| diesel::insert_into(accounts::table)
            .values(&rows)
            .execute(conn))?;
    }
    Ok(ids)
}

/// A row with all that a new account has.
#[derive(Insertable)]
#[diesel(table_name = accounts, treat_none_as_default_value = false)]
struct NewRow<'a> {
    member_id: String,
    id: String,
    email: &'a str,
    email_key: String,
    name: &'a str,
    department: &'a str,
    phone: Option<String>,
    role: &'a str,
    second_factor: &'a str,
    valid_until: NaiveDate,
    language: &'a str,
    time_zone: &'a str,
    state: &'a str,
    password_hash: Option<String>,
    password_changed_at: NaiveDateTime,
    version: i64,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
    search_text: String,
}

impl<'a> NewRow<'a> {
    fn of(scope: TenantScope, id: AccountId, new: &'a NewAccount, now: NaiveDateTime) -> Self {
        Self {
            member_id: scope.key(),
            id: id.to_string(),
            email: new.email.as_str(),
            email_key: new.email.key(),
            name: new.name.as_str(),
            department: new.department.as_str(),
            phone: new.phone.as_ref().map(ToString::to_string),
            role: new.role.as_str(),
            second_factor: new.second_factor.as_str(),
            valid_until: new.valid_until,
            language: new.language.as_str(),
            time_zone: new.time_zone.as_str(),
            state: "active",
            password_hash: new.password_hash.clone(),
            password_changed_at: now,
            version: 1,
            created_at: now,
            updated_at: now,
            search_text: search_text(&new.name, &new.email, &new.department, new.phone.as_ref()),
        }
    }
}
