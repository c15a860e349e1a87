//! What rights come to: the first contracts that they reach.

use diesel::prelude::*;
use minato_types::contracts::ContractPermission;
use minato_types::values::ContractId;

use super::range::RangeContract;
use super::rights::ContractRights;
use crate::schema::contracts;
use crate::{AsText, DbError, Tx};

/// The first contracts by number that these rights reach, each with what they allow.
pub fn first(
    tx: &mut impl Tx,
    rights: &ContractRights,
    limit: u32,
) -> Result<Vec<(RangeContract, ContractPermission)>, DbError> {
    let visible: Vec<RangeContract> = rights
        .reaching(ContractPermission::View)
        .order(contracts::contract_number)
        .limit(limit.into())
        .select(RangeContract::as_select())
        .load(tx.conn())?;
    let ids: Vec<String> = visible.iter().map(|c| c.id.0.to_string()).collect();
    let editable: Vec<AsText<ContractId>> = rights
        .reaching(ContractPermission::Edit)
        .filter(contracts::id.eq_any(ids))
        .select(contracts::id)
        .load(tx.conn())?;
    let permission = |contract: &RangeContract| {
        if editable.contains(&contract.id) {
            ContractPermission::Edit
        } else {
            ContractPermission::View
        }
    };
    let first = visible.into_iter();
    Ok(first.map(|c| (c.clone(), permission(&c))).collect())
}
