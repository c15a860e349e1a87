//! An operator's sign-in between its two steps. The browser holds the secret, the row its
//! digest.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::changed;
use super::operators::Operator;
use super::pending_logins::MAX_TRIES;
use crate::schema::{operator_pending_logins, operators};
use crate::{AsText, DbError, Tx, WriteTx};

/// An operator's sign-in between its two steps.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = operator_pending_logins)]
pub struct OperatorPendingLogin {
    /// The id.
    pub id: AsText<Uuid>,
    /// When the whole sign-in must be done.
    pub expires_at: NaiveDateTime,
}

/// Begins a sign-in.
pub fn insert(
    tx: &mut WriteTx<'_>,
    operator: Uuid,
    secret_digest: &str,
    expires_at: DateTime<Utc>,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(operator_pending_logins::table)
        .values((
            operator_pending_logins::id.eq(id.to_string()),
            operator_pending_logins::operator_id.eq(operator.to_string()),
            operator_pending_logins::secret_digest.eq(secret_digest),
            operator_pending_logins::tries.eq(0),
            operator_pending_logins::created_at.eq(now),
            operator_pending_logins::expires_at.eq(expires_at.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The sign-in under way that this secret belongs to: a door, where nobody is known yet.
pub fn find_open(
    tx: &mut impl Tx,
    secret_digest: &str,
) -> Result<Option<(OperatorPendingLogin, Operator)>, DbError> {
    let now = tx.now().naive_utc();
    let found: Option<(OperatorPendingLogin, Operator)> = operator_pending_logins::table
        .inner_join(operators::table)
        .filter(operator_pending_logins::secret_digest.eq(secret_digest))
        .filter(operator_pending_logins::closed_at.is_null())
        .filter(operator_pending_logins::expires_at.gt(now))
        .select((OperatorPendingLogin::as_select(), Operator::as_select()))
        .first(tx.conn())
        .optional()?;
    Ok(found.filter(|(_, operator)| operator.is_active()))
}

/// Takes one of the tries; false if none is left or the sign-in is closed.
pub fn take_try(tx: &mut WriteTx<'_>, id: Uuid) -> Result<bool, DbError> {
    let open = operator_pending_logins::table
        .find(id.to_string())
        .filter(operator_pending_logins::closed_at.is_null())
        .filter(operator_pending_logins::tries.lt(MAX_TRIES));
    let rows = diesel::update(open)
        .set(operator_pending_logins::tries.eq(operator_pending_logins::tries + 1))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Ends the sign-in, once: false if it was closed before.
pub fn close(tx: &mut WriteTx<'_>, id: Uuid) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let open = operator_pending_logins::table
        .find(id.to_string())
        .filter(operator_pending_logins::closed_at.is_null());
    let rows = diesel::update(open)
        .set(operator_pending_logins::closed_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Ends every sign-in of an operator that is under way.
pub fn close_all_of(tx: &mut WriteTx<'_>, operator: Uuid) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let open = operator_pending_logins::table
        .filter(operator_pending_logins::operator_id.eq(operator.to_string()))
        .filter(operator_pending_logins::closed_at.is_null());
    diesel::update(open)
        .set(operator_pending_logins::closed_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// Removes what ended before `limit`.
pub fn delete_ended_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = operator_pending_logins::table
        .filter(operator_pending_logins::expires_at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
