//! What happens on the way. Each change has its condition in the statement: a link that has
//! ended changes no more.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::values::AccountId;
use uuid::Uuid;

use super::{FirstLogin, MAX_IDENTITY_TRIES};
use crate::models::changed;
use crate::schema::first_logins;
use crate::{DbError, TenantScope, Tx as _, WriteTx};

/// Takes one of the tries of the identity check; false if none is left or the link has ended.
pub fn take_identity_try(tx: &mut WriteTx<'_>, login: &FirstLogin) -> Result<bool, DbError> {
    let left = open(login).filter(first_logins::identity_tries.lt(MAX_IDENTITY_TRIES));
    let rows = diesel::update(left)
        .set(first_logins::identity_tries.eq(first_logins::identity_tries + 1))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Lets a browser in after a right identity check, in the place of the one before; false if
/// the link has ended.
pub fn enter(
    tx: &mut WriteTx<'_>,
    login: &FirstLogin,
    entry_digest: &str,
    until: DateTime<Utc>,
) -> Result<bool, DbError> {
    let rows = diesel::update(open(login))
        .set((
            first_logins::entry_digest.eq(entry_digest),
            first_logins::entry_expires_at.eq(until.naive_utc()),
            first_logins::identity_tries.eq(0),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Notes that the browser goes on.
pub fn renew_entry(
    tx: &mut WriteTx<'_>,
    login: &FirstLogin,
    until: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(open(login))
        .set(first_logins::entry_expires_at.eq(until.naive_utc()))
        .execute(tx.conn())?;
    Ok(())
}

/// Keeps the hash of the chosen password until all is done, once: false if one is kept.
pub fn stage_password(
    tx: &mut WriteTx<'_>,
    login: &FirstLogin,
    hash: &str,
) -> Result<bool, DbError> {
    let rows = diesel::update(open(login).filter(first_logins::password_hash.is_null()))
        .set(first_logins::password_hash.eq(hash))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Notes which secret of an app was confirmed on the way.
pub fn note_totp(tx: &mut WriteTx<'_>, login: &FirstLogin, totp: Uuid) -> Result<bool, DbError> {
    let rows = diesel::update(open(login))
        .set((
            first_logins::totp_id.eq(totp.to_string()),
            first_logins::recovery_codes_made_at.eq(None::<NaiveDateTime>),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Notes that recovery codes were shown.
pub fn note_recovery_codes(tx: &mut WriteTx<'_>, login: &FirstLogin) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = diesel::update(open(login))
        .set(first_logins::recovery_codes_made_at.eq(now))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Ends the link, once: false if it had ended before.
pub fn end(tx: &mut WriteTx<'_>, login: &FirstLogin) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let rows = diesel::update(open(login))
        .set((
            first_logins::ended_at.eq(now),
            first_logins::password_hash.eq(None::<String>),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Ends every link of an account: another one was sent, or the password was set.
pub fn end_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
) -> Result<usize, DbError> {
    let now = tx.now().naive_utc();
    let living = first_logins::table.filter(
        first_logins::member_id
            .eq(scope.key())
            .and(first_logins::account_id.eq(account.to_string()))
            .and(first_logins::ended_at.is_null()),
    );
    Ok(diesel::update(living)
        .set((
            first_logins::ended_at.eq(now),
            first_logins::password_hash.eq(None::<String>),
        ))
        .execute(tx.conn())?)
}

type Open = diesel::dsl::Filter<
    diesel::dsl::Find<first_logins::table, (String, String)>,
    diesel::dsl::IsNull<first_logins::ended_at>,
>;

fn open(login: &FirstLogin) -> Open {
    first_logins::table
        .find((login.member_id.0.to_string(), login.id.0.to_string()))
        .filter(first_logins::ended_at.is_null())
}
