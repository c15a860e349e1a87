//! What API clients prove themselves by.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::ApiClient;
use crate::conn::run;
use crate::models::changed;
use crate::schema::{api_client_assertions, api_client_keys, api_client_secrets, api_clients};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// A secret, as far as the database knows it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = api_client_secrets)]
pub struct ApiClientSecret {
    /// The id.
    pub id: AsText<Uuid>,
    /// The API client.
    pub api_client_id: AsText<Uuid>,
    /// SHA-256 of the secret.
    pub digest: String,
    /// Its last characters.
    pub hint: String,
    /// The last day (Japan time) on which it is accepted.
    pub valid_until: NaiveDate,
    /// When it was last accepted.
    pub last_used_at: Option<NaiveDateTime>,
    /// When it was made.
    pub created_at: NaiveDateTime,
}

/// A public key.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = api_client_keys)]
pub struct ApiClientKey {
    /// The id.
    pub id: AsText<Uuid>,
    /// The API client.
    pub api_client_id: AsText<Uuid>,
    /// The name that assertions carry.
    pub kid: String,
    /// `EdDSA` or `ES256`.
    pub algorithm: String,
    /// The key as a JWK.
    pub jwk: String,
    /// When it was added.
    pub created_at: NaiveDateTime,
}

/// A secret to be added.
#[derive(Debug, Clone)]
pub struct NewSecret {
    /// SHA-256 of the secret.
    pub digest: String,
    /// Its last characters.
    pub hint: String,
    /// The last day (Japan time) on which it is accepted.
    pub valid_until: NaiveDate,
}

/// A public key to be added.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// The name that assertions carry.
    pub kid: String,
    /// `EdDSA` or `ES256`.
    pub algorithm: &'static str,
    /// The key as a JWK.
    pub jwk: String,
}

/// The secrets of all API clients of the member or of one, oldest first.
pub fn secrets_of(
    tx: &mut impl Tx,
    scope: TenantScope,
    only: Option<Uuid>,
) -> Result<Vec<ApiClientSecret>, DbError> {
    let mut query = api_client_secrets::table
        .filter(api_client_secrets::member_id.eq(scope.key()))
        .into_boxed();
    if let Some(client) = only {
        query = query.filter(api_client_secrets::api_client_id.eq(client.to_string()));
    }
    Ok(query
        .order((api_client_secrets::created_at, api_client_secrets::id))
        .select(ApiClientSecret::as_select())
        .load(tx.conn())?)
}

/// The public keys of all API clients of the member or of one, oldest first.
pub fn keys_of(
    tx: &mut impl Tx,
    scope: TenantScope,
    only: Option<Uuid>,
) -> Result<Vec<ApiClientKey>, DbError> {
    let mut query = api_client_keys::table
        .filter(api_client_keys::member_id.eq(scope.key()))
        .into_boxed();
    if let Some(client) = only {
        query = query.filter(api_client_keys::api_client_id.eq(client.to_string()));
    }
    Ok(query
        .order((api_client_keys::created_at, api_client_keys::id))
        .select(ApiClientKey::as_select())
        .load(tx.conn())?)
}

/// Adds a secret.
pub fn add_secret(
    tx: &mut WriteTx<'_>,
    client: &ApiClient,
    new: &NewSecret,
) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(api_client_secrets::table)
        .values((
            api_client_secrets::member_id.eq(client.scope().key()),
            api_client_secrets::id.eq(id.to_string()),
            api_client_secrets::api_client_id.eq(client.id.0.to_string()),
            api_client_secrets::digest.eq(&new.digest),
            api_client_secrets::hint.eq(&new.hint),
            api_client_secrets::valid_until.eq(new.valid_until),
            api_client_secrets::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Ends a secret, once: false if there is none of this id.
pub fn delete_secret(tx: &mut WriteTx<'_>, client: &ApiClient, id: Uuid) -> Result<bool, DbError> {
    let one = api_client_secrets::table
        .find((client.scope().key(), id.to_string()))
        .filter(api_client_secrets::api_client_id.eq(client.id.0.to_string()));
    Ok(changed(diesel::delete(one).execute(tx.conn())?))
}

/// Adds a public key.
pub fn add_key(tx: &mut WriteTx<'_>, client: &ApiClient, new: &NewKey) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    diesel::insert_into(api_client_keys::table)
        .values((
            api_client_keys::member_id.eq(client.scope().key()),
            api_client_keys::id.eq(id.to_string()),
            api_client_keys::api_client_id.eq(client.id.0.to_string()),
            api_client_keys::kid.eq(&new.kid),
            api_client_keys::algorithm.eq(new.algorithm),
            api_client_keys::jwk.eq(&new.jwk),
            api_client_keys::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Removes a public key, once: false if there is none of this id.
pub fn delete_key(tx: &mut WriteTx<'_>, client: &ApiClient, id: Uuid) -> Result<bool, DbError> {
    let one = api_client_keys::table
        .find((client.scope().key(), id.to_string()))
        .filter(api_client_keys::api_client_id.eq(client.id.0.to_string()));
    Ok(changed(diesel::delete(one).execute(tx.conn())?))
}

/// Accepts an assertion, once: false if it was accepted before.
pub fn accept_assertion(
    tx: &mut WriteTx<'_>,
    client: &ApiClient,
    digest: &str,
    expires_at: DateTime<Utc>,
) -> Result<bool, DbError> {
    let rows = run!(tx.conn(), |conn| diesel::insert_into(
        api_client_assertions::table
    )
    .values((
        api_client_assertions::member_id.eq(client.scope().key()),
        api_client_assertions::api_client_id.eq(client.id.0.to_string()),
        api_client_assertions::digest.eq(digest),
        api_client_assertions::expires_at.eq(expires_at.naive_utc()),
    ))
    .on_conflict_do_nothing()
    .execute(conn))?;
    Ok(changed(rows))
}

/// Forgets assertions that nobody would accept any more.
pub fn delete_assertions_before(
    tx: &mut WriteTx<'_>,
    limit: DateTime<Utc>,
) -> Result<usize, DbError> {
    let old = api_client_assertions::expires_at.lt(limit.naive_utc());
    Ok(diesel::delete(api_client_assertions::table.filter(old)).execute(tx.conn())?)
}

/// Notes that an API client got a token, and by which secret.
pub fn note_use(
    tx: &mut WriteTx<'_>,
    client: &ApiClient,
    secret: Option<Uuid>,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let (member, id) = (client.scope().key(), client.id.0.to_string());
    diesel::update(api_clients::table.find((&member, id)))
        .set(api_clients::last_used_at.eq(now))
        .execute(tx.conn())?;
    if let Some(secret) = secret {
        diesel::update(api_client_secrets::table.find((member, secret.to_string())))
            .set(api_client_secrets::last_used_at.eq(now))
            .execute(tx.conn())?;
    }
    Ok(())
}
