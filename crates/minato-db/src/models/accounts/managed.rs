use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::dsl::{exists, max};
use diesel::prelude::*;
use minato_types::rules::japan_time;
use minato_types::values::{AccountId, AccountState, SecondFactor};

use super::Account;
use crate::schema::{accounts, factor_failures, totp_secrets};
use crate::{DbError, MultiBackend, TenantScope, Tx};

/// An account with what its admin wants to know beside it.
#[derive(Debug, Clone)]
pub struct ManagedAccount {
    /// The account.
    pub account: Account,
    /// Whether its first password is set.
    pub has_password: bool,
    /// What its second step asks for.
    pub factor: SecondFactor,
    /// Until when its second step is locked; also a time that has passed.
    pub factor_locked_until: Option<NaiveDateTime>,
    /// When it last signed in, if it ever did.
    pub last_signed_in_at: Option<NaiveDateTime>,
    /// When it was made.
    pub created_at: NaiveDateTime,
}

impl ManagedAccount {
    /// The one state that is shown, where several would be true.
    pub fn state(&self, now: DateTime<Utc>) -> AccountState {
        if self.account.valid_until < japan_time::date(now) {
            AccountState::Expired
        } else if self.account.state == "suspended" {
            AccountState::Suspended
        } else if self.has_password {
            AccountState::Active
        } else {
            AccountState::Invited
        }
    }
}

/// An account of the member that is not deleted.
pub fn find_managed(
    tx: &mut impl Tx,
    scope: TenantScope,
    id: AccountId,
) -> Result<Option<ManagedAccount>, DbError> {
    let query = living(scope).filter(accounts::id.eq(id.to_string()));
    Ok(load(tx, query)?.pop())
}

/// The accounts of the member that are not deleted.
pub(super) fn living(scope: TenantScope) -> accounts::BoxedQuery<'static, MultiBackend> {
    accounts::table
        .filter(accounts::member_id.eq(scope.key()))
        .filter(accounts::state.ne("deleted"))
        .into_boxed()
}

/// What [`load`] reads of a row.
type Columns = (
    Account,
    bool,
    bool,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    NaiveDateTime,
);

/// The rows of a query, each with the lock of its factor, in one statement.
pub(super) fn load(
    tx: &mut impl Tx,
    query: accounts::BoxedQuery<'static, MultiBackend>,
) -> Result<Vec<ManagedAccount>, DbError> {
    // A lock of the recovery codes keeps nobody from signing in with the app.
    let lock = factor_failures::table
        .filter(factor_failures::member_id.eq(accounts::member_id))
        .filter(factor_failures::account_id.eq(accounts::id))
        .filter(factor_failures::factor.ne(SecondFactor::RecoveryCode.as_str()))
        .select(max(factor_failures::locked_until))
        .single_value();
    let has_totp = totp_secrets::table
        .filter(totp_secrets::member_id.eq(accounts::member_id))
        .filter(totp_secrets::account_id.eq(accounts::id))
        .filter(totp_secrets::confirmed.eq(true));
    let rows: Vec<Columns> = query
        .select((
            Account::as_select(),
            accounts::password_hash.is_not_null(),
            exists(has_totp),
            lock,
            accounts::last_signed_in_at,
            accounts::created_at,
        ))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(managed).collect())
}

fn managed(
    (account, has_password, has_totp, lock, last_signed_in_at, created_at): Columns,
) -> ManagedAccount {
    ManagedAccount {
        factor: if has_totp {
            SecondFactor::Totp
        } else {
            account.second_factor.0
        },
        account,
        has_password,
        factor_locked_until: lock,
        last_signed_in_at,
        created_at,
    }
}
