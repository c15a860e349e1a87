//! Rows of all members that hold something encrypted, for replacing its key: by the operator, on
//! the command line. Payloads carry the name of their key themselves.

use diesel::dsl::count_star;
use diesel::prelude::*;
use uuid::Uuid;

use super::changed;
use super::totp_secrets::TotpSecret;
use crate::schema::{jobs, totp_secrets};
use crate::{AsText, DbError, Tx, WriteTx};

/// The place of a row among all rows of its table: member and id.
pub type Cursor = (String, String);

/// How many secrets of authenticator apps are encrypted by which key.
pub fn count_totp_secrets(tx: &mut impl Tx) -> Result<Vec<(String, i64)>, DbError> {
    Ok(totp_secrets::table
        .group_by(totp_secrets::key_id)
        .order(totp_secrets::key_id)
        .select((totp_secrets::key_id, count_star()))
        .load(tx.conn())?)
}

/// Secrets of authenticator apps behind `after` that another key than `key_id` encrypts.
pub fn totp_secrets_not_under(
    tx: &mut impl Tx,
    key_id: &str,
    after: &Cursor,
    limit: i64,
) -> Result<Vec<TotpSecret>, DbError> {
    let (member, id) = after;
    let same_member = totp_secrets::member_id.eq(member);
    let behind = totp_secrets::member_id
        .gt(member)
        .or(same_member.and(totp_secrets::id.gt(id)));
    Ok(totp_secrets::table
        .filter(behind)
        .filter(totp_secrets::key_id.ne(key_id))
        .order((totp_secrets::member_id, totp_secrets::id))
        .limit(limit)
        .select(TotpSecret::as_select())
        .load(tx.conn())?)
}

/// Puts the same secret under another key; false if the row was changed or removed meanwhile.
pub fn replace_totp_secret(
    tx: &mut WriteTx<'_>,
    row: &TotpSecret,
    sealed_secret: &str,
    key_id: &str,
) -> Result<bool, DbError> {
    let key = (row.member_id.0.to_string(), row.id.0.to_string());
    let unchanged = totp_secrets::table
        .find(key)
        .filter(totp_secrets::sealed_secret.eq(&row.sealed_secret));
    let rows = diesel::update(unchanged)
        .set((
            totp_secrets::sealed_secret.eq(sealed_secret),
            totp_secrets::key_id.eq(key_id),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// A job that waits, with what it needs to know.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub struct WaitingPayload {
    /// The id of the job.
    pub id: AsText<Uuid>,
    /// What is to be done.
    pub kind: String,
    /// What it needs to know, encrypted.
    pub payload: String,
}

/// Jobs behind `after` that wait or are under way.
pub fn waiting_payloads(
    tx: &mut impl Tx,
    after: &Cursor,
    limit: i64,
) -> Result<Vec<WaitingPayload>, DbError> {
    Ok(jobs::table
        .filter(jobs::id.gt(&after.1))
        .filter(jobs::state.eq("ready"))
        .order(jobs::id)
        .limit(limit)
        .select(WaitingPayload::as_select())
        .load(tx.conn())?)
}

/// Puts the same payload under another key; false if the job ended meanwhile.
pub fn replace_payload(
    tx: &mut WriteTx<'_>,
    job: &WaitingPayload,
    payload: &str,
) -> Result<bool, DbError> {
    let unchanged = jobs::table
        .find(job.id.0.to_string())
        .filter(jobs::payload.eq(&job.payload));
    let rows = diesel::update(unchanged)
        .set(jobs::payload.eq(payload))
        .execute(tx.conn())?;
    Ok(changed(rows))
}
