//! Secrets of authenticator apps: at most one that is confirmed and one that waits for it.
//! The row keeps them sealed; whoever asks opens them.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use minato_types::values::{AccountId, MemberId, SecondFactor};
use uuid::Uuid;

use super::accounts::Account;
use super::changed;
use crate::conn::run;
use crate::schema::totp_secrets;
use crate::{AsText, DbError, OneStatement, TenantScope, Tx, WriteTx};

/// The secret of an authenticator app.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = totp_secrets)]
pub struct TotpSecret {
    /// The member.
    pub member_id: AsText<MemberId>,
    /// The id.
    pub id: AsText<Uuid>,
    /// The account.
    pub account_id: AsText<AccountId>,
    /// The secret, encrypted.
    pub sealed_secret: String,
    /// The name of the key that opens it.
    pub key_id: String,
    /// The last step whose code was accepted; 0 before the first.
    pub last_step: i64,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When a code of the app proved it, if one did.
    pub confirmed_at: Option<NaiveDateTime>,
}

/// A secret to be offered.
#[derive(Debug, Clone)]
pub struct NewTotpSecret {
    /// The id: known beforehand, because the secret is sealed for this row.
    pub id: Uuid,
    /// The secret, encrypted.
    pub sealed_secret: String,
    /// The name of the key that opens it.
    pub key_id: String,
}

/// The secret that the account signs in with, if it has one.
pub fn find_confirmed(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
) -> Result<Option<TotpSecret>, DbError> {
    find(tx, scope, account, true)
}

/// The secret that waits to be confirmed, if there is one.
pub fn find_offered(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
) -> Result<Option<TotpSecret>, DbError> {
    find(tx, scope, account, false)
}

fn find(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
    confirmed: bool,
) -> Result<Option<TotpSecret>, DbError> {
    Ok(run!(tx.conn(), |conn| totp_secrets::table
        .filter(totp_secrets::member_id.eq(scope.key()))
        .filter(totp_secrets::account_id.eq(account.to_string()))
        .filter(totp_secrets::confirmed.eq(confirmed))
        .select(TotpSecret::as_select())
        .first(conn))
    .optional()?)
}

/// What the second step of an account asks for, in one statement: a code of the app where one
/// is set up, otherwise what the account says.
pub fn factor_of<'a>(
    once: impl Into<OneStatement<'a>>,
    account: &Account,
) -> Result<SecondFactor, DbError> {
    let OneStatement { conn, .. } = once.into();
    let confirmed: bool = run!(conn, |conn| {
        let confirmed = totp_secrets::table
            .filter(totp_secrets::member_id.eq(account.scope().key()))
            .filter(totp_secrets::account_id.eq(account.id.0.to_string()))
            .filter(totp_secrets::confirmed.eq(true));
        diesel::select(exists(confirmed)).get_result(conn)
    })?;
    Ok(if confirmed {
        SecondFactor::Totp
    } else {
        account.second_factor.0
    })
}

/// Offers a secret in the place of one that waited before.
pub fn offer(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    new: &NewTotpSecret,
) -> Result<(), DbError> {
    delete(tx, scope, account, false)?;
    let now = tx.now().naive_utc();
    diesel::insert_into(totp_secrets::table)
        .values((
            totp_secrets::member_id.eq(scope.key()),
            totp_secrets::id.eq(new.id.to_string()),
            totp_secrets::account_id.eq(account.to_string()),
            totp_secrets::sealed_secret.eq(&new.sealed_secret),
            totp_secrets::key_id.eq(&new.key_id),
            totp_secrets::last_step.eq(0),
            totp_secrets::confirmed.eq(false),
            totp_secrets::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Confirms an offered secret by the step whose code proved it, in the place of the one so
/// far. Once: false if somebody else did, or offered another one.
pub fn confirm(tx: &mut WriteTx<'_>, offered: &TotpSecret, step: i64) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    delete(tx, offered.scope(), offered.account_id.0, true)?;
    let waiting = row(offered).filter(totp_secrets::confirmed.eq(false));
    let rows = diesel::update(waiting)
        .set((
            totp_secrets::confirmed.eq(true),
            totp_secrets::confirmed_at.eq(now),
            totp_secrets::last_step.eq(step),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Accepts the code of a step, once: false if this or a later one was accepted before, or the
/// secret is gone.
pub fn accept_step(tx: &mut WriteTx<'_>, secret: &TotpSecret, step: i64) -> Result<bool, DbError> {
    let rows = run!(tx.conn(), |conn| {
        let fresh = row(secret)
            .filter(totp_secrets::confirmed.eq(true))
            .filter(totp_secrets::last_step.lt(step));
        diesel::update(fresh)
            .set(totp_secrets::last_step.eq(step))
            .execute(conn)
    })?;
    Ok(changed(rows))
}

/// Removes the secrets of an account, also the one that waits. False if none was confirmed.
pub fn delete_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
) -> Result<bool, DbError> {
    delete(tx, scope, account, false)?;
    delete(tx, scope, account, true)
}

fn delete(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    confirmed: bool,
) -> Result<bool, DbError> {
    let own = totp_secrets::table
        .filter(totp_secrets::member_id.eq(scope.key()))
        .filter(totp_secrets::account_id.eq(account.to_string()))
        .filter(totp_secrets::confirmed.eq(confirmed));
    Ok(changed(diesel::delete(own).execute(tx.conn())?))
}

/// Removes secrets that were offered before `limit` and never confirmed.
pub fn delete_offered_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = totp_secrets::table
        .filter(totp_secrets::confirmed.eq(false))
        .filter(totp_secrets::created_at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

impl TotpSecret {
    /// The rows that belong to the member of this secret.
    pub fn scope(&self) -> TenantScope {
        TenantScope::of(self.member_id.0)
    }
}

type Row = diesel::dsl::Find<totp_secrets::table, (String, String)>;

fn row(secret: &TotpSecret) -> Row {
    totp_secrets::table.find((secret.member_id.0.to_string(), secret.id.0.to_string()))
}
