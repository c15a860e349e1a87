//! Groups of a member's people.

use diesel::prelude::*;
use minato_types::contracts::ContractPermission;
use minato_types::groups::UserGroupKind;
use minato_types::values::{AccountId, ContractId, ServiceId, UserGroupId};

use crate::schema::{user_group_accounts, user_group_contracts, user_group_services, user_groups};
use crate::{DbError, TenantScope, Tx as _, WriteTx};

/// The group of a member that covers every contract, later ones too.
pub fn automatic(scope: TenantScope) -> UserGroupId {
    UserGroupId(scope.member().0)
}

/// Makes the group that covers every contract. Its id is that of its member, and so is there
/// never a second one.
pub(crate) fn insert_automatic(tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<(), DbError> {
    let id = automatic(scope);
    insert_row(tx, scope, id, UserGroupKind::Automatic, "", "")
}

/// Makes a group without people and without rights.
pub fn insert(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    name: &str,
    description: &str,
) -> Result<UserGroupId, DbError> {
    let id = UserGroupId(tx.new_id());
    insert_row(tx, scope, id, UserGroupKind::Custom, name, description)?;
    Ok(id)
}

fn insert_row(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: UserGroupId,
    kind: UserGroupKind,
    name: &str,
    description: &str,
) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::insert_into(user_groups::table)
        .values((
            user_groups::member_id.eq(scope.key()),
            user_groups::id.eq(id.to_string()),
            user_groups::kind.eq(kind.as_str()),
            user_groups::name.eq(name),
            user_groups::description.eq(description),
            user_groups::created_at.eq(now),
            user_groups::updated_at.eq(now),
            user_groups::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Puts an account into a group that it is not in.
pub fn add_account(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    group: UserGroupId,
    account: AccountId,
) -> Result<(), DbError> {
    diesel::insert_into(user_group_accounts::table)
        .values((
            user_group_accounts::member_id.eq(scope.key()),
            user_group_accounts::group_id.eq(group.to_string()),
            user_group_accounts::account_id.eq(account.to_string()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Gives a group a right on all contracts of a service, later ones too.
pub fn grant_service(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    group: UserGroupId,
    service: ServiceId,
    permission: ContractPermission,
) -> Result<(), DbError> {
    diesel::insert_into(user_group_services::table)
        .values((
            user_group_services::member_id.eq(scope.key()),
            user_group_services::group_id.eq(group.to_string()),
            user_group_services::service_id.eq(service.to_string()),
            user_group_services::permission.eq(permission.as_str()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Gives a group a right on one contract.
pub fn grant_contract(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    group: UserGroupId,
    contract: ContractId,
    permission: ContractPermission,
) -> Result<(), DbError> {
    diesel::insert_into(user_group_contracts::table)
        .values((
            user_group_contracts::member_id.eq(scope.key()),
            user_group_contracts::group_id.eq(group.to_string()),
            user_group_contracts::contract_id.eq(contract.to_string()),
            user_group_contracts::permission.eq(permission.as_str()),
        ))
        .execute(tx.conn())?;
    Ok(())
}
