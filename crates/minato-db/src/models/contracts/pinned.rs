//! What is shown of contracts and services that somebody pinned or used, if he still reaches them.

use diesel::prelude::*;
use minato_types::contracts::{ContractPermission, ContractStatus};
use minato_types::values::{ContractNumber, ServiceId};

use super::rights::ContractRights;
use crate::schema::contracts;
use crate::{AsText, DbError, Tx};

/// A contract, as far as a pin shows it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = contracts)]
pub struct PinnedContract {
    /// The number by which people know it.
    pub contract_number: AsText<ContractNumber>,
    /// The service.
    pub service_id: AsText<ServiceId>,
    /// Where it is provided.
    pub site: String,
    /// How it runs.
    pub status: AsText<ContractStatus>,
}

/// Those of these contracts that the rights reach.
pub fn contracts(
    tx: &mut impl Tx,
    rights: &ContractRights,
    numbers: Vec<String>,
) -> Result<Vec<PinnedContract>, DbError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    Ok(rights
        .reaching(ContractPermission::View)
        .filter(contracts::contract_number.eq_any(numbers))
        .select(PinnedContract::as_select())
        .load(tx.conn())?)
}

/// Those of these services of which the rights reach a contract.
pub fn services(
    tx: &mut impl Tx,
    rights: &ContractRights,
    services: &[ServiceId],
) -> Result<Vec<ServiceId>, DbError> {
    if services.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = services.iter().map(ToString::to_string).collect();
    let reached: Vec<AsText<ServiceId>> = rights
        .reaching(ContractPermission::View)
        .filter(contracts::service_id.eq_any(ids))
        .select(contracts::service_id)
        .distinct()
        .load(tx.conn())?;
    Ok(reached.into_iter().map(|id| id.0).collect())
}
