//! What a group is to cover: read from a request, compared with what it covers, set.

use std::collections::HashMap;
use std::hash::Hash;

use minato_db::models::contracts::range::{self, RangeContract};
use minato_db::models::services::{self, Service};
use minato_db::models::user_groups;
use minato_db::{DbError, TenantScope, Tx, WriteTx};
use minato_types::audit::{AuditChange, AuditField};
use minato_types::contracts::ContractPermission;
use minato_types::groups::{ContractGrant, ServiceGrant, entry_field};
use minato_types::values::{ContractId, ContractNumber, ServiceId, UserGroupId};
use minato_types::{FieldErrors, FieldRule};

use crate::http::ApiError;

/// The rights that a group gives, each with the word under which people know the thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Range {
    services: Grants<ServiceId>,
    contracts: Grants<ContractId>,
}

type Grants<Id> = HashMap<Id, (String, ContractPermission)>;

impl Range {
    /// What a request names. Every service and contract that is not there is told at its place.
    pub(crate) fn read(
        tx: &mut impl Tx,
        scope: TenantScope,
        services: &[ServiceGrant],
        contracts: &[ContractGrant],
    ) -> Result<Self, ApiError> {
        let mut errors = FieldErrors::new();
        let range = Self {
            services: read_services(&services::all(tx)?, services, &mut errors),
            contracts: read_contracts(tx, scope, contracts, &mut errors)?,
        };
        if errors.is_empty() {
            Ok(range)
        } else {
            Err(errors.into())
        }
    }

    /// What a group covers now.
    pub(crate) fn of_group(
        tx: &mut impl Tx,
        scope: TenantScope,
        group: UserGroupId,
    ) -> Result<Self, DbError> {
        let all = services::all(tx)?;
        let code = |id| {
            let found = all.iter().find(|service| service.id.0 == id);
            found.map_or_else(String::new, |service| service.code.clone())
        };
        let services = user_groups::services_of(tx, scope, &[group])?;
        let contracts = range::of_groups(tx, scope, &[group])?;
        Ok(Self {
            services: services
                .into_iter()
                .map(|(_, id, permission)| (id, (code(id), permission)))
                .collect(),
            contracts: contracts
                .into_iter()
                .map(|(_, contract, permission)| {
                    let number = contract.contract_number.0.to_string();
                    (contract.id.0, (number, permission))
                })
                .collect(),
        })
    }

    /// Lets a group that covers `self` cover `wanted`. Answers what changed, for the trail.
    pub(super) fn change_to(
        &self,
        wanted: &Self,
        tx: &mut WriteTx<'_>,
        scope: TenantScope,
        group: UserGroupId,
    ) -> Result<Vec<AuditChange>, DbError> {
        let mut recorded = Vec::new();
        for change in changes(&self.services, &wanted.services) {
            if change.before.is_some() {
                user_groups::revoke_service(tx, scope, group, change.id)?;
            }
            if let Some(permission) = change.after {
                user_groups::grant_service(tx, scope, group, change.id, permission)?;
            }
            recorded.push(change.recorded(AuditField::GroupService));
        }
        for change in changes(&self.contracts, &wanted.contracts) {
            if change.before.is_some() {
                user_groups::revoke_contract(tx, scope, group, change.id)?;
            }
            if let Some(permission) = change.after {
                user_groups::grant_contract(tx, scope, group, change.id, permission)?;
            }
            recorded.push(change.recorded(AuditField::GroupContract));
        }
        Ok(recorded)
    }
}

/// A right that is given, taken, or becomes another one.
struct Change<'a, Id> {
    id: Id,
    word: &'a str,
    before: Option<ContractPermission>,
    after: Option<ContractPermission>,
}

impl<Id> Change<'_, Id> {
    fn recorded(&self, field: AuditField) -> AuditChange {
        let word = |permission: ContractPermission| permission.to_string();
        AuditChange::new(field, self.before.map(word), self.after.map(word)).item(self.word)
    }
}

/// What differs, in the order of the words.
fn changes<'a, Id: Copy + Eq + Hash>(
    before: &'a Grants<Id>,
    after: &'a Grants<Id>,
) -> Vec<Change<'a, Id>> {
    let permission = |grants: &Grants<Id>, id: Id| grants.get(&id).map(|(_, known)| *known);
    let new = after.iter().filter(|(id, _)| !before.contains_key(id));
    let mut changes: Vec<Change<'_, Id>> = before
        .iter()
        .chain(new)
        .map(|(id, (word, _))| Change {
            id: *id,
            word,
            before: permission(before, *id),
            after: permission(after, *id),
        })
        .filter(|change| change.before != change.after)
        .collect();
    changes.sort_by(|one, other| one.word.cmp(other.word));
    changes
}

fn read_services(
    all: &[Service],
    asked: &[ServiceGrant],
    errors: &mut FieldErrors,
) -> Grants<ServiceId> {
    let mut grants = HashMap::new();
    for (place, grant) in asked.iter().enumerate() {
        let found = all.iter().find(|service| service.code == grant.code);
        let found = found.ok_or(FieldRule::UnknownService);
        let service = errors.check(&entry_field("services", place, "code"), found);
        // Validated on arrival, as are the numbers below.
        if let (Some(service), Ok(permission)) = (service, grant.permission.parse()) {
            grants.insert(service.id.0, (service.code.clone(), permission));
        }
    }
    grants
}

fn read_contracts(
    tx: &mut impl Tx,
    scope: TenantScope,
    asked: &[ContractGrant],
    errors: &mut FieldErrors,
) -> Result<Grants<ContractId>, DbError> {
    let mut numbers = Vec::with_capacity(asked.len());
    for (place, grant) in asked.iter().enumerate() {
        let number = ContractNumber::parse(&grant.number);
        numbers.extend(errors.check(&entry_field("contracts", place, "number"), number));
    }
    let found = range::with_numbers(tx, scope, &numbers)?;
    let found: HashMap<&str, &RangeContract> = found
        .iter()
        .map(|contract| (contract.contract_number.0.as_str(), contract))
        .collect();
    let mut grants = HashMap::new();
    for (place, (grant, number)) in asked.iter().zip(&numbers).enumerate() {
        let contract = found.get(number.as_str()).copied();
        let contract = contract.ok_or(FieldRule::UnknownContract);
        let contract = errors.check(&entry_field("contracts", place, "number"), contract);
        if let (Some(contract), Ok(permission)) = (contract, grant.permission.parse()) {
            grants.insert(contract.id.0, (number.to_string(), permission));
        }
    }
    Ok(grants)
}
