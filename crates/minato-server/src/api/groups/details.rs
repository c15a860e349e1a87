//! One group with everything in it.

use minato_db::models::user_groups::{self, GroupPerson, UserGroup as Row};
use minato_db::models::{contracts, services};
use minato_db::{TenantScope, Tx};
use minato_types::ProblemCode;
use minato_types::groups::{UserGroup, UserGroupAccount, UserGroupContract, UserGroupService};
use minato_types::values::UserGroupId;

use super::shown;
use crate::http::ApiError;

/// A group of the member and its version.
pub(super) fn group(
    tx: &mut impl Tx,
    scope: TenantScope,
    id: UserGroupId,
) -> Result<(UserGroup, i64), ApiError> {
    let found = user_groups::find(tx, scope, id)?;
    let row = found.ok_or(ApiError::Problem(ProblemCode::NotFound))?;
    let version = row.version;
    Ok((details(tx, scope, row)?, version))
}

fn details(tx: &mut impl Tx, scope: TenantScope, row: Row) -> Result<UserGroup, ApiError> {
    let id = row.id.0;
    let people = user_groups::people_of(tx, scope, id)?;
    let granted = user_groups::services_of(tx, scope, &[id])?;
    let single = contracts::range::of_groups(tx, scope, &[id])?;
    let all = services::all(tx)?;
    let of_service = |service: &services::Service| {
        let found = granted.iter().find(|(_, id, _)| *id == service.id.0);
        found.map(|(_, _, permission)| UserGroupService {
            service: shown::service(service),
            permission: *permission,
        })
    };
    let of_contract = |(_, contract, permission)| {
        let contract = shown::range_contract(contract, &all)?;
        Some(UserGroupContract {
            contract,
            permission,
        })
    };
    Ok(UserGroup {
        id,
        kind: row.kind.0,
        name: row.name,
        description: row.description,
        accounts: people.into_iter().map(person).collect(),
        services: all.iter().filter_map(of_service).collect(),
        contracts: single.into_iter().filter_map(of_contract).collect(),
    })
}

fn person(row: GroupPerson) -> UserGroupAccount {
    UserGroupAccount {
        id: row.id.0,
        name: row.name.0,
        email: row.email.0,
    }
}
