//! Browsers in which an account needs no second step for some days. The browser holds the
//! secret, the row its digest.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::dsl::exists;
use diesel::prelude::*;
use minato_types::values::{AccountId, TrustedBrowserId};

use super::changed;
use crate::schema::{accounts, trusted_browsers};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// How long a browser stays trusted with which its owner does not sign in.
pub const LIFETIME: TimeDelta = TimeDelta::days(10);

/// A trusted browser.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = trusted_browsers)]
pub struct TrustedBrowser {
    /// The id.
    pub id: AsText<TrustedBrowserId>,
    /// The digest of its secret.
    pub secret_digest: String,
    /// What the browser calls itself.
    pub user_agent: String,
    /// The address of the sign-in at which it was trusted.
    pub address: String,
    /// When that was.
    pub created_at: NaiveDateTime,
    /// When it last stood in for the second step, or was trusted.
    pub last_used_at: NaiveDateTime,
    /// Until when it does so if nobody signs in with it.
    pub expires_at: NaiveDateTime,
}

/// A browser to be trusted.
#[derive(Debug, Clone, Copy)]
pub struct NewTrustedBrowser<'a> {
    /// The digest of its secret.
    pub secret_digest: &'a str,
    /// What the browser calls itself.
    pub user_agent: &'a str,
    /// The address that the request came from.
    pub address: &'a str,
}

/// Trusts a browser, from now on in the place of what was known of it before.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    new: &NewTrustedBrowser<'_>,
) -> Result<TrustedBrowserId, DbError> {
    let (id, now) = (TrustedBrowserId(tx.new_id()), tx.now().naive_utc());
    diesel::delete(
        of_account(scope, account).filter(trusted_browsers::secret_digest.eq(new.secret_digest)),
    )
    .execute(tx.conn())?;
    diesel::insert_into(trusted_browsers::table)
        .values((
            trusted_browsers::member_id.eq(scope.key()),
            trusted_browsers::id.eq(id.to_string()),
            trusted_browsers::account_id.eq(account.to_string()),
            trusted_browsers::secret_digest.eq(new.secret_digest),
            trusted_browsers::user_agent.eq(new.user_agent),
            trusted_browsers::address.eq(new.address),
            trusted_browsers::created_at.eq(now),
            trusted_browsers::last_used_at.eq(now),
            trusted_browsers::expires_at.eq(now + LIFETIME),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Notes that the browser of this secret stands in for the second step of an account now, and
/// for as long again from now on; false if the account does not trust it.
pub fn renew(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    secret_digest: &str,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let living = of_account(scope, account)
        .filter(trusted_browsers::secret_digest.eq(secret_digest))
        .filter(trusted_browsers::expires_at.gt(now));
    let rows = diesel::update(living)
        .set((
            trusted_browsers::last_used_at.eq(now),
            trusted_browsers::expires_at.eq(now + LIFETIME),
        ))
        .execute(tx.conn())?;
    Ok(changed(rows))
}

/// Whether the secret is one that was given to a browser, whoever trusts it: a door, which looks
/// across members and tells nothing but that.
pub fn is_ours(tx: &mut impl Tx, secret_digest: &str) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let given = trusted_browsers::table
        .filter(trusted_browsers::secret_digest.eq(secret_digest))
        .filter(trusted_browsers::expires_at.gt(now));
    Ok(diesel::select(exists(given)).get_result(tx.conn())?)
}

/// The browsers that an account trusts now, last used first.
pub fn list(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
) -> Result<Vec<TrustedBrowser>, DbError> {
    let now = tx.now().naive_utc();
    Ok(of_account(scope, account)
        .filter(trusted_browsers::expires_at.gt(now))
        .order((
            trusted_browsers::last_used_at.desc(),
            trusted_browsers::id.desc(),
        ))
        .select(TrustedBrowser::as_select())
        .load(tx.conn())?)
}

/// Trusts one browser of an account no more, once: false if there is none of this id.
pub fn delete(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    id: TrustedBrowserId,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let one = of_account(scope, account)
        .filter(trusted_browsers::id.eq(id.to_string()))
        .filter(trusted_browsers::expires_at.gt(now));
    Ok(changed(diesel::delete(one).execute(tx.conn())?))
}

/// Trusts no browser of an account any more.
pub fn delete_all_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
) -> Result<(), DbError> {
    diesel::delete(of_account(scope, account)).execute(tx.conn())?;
    Ok(())
}

/// Trusts no browser of an account any more but the one of this secret.
pub fn delete_others_of(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    account: AccountId,
    keep: Option<&str>,
) -> Result<(), DbError> {
    let others = of_account(scope, account)
        .filter(trusted_browsers::secret_digest.ne(keep.unwrap_or_default()));
    diesel::delete(others).execute(tx.conn())?;
    Ok(())
}

/// Trusts no browser of a member any more, but those of accounts that may do so on their own.
pub fn delete_all_of_member(tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<(), DbError> {
    let allowed = accounts::table
        .filter(accounts::member_id.eq(scope.key()))
        .filter(accounts::trusted_browsers.eq(true))
        .select(accounts::id);
    let all = trusted_browsers::table
        .filter(trusted_browsers::member_id.eq(scope.key()))
        .filter(trusted_browsers::account_id.ne_all(allowed));
    diesel::delete(all).execute(tx.conn())?;
    Ok(())
}

/// Whoever trusts the browser of this secret does so no more: it forgets the secret. Whoever
/// holds it may do this, for every member at once.
pub fn delete_browser(tx: &mut WriteTx<'_>, secret_digest: &str) -> Result<(), DbError> {
    let all = trusted_browsers::table.filter(trusted_browsers::secret_digest.eq(secret_digest));
    diesel::delete(all).execute(tx.conn())?;
    Ok(())
}

/// Removes what is trusted no more.
pub fn delete_expired(tx: &mut WriteTx<'_>) -> Result<usize, DbError> {
    let now = tx.now().naive_utc();
    let old = trusted_browsers::table.filter(trusted_browsers::expires_at.le(now));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

type OfAccount = diesel::dsl::Filter<
    diesel::dsl::Filter<
        trusted_browsers::table,
        diesel::dsl::Eq<trusted_browsers::member_id, String>,
    >,
    diesel::dsl::Eq<trusted_browsers::account_id, String>,
>;

fn of_account(scope: TenantScope, account: AccountId) -> OfAccount {
    trusted_browsers::table
        .filter(trusted_browsers::member_id.eq(scope.key()))
        .filter(trusted_browsers::account_id.eq(account.to_string()))
}
