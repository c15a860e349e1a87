//! One-time secrets by which operators set password and app. The operator holds the secret,
//! the row its digest.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::changed;
use super::operators::{Credentials, Operator};
use crate::schema::{operator_setups, operators};
use crate::{AsText, DbError, MultiBackend, Tx, WriteTx};

/// A set-up that can still go on.
#[derive(Clone)]
pub struct OpenSetup {
    /// The id.
    pub id: Uuid,
    /// Whom it is for.
    pub operator: Operator,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
    /// What was chosen and offered in the first step; the secret is sealed for this row.
    pub chosen: Option<Credentials>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = operator_setups)]
struct Row {
    id: AsText<Uuid>,
    expires_at: chrono::NaiveDateTime,
    password_hash: Option<String>,
    sealed_secret: Option<String>,
    key_id: Option<String>,
}

/// Makes a one-time secret for an operator, in the place of all before.
pub fn insert(
    tx: &mut WriteTx<'_>,
    operator: Uuid,
    secret_digest: &str,
    expires_at: DateTime<Utc>,
) -> Result<(), DbError> {
    close_all_of(tx, operator)?;
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(operator_setups::table)
        .values((
            operator_setups::id.eq(id.to_string()),
            operator_setups::operator_id.eq(operator.to_string()),
            operator_setups::secret_digest.eq(secret_digest),
            operator_setups::created_at.eq(now),
            operator_setups::expires_at.eq(expires_at.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The set-up that this one-time secret belongs to: a door, where nobody is known yet.
pub fn find_open(tx: &mut impl Tx, secret_digest: &str) -> Result<Option<OpenSetup>, DbError> {
    let of_secret = operator_setups::secret_digest.eq(secret_digest.to_owned());
    find(tx, operator_setups::table.filter(of_secret).into_boxed())
}

/// The set-up that goes on in the browser with this secret: a door, where nobody is known yet.
pub fn find_begun(tx: &mut impl Tx, browser_digest: &str) -> Result<Option<OpenSetup>, DbError> {
    let in_browser = operator_setups::browser_digest.eq(browser_digest.to_owned());
    find(tx, operator_setups::table.filter(in_browser).into_boxed())
}

type Query = operator_setups::BoxedQuery<'static, MultiBackend>;

fn find(tx: &mut impl Tx, query: Query) -> Result<Option<OpenSetup>, DbError> {
    let now = tx.now().naive_utc();
    let found: Option<(Row, String)> = query
        .filter(operator_setups::closed_at.is_null())
        .filter(operator_setups::expires_at.gt(now))
        .select((Row::as_select(), operator_setups::operator_id))
        .first(tx.conn())
        .optional()?;
    let Some((row, operator)) = found else {
        return Ok(None);
    };
    let operator: Operator = operators::table
        .find(operator)
        .select(Operator::as_select())
        .first(tx.conn())?;
    let chosen = match (row.password_hash, row.sealed_secret, row.key_id) {
        (Some(password_hash), Some(sealed_secret), Some(key_id)) => Some(Credentials {
            password_hash,
            sealed_secret,
            key_id,
        }),
        _ => None,
    };
    Ok(operator.is_active().then_some(OpenSetup {
        id: row.id.0,
        operator,
        expires_at: row.expires_at.and_utc(),
        chosen,
    }))
}

/// Keeps what was chosen and offered for the browser with this secret, in the place of what
/// was before; false if the set-up was closed.
pub fn choose(
    tx: &mut WriteTx<'_>,
    setup: Uuid,
    browser_digest: &str,
    chosen: &Credentials,
) -> Result<bool, DbError> {
    let rows = diesel::update(open(setup))
        .set((
            operator_setups::browser_digest.eq(browser_digest),
            operator_setups::password_hash.eq(&chosen.password_hash),
            operator_setups::sealed_secret.eq(&chosen.sealed_secret),
            operator_setups::key_id.eq(&chosen.key_id),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Uses a set-up up, once, if it still goes on in this browser: false if not.
pub fn consume(tx: &mut WriteTx<'_>, setup: Uuid, browser_digest: &str) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let own = open(setup).filter(operator_setups::browser_digest.eq(browser_digest));
    let rows = diesel::update(own)
        .set((
            operator_setups::closed_at.eq(now),
            operator_setups::password_hash.eq(None::<String>),
            operator_setups::sealed_secret.eq(None::<String>),
            operator_setups::key_id.eq(None::<String>),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Closes every set-up of an operator.
pub fn close_all_of(tx: &mut WriteTx<'_>, operator: Uuid) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let all = operator_setups::table
        .filter(operator_setups::operator_id.eq(operator.to_string()))
        .filter(operator_setups::closed_at.is_null());
    diesel::update(all)
        .set((
            operator_setups::closed_at.eq(now),
            operator_setups::password_hash.eq(None::<String>),
            operator_setups::sealed_secret.eq(None::<String>),
            operator_setups::key_id.eq(None::<String>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Removes what expired before `limit`.
pub fn delete_expired_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = operator_setups::table.filter(operator_setups::expires_at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

type Open = diesel::dsl::Filter<
    diesel::dsl::Find<operator_setups::table, String>,
    diesel::dsl::IsNull<operator_setups::closed_at>,
>;

fn open(setup: Uuid) -> Open {
    operator_setups::table
        .find(setup.to_string())
        .filter(operator_setups::closed_at.is_null())
}
