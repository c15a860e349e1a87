//! Who can manage the accounts of a member today.

use diesel::prelude::*;
use minato_types::rules::japan_time;
use minato_types::values::{AccountId, AccountRole};

use super::Account;
use crate::schema::accounts;
use crate::{DbError, MultiBackend, TenantScope, Tx};

/// The admins who can sign in: neither suspended nor past their last day, with a password
/// that opens doors.
fn able(tx: &impl Tx, scope: TenantScope) -> accounts::BoxedQuery<'static, MultiBackend> {
    let (now, today) = (tx.now().naive_utc(), japan_time::date(tx.now()));
    let for_ever = accounts::password_expires_at.is_null();
    accounts::table
        .filter(accounts::member_id.eq(scope.key()))
        .filter(accounts::role.eq(AccountRole::Admin.as_str()))
        .filter(accounts::state.eq("active"))
        .filter(accounts::password_hash.is_not_null())
        .filter(for_ever.or(accounts::password_expires_at.gt(now)))
        .filter(accounts::valid_until.ge(today))
        .into_boxed()
}

/// The admins of the member who can sign in, by name.
pub fn list_admins(tx: &mut impl Tx, scope: TenantScope) -> Result<Vec<Account>, DbError> {
    Ok(able(tx, scope)
        .order((accounts::name, accounts::id))
        .select(Account::as_select())
        .load(tx.conn())?)
}

/// Whether the member has an admin who can sign in beside this account. The answer holds
/// until the end of a transaction that locked the member.
pub fn has_other_admin(
    tx: &mut impl Tx,
    scope: TenantScope,
    beside: AccountId,
) -> Result<bool, DbError> {
    let found: Option<String> = able(tx, scope)
        .filter(accounts::id.ne(beside.to_string()))
        .select(accounts::id)
        .first(tx.conn())
        .optional()?;
    Ok(found.is_some())
}
