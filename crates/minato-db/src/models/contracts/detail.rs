//! Contracts by their numbers, with what somebody may do with them.

use diesel::prelude::*;
use minato_types::contracts::ContractPermission;
use minato_types::values::ContractNumber;

use super::Contract;
use super::list::{Row, with_permissions};
use super::rights::ContractRights;
use crate::conn::run;
use crate::models::services::Service;
use crate::schema::{contracts, services};
use crate::{DbError, Tx};

/// The contract with this number. One that the rights do not reach is like one that does not
/// exist.
pub fn find(
    tx: &mut impl Tx,
    rights: &ContractRights,
    number: &ContractNumber,
) -> Result<Option<Row>, DbError> {
    // Not by `find_all`: the text of a list in SQL has no place in the cache of statements.
    let found: Vec<(Contract, Service)> = if rights.cover_everything() {
        let own = contracts::table
            .inner_join(services::table)
            .filter(contracts::member_id.eq(rights.scope().key()))
            .filter(contracts::contract_number.eq(number.as_str()));
        run!(tx.conn(), |conn| own
            .select((Contract::as_select(), Service::as_select()))
            .load(conn))?
    } else {
        rights
            .reaching(ContractPermission::View)
            .filter(contracts::contract_number.eq(number.to_string()))
            .inner_join(services::table)
            .select((Contract::as_select(), Service::as_select()))
            .load(tx.conn())?
    };
    Ok(with_permissions(tx, rights, found)?.into_iter().next())
}

/// The contracts with these numbers. Those that the rights do not reach are left out.
pub fn find_all(
    tx: &mut impl Tx,
    rights: &ContractRights,
    numbers: &[&ContractNumber],
) -> Result<Vec<Row>, DbError> {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let found: Vec<(Contract, Service)> = rights
        .reaching(ContractPermission::View)
        .filter(contracts::contract_number.eq_any(numbers))
        .inner_join(services::table)
        .select((Contract::as_select(), Service::as_select()))
        .load(tx.conn())?;
    with_permissions(tx, rights, found)
}
