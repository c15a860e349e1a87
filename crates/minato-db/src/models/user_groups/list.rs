//! The groups of a member, with how much is in them.

use diesel::prelude::*;
use minato_types::values::AccountId;

use super::UserGroup;
use crate::schema::{user_group_accounts, user_group_contracts, user_group_services, user_groups};
use crate::{DbError, MultiBackend, TenantScope, Tx};

/// A group with how much is in it.
#[derive(Debug, Clone)]
pub struct ListedGroup {
    /// The group.
    pub group: UserGroup,
    /// How many people are in it.
    pub accounts: u32,
    /// How many services it covers as a whole.
    pub services: u32,
    /// How many single contracts it covers.
    pub contracts: u32,
}

type Row = (UserGroup, Option<i64>, Option<i64>, Option<i64>);

/// All groups of the member: the automatic one, then the others by name.
pub fn list(tx: &mut impl Tx, scope: TenantScope) -> Result<Vec<ListedGroup>, DbError> {
    load(tx, own(scope))
}

/// The groups that an account is in, in the same order.
pub fn list_of(
    tx: &mut impl Tx,
    scope: TenantScope,
    account: AccountId,
) -> Result<Vec<ListedGroup>, DbError> {
    let joined = user_group_accounts::table
        .filter(user_group_accounts::member_id.eq(scope.key()))
        .filter(user_group_accounts::account_id.eq(account.to_string()))
        .select(user_group_accounts::group_id);
    load(tx, own(scope).filter(user_groups::id.eq_any(joined)))
}

/// How many groups the member has.
pub fn count(tx: &mut impl Tx, scope: TenantScope) -> Result<u64, DbError> {
    let count: i64 = own(scope).count().get_result(tx.conn())?;
    Ok(count.unsigned_abs())
}

fn own(scope: TenantScope) -> user_groups::BoxedQuery<'static, MultiBackend> {
    user_groups::table
        .filter(user_groups::member_id.eq(scope.key()))
        .into_boxed()
}

/// The rows of a query, each with its counts, in one statement.
fn load(
    tx: &mut impl Tx,
    query: user_groups::BoxedQuery<'static, MultiBackend>,
) -> Result<Vec<ListedGroup>, DbError> {
    let accounts = user_group_accounts::table
        .filter(user_group_accounts::member_id.eq(user_groups::member_id))
        .filter(user_group_accounts::group_id.eq(user_groups::id))
        .count()
        .single_value();
    let services = user_group_services::table
        .filter(user_group_services::member_id.eq(user_groups::member_id))
        .filter(user_group_services::group_id.eq(user_groups::id))
        .count()
        .single_value();
    let contracts = user_group_contracts::table
        .filter(user_group_contracts::member_id.eq(user_groups::member_id))
        .filter(user_group_contracts::group_id.eq(user_groups::id))
        .count()
        .single_value();
    let rows: Vec<Row> = query
        // The word for the automatic group comes before the other one.
        .order((user_groups::kind, user_groups::name, user_groups::id))
        .select((UserGroup::as_select(), accounts, services, contracts))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(listed).collect())
}

fn listed((group, accounts, services, contracts): Row) -> ListedGroup {
    let number = |count: Option<i64>| u32::try_from(count.unwrap_or(0)).unwrap_or(u32::MAX);
    ListedGroup {
        group,
        accounts: number(accounts),
        services: number(services),
        contracts: number(contracts),
    }
}
