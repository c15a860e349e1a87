//! Answers to requests that create something, so that a repeated request creates nothing.
//!
//! A key is taken first and gets its answer last, in the transaction that creates: nobody
//! else ever sees a key without an answer. On PostgreSQL a second request with the same key
//! waits where it would take the key.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::changed;
use crate::conn::run;
use crate::schema::idempotency_keys;
use crate::{DbError, TenantScope, Tx, WriteTx};

/// Which request is meant, inside one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyName {
    /// The kind and the id of who asks.
    pub principal: String,
    /// The operation: one key may be used once with each.
    pub operation: String,
    /// The keyed digest of the key.
    pub key_digest: String,
}

/// The answer that was given.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = idempotency_keys)]
pub struct KeptAnswer {
    /// The keyed digest of the request.
    pub request_digest: String,
    /// The status.
    pub status: i64,
    /// The header `Location`, if there is one.
    pub location: Option<String>,
    /// The header `ETag`, if there is one.
    pub etag: Option<String>,
    /// The body.
    pub body: String,
}

/// The answer that a living key was given. One that has expired is removed.
pub fn find(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    name: &KeyName,
) -> Result<Option<KeptAnswer>, DbError> {
    let found: Option<(NaiveDateTime, KeptAnswer)> = run!(tx.conn(), |conn| {
        row(scope, name)
            .select((idempotency_keys::expires_at, KeptAnswer::as_select()))
            .first(conn)
    })
    .optional()?;
    let now = tx.now().naive_utc();
    match found {
        Some((expires_at, _)) if expires_at <= now => {
            let expired = row(scope, name).filter(idempotency_keys::expires_at.le(now));
            diesel::delete(expired).execute(tx.conn())?;
            Ok(None)
        }
        found => Ok(found.map(|(_, answer)| answer)),
    }
}

/// Takes a key that [`find`] has not found. [`UniqueKey::IdempotencyKey`](crate::UniqueKey::IdempotencyKey) if another
/// request was faster, [`DbError::Busy`] if that one takes too long.
pub fn take(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    name: &KeyName,
    request_digest: &str,
    expires_at: DateTime<Utc>,
) -> Result<(), DbError> {
    run!(tx.conn(), |conn| diesel::insert_into(
        idempotency_keys::table
    )
    .values((
        idempotency_keys::member_id.eq(scope.key()),
        idempotency_keys::principal.eq(&name.principal),
        idempotency_keys::operation.eq(&name.operation),
        idempotency_keys::key_digest.eq(&name.key_digest),
        idempotency_keys::request_digest.eq(request_digest),
        idempotency_keys::status.eq(0),
        idempotency_keys::body.eq(""),
        idempotency_keys::expires_at.eq(expires_at.naive_utc()),
    ))
    .execute(conn))?;
    Ok(())
}

/// Keeps the answer of a key that this transaction has taken.
pub fn keep(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    name: &KeyName,
    answer: &KeptAnswer,
) -> Result<(), DbError> {
    let rows = run!(tx.conn(), |conn| diesel::update(row(scope, name))
        .set((
            idempotency_keys::status.eq(answer.status),
            idempotency_keys::location.eq(&answer.location),
            idempotency_keys::etag.eq(&answer.etag),
            idempotency_keys::body.eq(&answer.body),
        ))
        .execute(conn))?;
    if changed(rows) {
        Ok(())
    } else {
        Err(DbError::NotFound)
    }
}

/// Removes the keys that have expired.
pub fn delete_expired(tx: &mut WriteTx<'_>) -> Result<usize, DbError> {
    let now = tx.now().naive_utc();
    let old = idempotency_keys::table.filter(idempotency_keys::expires_at.le(now));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

type Row = diesel::dsl::Find<idempotency_keys::table, (String, String, String, String)>;

fn row(scope: TenantScope, name: &KeyName) -> Row {
    idempotency_keys::table.find((
        scope.key(),
        name.principal.clone(),
        name.operation.clone(),
        name.key_digest.clone(),
    ))
}
