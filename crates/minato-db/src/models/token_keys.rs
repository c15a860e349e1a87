//! The keys that sign the tokens of programs. They are the carrier's, not a member's.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::changed;
use crate::schema::token_keys;
use crate::{AsText, DbError, Tx, WriteTx};

/// A key.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = token_keys)]
pub struct TokenKey {
    /// The id, which tokens carry as `kid`.
    pub id: AsText<Uuid>,
    /// The public half, base64url.
    pub public_key: String,
    /// The private half, encrypted.
    pub sealed_key: String,
    /// The name of the key that opens it.
    pub key_id: String,
    /// From when on it signs, until a later one does.
    pub active_from: NaiveDateTime,
}

/// Every key, the one that signs last first.
pub fn list(tx: &mut impl Tx) -> Result<Vec<TokenKey>, DbError> {
    Ok(token_keys::table
        .order((token_keys::active_from.desc(), token_keys::id.desc()))
        .select(TokenKey::as_select())
        .load(tx.conn())?)
}

/// Adds a key.
pub fn insert(tx: &mut WriteTx<'_>, key: &TokenKey) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::insert_into(token_keys::table)
        .values((
            token_keys::id.eq(key.id.0.to_string()),
            token_keys::public_key.eq(&key.public_key),
            token_keys::sealed_key.eq(&key.sealed_key),
            token_keys::key_id.eq(&key.key_id),
            token_keys::active_from.eq(key.active_from),
            token_keys::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Removes every key but one: no token of theirs is accepted any more.
pub fn delete_others(tx: &mut WriteTx<'_>, keep: Uuid) -> Result<usize, DbError> {
    let others = token_keys::table.filter(token_keys::id.ne(keep.to_string()));
    Ok(diesel::delete(others).execute(tx.conn())?)
}

/// Removes keys in whose place another one has signed since before `limit`.
pub fn delete_replaced_before(
    tx: &mut WriteTx<'_>,
    limit: DateTime<Utc>,
) -> Result<usize, DbError> {
    let current: Option<NaiveDateTime> = token_keys::table
        .filter(token_keys::active_from.lt(limit.naive_utc()))
        .order(token_keys::active_from.desc())
        .select(token_keys::active_from)
        .first(tx.conn())
        .optional()?;
    let Some(current) = current else {
        return Ok(0);
    };
    let replaced = token_keys::table.filter(token_keys::active_from.lt(current));
    Ok(diesel::delete(replaced).execute(tx.conn())?)
}

/// Puts the same private half under another key; false if it was removed meanwhile.
pub fn reseal(
    tx: &mut WriteTx<'_>,
    key: &TokenKey,
    sealed_key: &str,
    key_id: &str,
) -> Result<bool, DbError> {
    let unchanged = token_keys::table
        .filter(token_keys::id.eq(key.id.0.to_string()))
        .filter(token_keys::sealed_key.eq(&key.sealed_key));
    let rows = diesel::update(unchanged)
        .set((
            token_keys::sealed_key.eq(sealed_key),
            token_keys::key_id.eq(key_id),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}
