use chrono::NaiveDateTime;
use diesel::prelude::*;
use minato_types::values::{AccountId, EmailAddress, MemberNumber};

use super::{Account, row_of};
use crate::conn::{keep_row, run};
use crate::fixed::fixed_update;
use crate::models::members::Member;
use crate::schema::{accounts, members};
use crate::{DbError, TenantScope, Tx, WriteTx};

/// What a door needs to know of an account.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The account.
    pub account: Account,
    /// Its member.
    pub member: Member,
    /// The hash of its password, if it has one.
    pub password_hash: Option<String>,
}

/// The account that a door is asked to open for: nobody is known yet, so this looks
/// across members. `None` also if the address stands at several members and no number
/// was given.
pub fn find_candidate(
    tx: &mut impl Tx,
    member_number: Option<&MemberNumber>,
    email: &EmailAddress,
) -> Result<Option<Candidate>, DbError> {
    let mut found: Vec<(Account, Member, Option<String>)> = run!(tx.conn(), |conn| {
        let alike = accounts::table
            .inner_join(members::table)
            .filter(accounts::email_key.eq(email.key()))
            .filter(accounts::state.ne("deleted"))
            .select((
                Account::as_select(),
                Member::as_select(),
                accounts::password_hash,
            ))
            .limit(2);
        // Two statements rather than a boxed one, which no cache knows.
        match member_number.map(MemberNumber::as_str) {
            Some(number) => alike.filter(members::member_number.eq(number)).load(conn),
            None => alike.load(conn),
        }
    })?;
    let last = found.pop();
    Ok(match (last, found.is_empty()) {
        (Some((account, member, password_hash)), true) => Some(Candidate {
            account,
            member,
            password_hash,
        }),
        _ => None,
    })
}

/// Whether no second member has an account of this address: only then it is known without
/// a member number. Looks across members, and tells nothing but that.
pub fn has_one_account(tx: &mut impl Tx, email: &EmailAddress) -> Result<bool, DbError> {
    let found: Vec<String> = run!(tx.conn(), |conn| accounts::table
        .filter(accounts::email_key.eq(email.key()))
        .filter(accounts::state.ne("deleted"))
        .select(accounts::id)
        .limit(2)
        .load(conn))?;
    Ok(found.len() < 2)
}

/// The account and the hash of its password as they are now. Like [`super::lock`]: from here on
/// nobody sets the password or ends the sessions of this account.
pub fn lock_for_sign_in(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
) -> Result<(Account, Option<String>), DbError> {
    Ok(keep_row!(
        tx.conn(),
        row_of(scope, id).select((Account::as_select(), accounts::password_hash))
    )?)
}

/// When somebody last signed in with the account, if anybody ever did.
pub fn last_signed_in_at(
    tx: &mut impl Tx,
    scope: TenantScope,
    id: AccountId,
) -> Result<Option<NaiveDateTime>, DbError> {
    let last: Option<NaiveDateTime> = run!(tx.conn(), |conn| row_of(scope, id)
        .select(accounts::last_signed_in_at)
        .first(conn))?;
    Ok(last)
}

/// Notes that the account signs in now. Its version stays: the profile does not change.
pub fn note_sign_in(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let own = accounts::member_id
        .eq(scope.key())
        .and(accounts::id.eq(id.to_string()));
    run!(tx.conn(), |conn| fixed_update!(
        accounts::table,
        own,
        accounts::last_signed_in_at.eq(now)
    )
    .execute(conn))?;
    Ok(())
}
