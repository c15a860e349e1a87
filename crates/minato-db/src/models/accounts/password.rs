use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::values::AccountId;

use super::{changed, row_of};
use crate::schema::accounts;
use crate::{DbError, TenantScope, Tx, WriteTx};

/// The hash of the password of an account, if it has one.
pub fn password_hash(
    tx: &mut impl Tx,
    scope: TenantScope,
    id: AccountId,
) -> Result<Option<String>, DbError> {
    Ok(row_of(scope, id)
        .select(accounts::password_hash)
        .first(tx.conn())?)
}

/// Sets the password that the owner chose. With `replacing`, only if the hash is still that
/// one: false if not.
pub fn set_password(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
    hash: &str,
    replacing: Option<&str>,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let mut own = diesel::update(row_of(scope, id))
        .set((
            accounts::password_hash.eq(hash.to_owned()),
            accounts::password_changed_at.eq(now),
            accounts::must_change_password.eq(false),
            accounts::password_expires_at.eq(None::<NaiveDateTime>),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .into_boxed();
    if let Some(old) = replacing {
        own = own.filter(accounts::password_hash.eq(old.to_owned()));
    }
    Ok(changed(own.execute(tx.conn())?))
}

/// Notes that somebody else chose the password of a new account: it opens doors until
/// `expires_at`, and then only the one to a password of one's own.
pub fn require_own_password(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
    expires_at: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(row_of(scope, id))
        .set((
            accounts::must_change_password.eq(true),
            accounts::password_expires_at.eq(expires_at.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets the password: until a first sign-in sets one, the account opens no door.
pub fn forget_password(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::update(row_of(scope, id))
        .set((
            accounts::password_hash.eq(None::<String>),
            accounts::must_change_password.eq(false),
            accounts::password_expires_at.eq(None::<NaiveDateTime>),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Stores the same password under newer hash parameters; the profile does not change.
pub fn rehash_password(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: AccountId,
    old: &str,
    hash: &str,
) -> Result<bool, DbError> {
    let rows = diesel::update(row_of(scope, id).filter(accounts::password_hash.eq(old)))
        .set(accounts::password_hash.eq(hash))
        .execute(tx.conn())?;
    Ok(changed(rows))
}
