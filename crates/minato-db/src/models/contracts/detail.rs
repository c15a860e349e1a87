//! Contracts by their numbers, with what somebody may do with them.

use diesel::prelude::*;
use minato_types::contracts::{ContractContact, ContractPermission};
use minato_types::values::ContractNumber;

use super::list::{Row, with_permissions};
use super::rights::ContractRights;
use super::{Contract, contacts};
use crate::conn::run;
use crate::models::services::Service;
use crate::schema::{contract_contacts, contracts, services};
use crate::{DbError, Tx};

/// The contract with this number. One that the rights do not reach is like one that does not
/// exist.
pub fn find(
    tx: &mut impl Tx,
    rights: &ContractRights,
    number: &ContractNumber,
) -> Result<Option<Row>, DbError> {
    // Not by `find_all`: the text of a list in SQL has no place in the cache of statements.
    let found: Vec<(Contract, Service)> = rights
        .reaching(ContractPermission::View)
        .filter(contracts::contract_number.eq(number.to_string()))
        .inner_join(services::table)
        .select((Contract::as_select(), Service::as_select()))
        .load(tx.conn())?;
    Ok(with_permissions(tx, rights, found)?.into_iter().next())
}

/// The same with whom the carrier asks about it, in their order.
pub fn find_with_contacts(
    tx: &mut impl Tx,
    rights: &ContractRights,
    number: &ContractNumber,
) -> Result<Option<(Row, Vec<ContractContact>)>, DbError> {
    if rights.cover_everything() {
        return find_at_once(tx, rights, number);
    }
    let Some(row) = find(tx, rights, number)? else {
        return Ok(None);
    };
    let contacts = contacts::list(tx, rights, &row.contract)?;
    Ok(Some((row, contacts)))
}

/// The same in one statement, a row for each contact, for rights that cover everything: what
/// most people have who look at contracts all day.
fn find_at_once(
    tx: &mut impl Tx,
    rights: &ContractRights,
    number: &ContractNumber,
) -> Result<Option<(Row, Vec<ContractContact>)>, DbError> {
    let joined = contracts::table
        .inner_join(services::table)
        .left_join(
            contract_contacts::table.on(contract_contacts::member_id
                .eq(contracts::member_id)
                .and(contract_contacts::contract_id.eq(contracts::id))),
        )
        .filter(contracts::member_id.eq(rights.scope().key()))
        .filter(contracts::contract_number.eq(number.as_str()))
        .order(contract_contacts::position);
    let found: Vec<(Contract, Service, Option<contacts::Row>)> = run!(tx.conn(), |conn| joined
        .select((
            Contract::as_select(),
            Service::as_select(),
            contacts::COLUMNS.nullable()
        ))
        .load(conn))?;
    let mut rows = Vec::new();
    let mut people = Vec::new();
    for (contract, service, contact) in found {
        people.extend(contact.map(contacts::contact));
        rows.push((contract, service));
    }
    rows.truncate(1);
    let row = with_permissions(tx, rights, rows)?.into_iter().next();
    Ok(row.map(|row| (row, people)))
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
