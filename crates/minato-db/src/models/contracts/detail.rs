//! One contract, with what somebody may do with it.

use diesel::prelude::*;
use minato_types::contracts::ContractPermission;
use minato_types::values::ContractNumber;

use super::Contract;
use super::rights::ContractRights;
use crate::models::services::Service;
use crate::schema::{contracts, services};
use crate::{DbError, Tx};

/// A contract that somebody may at least see.
#[derive(Debug, Clone)]
pub struct Detail {
    /// The contract.
    pub contract: Contract,
    /// Its service.
    pub service: Service,
    /// What he may do with it.
    pub permission: ContractPermission,
}

/// The contract with this number. One that the rights do not reach is like one that does not
/// exist.
pub fn find(
    tx: &mut impl Tx,
    rights: &ContractRights,
    number: &ContractNumber,
) -> Result<Option<Detail>, DbError> {
    let found: Option<(Contract, Service)> = rights
        .reaching(ContractPermission::View)
        .filter(contracts::contract_number.eq(number.as_str().to_owned()))
        .inner_join(services::table)
        .select((Contract::as_select(), Service::as_select()))
        .first(tx.conn())
        .optional()?;
    let Some((contract, service)) = found else {
        return Ok(None);
    };
    Ok(Some(Detail {
        permission: permission(tx, rights, &contract)?,
        contract,
        service,
    }))
}

/// What may be done with a contract that may be seen.
fn permission(
    tx: &mut impl Tx,
    rights: &ContractRights,
    contract: &Contract,
) -> Result<ContractPermission, DbError> {
    let on_service = rights.on_service(contract.service_id.0);
    if on_service == Some(ContractPermission::Edit) {
        return Ok(ContractPermission::Edit);
    }
    let single = rights
        .reaching(ContractPermission::Edit)
        .filter(contracts::id.eq(contract.id.0.to_string()))
        .select(contracts::id);
    let found: Option<String> = single.first(tx.conn()).optional()?;
    Ok(match found {
        Some(_) => ContractPermission::Edit,
        None => ContractPermission::View,
    })
}
