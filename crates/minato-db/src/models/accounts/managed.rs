use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::rules::japan_time;
use minato_types::values::{AccountId, AccountState};

use super::Account;
use crate::schema::{accounts, factor_failures};
use crate::{DbError, MultiBackend, TenantScope, Tx};

/// An account with what its admin wants to know beside it.
#[derive(Debug, Clone)]
pub struct ManagedAccount {
    /// The account.
    pub account: Account,
    /// Whether its first password is set.
    pub has_password: bool,
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
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    NaiveDateTime,
);

/// The rows of a query, each with the lock of its factor, in one statement.
pub(super) fn load(
    tx: &mut impl Tx,
    query: accounts::BoxedQuery<'static, MultiBackend>,
) -> Result<Vec<ManagedAccount>, DbError> {
    let lock = factor_failures::table
        .find((accounts::member_id, accounts::id, accounts::second_factor))
        .select(factor_failures::locked_until)
        .single_value();
    let rows: Vec<Columns> = query
        .select((
            Account::as_select(),
            accounts::password_hash.is_not_null(),
            lock,
            accounts::last_signed_in_at,
            accounts::created_at,
        ))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(managed).collect())
}

fn managed(
    (account, has_password, lock, last_signed_in_at, created_at): Columns,
) -> ManagedAccount {
    ManagedAccount {
        account,
        has_password,
        factor_locked_until: lock,
        last_signed_in_at,
        created_at,
    }
}
