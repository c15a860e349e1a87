use std::collections::HashMap;

use actix_web::{HttpResponse, get, web};
use minato_db::models::accounts;
use minato_db::models::contracts::range::{self, RangeContract};
use minato_db::models::contracts::{per_service, rights};
use minato_db::models::services::{self, Service};
use minato_db::models::user_groups::{self, UserGroup};
use minato_db::{TenantScope, Tx};
use minato_types::ProblemCode;
use minato_types::contracts::ContractPermission;
use minato_types::groups::{
    AccountContractRight, AccountRights, AccountServiceRight, GrantingGroup, UserGroupKind,
};
use minato_types::values::{AccountId, ServiceId, UserGroupId};

use super::shown;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// How many single contracts are named.
const SHOWN: usize = 100;

/// What an account may do
///
/// Its groups, what they come to, and from which group each right comes. Being an admin gives
/// no right on contracts.
#[utoipa::path(
    tag = "groups",
    params(("id" = AccountId, Path, description = "The id of the account.")),
    responses(
        (status = 200, description = "The rights.", body = AccountRights),
        (status = 404, description = "`notFound`: deleted, of another member, or never there.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/accounts/{id}/rights")]
pub async fn get_account_rights(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.party()?.scope;
    let rights = app.db.read(move |tx| rights_of(tx, scope, *id)).await?;
    Ok(HttpResponse::Ok().json(rights))
}

fn rights_of(
    tx: &mut impl Tx,
    scope: TenantScope,
    id: AccountId,
) -> Result<AccountRights, ApiError> {
    let found = accounts::find_managed(tx, scope, id)?;
    found.ok_or(ApiError::Problem(ProblemCode::NotFound))?;
    let listed = user_groups::list_of(tx, scope, id)?;
    let ids: Vec<UserGroupId> = listed.iter().map(|listed| listed.group.id.0).collect();
    let rights = rights::of(tx, scope, id)?;
    let counted = per_service::count(tx, &rights)?;
    let sources = Sources {
        groups: listed.iter().map(|listed| listed.group.clone()).collect(),
        services: user_groups::services_of(tx, scope, &ids)?,
        contracts: range::of_groups(tx, scope, &ids)?,
        counts: range::count_by_service(tx, scope)?,
    };
    let all = services::all(tx)?;
    let contracts = sources.contract_rights(&all);
    Ok(AccountRights {
        everything: rights.cover_everything(),
        services: all
            .iter()
            .filter_map(|s| sources.service_right(s))
            .collect(),
        contract_count: u64::try_from(contracts.len()).unwrap_or(u64::MAX),
        contracts: contracts.into_iter().take(SHOWN).collect(),
        visible: counted.iter().map(|row| row.visible).sum(),
        editable: counted.iter().map(|row| row.editable).sum(),
        groups: listed.into_iter().map(shown::summary).collect(),
    })
}

/// The groups of an account, what each of them gives, and how many contracts there are.
struct Sources {
    groups: Vec<UserGroup>,
    services: Vec<(UserGroupId, ServiceId, ContractPermission)>,
    contracts: Vec<(UserGroupId, RangeContract, ContractPermission)>,
    counts: HashMap<ServiceId, u64>,
}

impl Sources {
    /// What the groups allow on all contracts of a service; none if nothing.
    fn service_right(&self, service: &Service) -> Option<AccountServiceRight> {
        let contract_count = self.counts.get(&service.id.0).copied();
        let granted = self.groups.iter().filter_map(|group| {
            let given = |(id, of, _): &&(_, _, _)| *id == group.id.0 && *of == service.id.0;
            let permission = match group.kind.0 {
                // A service without contracts would be named for nothing.
                UserGroupKind::Automatic => contract_count.map(|_| ContractPermission::Edit),
                UserGroupKind::Custom => self.services.iter().find(given).map(|(_, _, p)| *p),
            };
            Some(granting(group, permission?))
        });
        let groups: Vec<GrantingGroup> = granted.collect();
        Some(AccountServiceRight {
            service: shown::service(service),
            permission: together(&groups)?,
            contract_count: contract_count.unwrap_or(0),
            groups,
        })
    }

    /// The single contracts that the groups name, by number.
    fn contract_rights(&self, all: &[Service]) -> Vec<AccountContractRight> {
        let mut rights: Vec<AccountContractRight> = Vec::new();
        for (group, contract, permission) in &self.contracts {
            let Some(group) = self.groups.iter().find(|known| known.id.0 == *group) else {
                continue;
            };
            let source = granting(group, *permission);
            // Rows of one contract follow each other.
            match rights.last_mut() {
                Some(last) if last.contract.number == contract.contract_number.0 => {
                    last.groups.push(source);
                    last.permission = together(&last.groups).unwrap_or(last.permission);
                }
                _ => rights.extend(
                    shown::range_contract(contract.clone(), all).map(|contract| {
                        AccountContractRight {
                            contract,
                            permission: *permission,
                            groups: vec![source],
                        }
                    }),
                ),
            }
        }
        rights
    }
}

fn granting(group: &UserGroup, permission: ContractPermission) -> GrantingGroup {
    GrantingGroup {
        id: group.id.0,
        kind: group.kind.0,
        name: group.name.clone(),
        permission,
    }
}

/// The most that any of the groups allows.
fn together(groups: &[GrantingGroup]) -> Option<ContractPermission> {
    let mut all = groups.iter().map(|group| group.permission);
    let first = all.next()?;
    Some(all.fold(
        first,
        |most, next| if next.allows(most) { next } else { most },
    ))
}
