//! Which contracts groups cover, and what may be done with them.

use diesel::prelude::*;
use minato_types::contracts::ContractPermission;
use minato_types::values::{ContractId, ServiceId, UserGroupId};

use crate::schema::{user_group_contracts, user_group_services};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

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

/// Takes the right on a service from a group.
pub fn revoke_service(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    group: UserGroupId,
    service: ServiceId,
) -> Result<(), DbError> {
    let key = (scope.key(), group.to_string(), service.to_string());
    diesel::delete(user_group_services::table.find(key)).execute(tx.conn())?;
    Ok(())
}

/// Takes the right on one contract from a group.
pub fn revoke_contract(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    group: UserGroupId,
    contract: ContractId,
) -> Result<(), DbError> {
    let key = (scope.key(), group.to_string(), contract.to_string());
    diesel::delete(user_group_contracts::table.find(key)).execute(tx.conn())?;
    Ok(())
}

/// The rights on services that these groups give.
pub fn services_of(
    tx: &mut impl Tx,
    scope: TenantScope,
    groups: &[UserGroupId],
) -> Result<Vec<(UserGroupId, ServiceId, ContractPermission)>, DbError> {
    let groups: Vec<String> = groups.iter().map(ToString::to_string).collect();
    let rows: Vec<(AsText<_>, AsText<_>, AsText<_>)> = user_group_services::table
        .filter(user_group_services::member_id.eq(scope.key()))
        .filter(user_group_services::group_id.eq_any(groups))
        .select((
            user_group_services::group_id,
            user_group_services::service_id,
            user_group_services::permission,
        ))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(g, s, p)| (g.0, s.0, p.0)).collect())
}
