//! One group with everything in it.

use std::collections::HashMap;

use minato_db::models::contracts;
use minato_db::models::services::{self, Service};
use minato_db::models::user_groups::{self, GroupPerson, UserGroup as Row};
use minato_db::{DbError, TenantScope, Tx};
use minato_types::ProblemCode;
use minato_types::contracts::ContractPermission;
use minato_types::groups::{UserGroup, UserGroupAccount, UserGroupContract, UserGroupService};
use minato_types::values::{ServiceId, UserGroupId};

use super::shown;
use crate::http::ApiError;

/// A group of the member and its version.
pub(crate) fn group(
    tx: &mut impl Tx,
    scope: TenantScope,
    id: UserGroupId,
) -> Result<(UserGroup, i64), ApiError> {
    let missing = ApiError::Problem(ProblemCode::NotFound);
    let row = user_groups::find(tx, scope, id)?.ok_or(missing.clone())?;
    let version = row.version;
    let group = several(tx, scope, vec![row])?.pop().ok_or(missing)?;
    Ok((group, version))
}

/// Groups of the member, in their order. However many they are, it takes four statements.
pub(crate) fn several(
    tx: &mut impl Tx,
    scope: TenantScope,
    rows: Vec<Row>,
) -> Result<Vec<UserGroup>, DbError> {
    let ids: Vec<UserGroupId> = rows.iter().map(|row| row.id.0).collect();
    let mut people = by_group(user_groups::people_of_groups(tx, scope, &ids)?);
    let granted = user_groups::services_of(tx, scope, &ids)?;
    let mut granted = by_group(granted.into_iter().map(|(id, of, may)| (id, (of, may))));
    let single = contracts::range::of_groups(tx, scope, &ids)?;
    let mut single = by_group(single.into_iter().map(|(id, of, may)| (id, (of, may))));
    let all = services::all(tx)?;
    let group = |row: Row| {
        let id = row.id.0;
        let (granted, single) = (granted.remove(&id), single.remove(&id));
        UserGroup {
            id,
            kind: row.kind.0,
            name: row.name,
            description: row.description,
            accounts: people
                .remove(&id)
                .into_iter()
                .flatten()
                .map(person)
                .collect(),
            services: services_in_order(&all, &granted.unwrap_or_default()),
            contracts: single
                .into_iter()
                .flatten()
                .filter_map(|(contract, permission)| {
                    let contract = shown::range_contract(contract, &all)?;
                    Some(UserGroupContract {
                        contract,
                        permission,
                    })
                })
                .collect(),
        }
    };
    Ok(rows.into_iter().map(group).collect())
}

fn by_group<T>(found: impl IntoIterator<Item = (UserGroupId, T)>) -> HashMap<UserGroupId, Vec<T>> {
    let mut groups: HashMap<UserGroupId, Vec<T>> = HashMap::new();
    for (id, one) in found {
        groups.entry(id).or_default().push(one);
    }
    groups
}

fn services_in_order(
    all: &[Service],
    granted: &[(ServiceId, ContractPermission)],
) -> Vec<UserGroupService> {
    let of_service = |service: &Service| {
        let found = granted.iter().find(|(id, _)| *id == service.id.0);
        found.map(|(_, permission)| UserGroupService {
            service: shown::service(service),
            permission: *permission,
        })
    };
    all.iter().filter_map(of_service).collect()
}

fn person(row: GroupPerson) -> UserGroupAccount {
    UserGroupAccount {
        id: row.id.0,
        name: row.name.0,
        email: row.email.0,
    }
}
