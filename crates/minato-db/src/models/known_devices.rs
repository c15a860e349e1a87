//! Browsers that accounts have signed in with. The browser holds the secret, the row its digest.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use minato_types::values::AccountId;

use super::accounts::Account;
use crate::conn::run;
use crate::fixed::fixed_update;
use crate::schema::known_devices;
use crate::{DbError, TenantScope, Tx, WriteTx};

/// How long a browser stays known with which nobody signs in: browsers keep no cookie longer.
pub const LIFETIME: TimeDelta = TimeDelta::days(400);

/// Whether an account has signed in with the browser of this secret.
pub fn is_known(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
    secret_digest: &str,
) -> Result<bool, DbError> {
    let since = (tx.now() - LIFETIME).naive_utc();
    let known = known_devices::table.filter(
        known_devices::secret_digest
            .eq(secret_digest)
            .and(known_devices::member_id.eq(scope.key()))
            .and(known_devices::account_id.eq(account.to_string()))
            .and(known_devices::last_used_at.gt(since)),
    );
    Ok(run!(tx.conn(), |conn| diesel::select(exists(known))
        .get_result(conn))?)
}

/// Whether the account that somebody names has signed in with the browser of this secret. For
/// nobody the same statement finds nothing: a door, where nobody is known yet.
pub fn knows(
    tx: &mut impl Tx,
    named: Option<&Account>,
    secret_digest: &str,
) -> Result<bool, DbError> {
    let since = (tx.now() - LIFETIME).naive_utc();
    let (member, account) = named.map_or_else(Default::default, |account| {
        (account.scope().key(), account.id.0.to_string())
    });
    let known = known_devices::table.filter(
        known_devices::secret_digest
            .eq(secret_digest)
            .and(known_devices::member_id.eq(member))
            .and(known_devices::account_id.eq(account))
            .and(known_devices::last_used_at.gt(since)),
    );
    Ok(run!(tx.conn(), |conn| diesel::select(exists(known))
        .get_result(conn))?)
}

/// The digests by which the browsers of an account are known.
pub fn digests_of(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
) -> Result<Vec<String>, DbError> {
    Ok(known_devices::table
        .filter(known_devices::member_id.eq(scope.key()))
        .filter(known_devices::account_id.eq(account.to_string()))
        .select(known_devices::secret_digest)
        .load(tx.conn())?)
}

/// Forgets one browser of an account.
pub fn forget(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    secret_digest: &str,
) -> Result<(), DbError> {
    let one = known_devices::table
        .filter(known_devices::secret_digest.eq(secret_digest))
        .filter(known_devices::member_id.eq(scope.key()))
        .filter(known_devices::account_id.eq(account.to_string()));
    diesel::delete(one).execute(tx.conn())?;
    Ok(())
}

/// Whether the secret is one that was given to a browser, whoever has signed in with it: a
/// door, which looks across members and tells nothing but that.
pub fn is_ours(tx: &mut impl Tx, secret_digest: &str) -> Result<bool, DbError> {
    let since = (tx.now() - LIFETIME).naive_utc();
    let given = known_devices::table.filter(
        known_devices::secret_digest
            .eq(secret_digest)
            .and(known_devices::last_used_at.gt(since)),
    );
    Ok(run!(tx.conn(), |conn| diesel::select(exists(given))
        .get_result(conn))?)
}

/// Notes that an account signs in with the browser of this secret, if it has done so before;
/// false where it has not.
pub fn note_again(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    secret_digest: &str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let known = known_devices::secret_digest
        .eq(secret_digest)
        .and(known_devices::member_id.eq(scope.key()))
        .and(known_devices::account_id.eq(account.to_string()))
        .and(known_devices::last_used_at.gt((now - LIFETIME).naive_utc()));
    let noted = run!(tx.conn(), |conn| fixed_update!(
        known_devices::table,
        known,
        known_devices::last_used_at.eq(now.naive_utc())
    )
    .execute(conn))?;
    Ok(noted > 0)
}

/// Notes that an account signs in with the browser of this secret. The account is locked:
/// whoever signs in with it at the same time has come before or comes after.
pub fn note(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    secret_digest: &str,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now().naive_utc());
    let own = known_devices::table.filter(
        known_devices::secret_digest
            .eq(secret_digest)
            .and(known_devices::member_id.eq(scope.key()))
            .and(known_devices::account_id.eq(account.to_string())),
    );
    let noted = diesel::update(own)
        .set(known_devices::last_used_at.eq(now))
        .execute(tx.conn())?;
    if noted == 0 {
        diesel::insert_into(known_devices::table)
            .values((
                known_devices::member_id.eq(scope.key()),
                known_devices::account_id.eq(account.to_string()),
                known_devices::id.eq(id.to_string()),
                known_devices::secret_digest.eq(secret_digest),
                known_devices::created_at.eq(now),
                known_devices::last_used_at.eq(now),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Whoever knows the browser of this secret does so no more: it forgets the secret. Whoever
/// holds it may do this, for every member at once.
pub fn forget_browser(tx: &mut WriteTx<'_>, secret_digest: &str) -> Result<(), DbError> {
    let all = known_devices::table.filter(known_devices::secret_digest.eq(secret_digest));
    diesel::delete(all).execute(tx.conn())?;
    Ok(())
}

/// Forgets every browser of an account but the one of the secret `keep`: all others are new to
/// it from now on.
pub fn forget_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    keep: Option<&str>,
) -> Result<(), DbError> {
    let all = known_devices::table.filter(
        known_devices::member_id
            .eq(scope.key())
            .and(known_devices::account_id.eq(account.to_string()))
            .and(known_devices::secret_digest.ne(keep.unwrap_or_default())),
    );
    diesel::delete(all).execute(tx.conn())?;
    Ok(())
}

/// Removes what nobody has signed in with since `limit`.
pub fn delete_unused_since(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    let old = known_devices::table.filter(known_devices::last_used_at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
