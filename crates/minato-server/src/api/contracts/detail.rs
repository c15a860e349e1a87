//! One contract: who may read it, who may change it, and how it is told.

use actix_web::HttpResponse;
use actix_web::http::header;
use minato_db::models::contracts;
use minato_db::models::contracts::list::Row;
use minato_db::models::contracts::rights::{self, ContractRights};
use minato_db::{Party, Tx, WriteTx};
use minato_types::ProblemCode;
use minato_types::contracts::{Contract, ContractContact, ContractPermission};
use minato_types::values::ContractNumber;

use super::shown;
use crate::http::{ApiError, entity_tag};

/// The contract, and its tag.
pub(super) fn read(
    tx: &mut impl Tx,
    own: Party,
    number: &ContractNumber,
) -> Result<(String, Contract), ApiError> {
    let rights = rights::of(tx, own.scope, own.holder)?;
    let found = contracts::detail::find_with_contacts(tx, &rights, number)?;
    let (found, contacts) = found.ok_or(ApiError::Problem(ProblemCode::NotFound))?;
    Ok((tag(&found.contract), contract(found, contacts)))
}

/// The contract and the rights by which it may be changed. Whoever may only see it is forbidden
/// to; for everybody else there is no such contract.
pub(super) fn to_change(
    tx: &mut WriteTx<'_>,
    own: Party,
    number: &ContractNumber,
) -> Result<(ContractRights, Row), ApiError> {
    let rights = rights::of(tx, own.scope, own.holder)?;
    let found = find(tx, &rights, number)?;
    if found.permission.allows(ContractPermission::Edit) {
        Ok((rights, found))
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

/// The answer that tells a contract.
pub(super) fn answer((tag, contract): &(String, Contract)) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, tag.as_str()))
        .json(contract)
}

fn find(
    tx: &mut impl Tx,
    rights: &ContractRights,
    number: &ContractNumber,
) -> Result<Row, ApiError> {
    let found = contracts::detail::find(tx, rights, number)?;
    found.ok_or(ApiError::Problem(ProblemCode::NotFound))
}

/// Memo and contacts have a version each: whoever changes one does not stand in the way of
/// whoever changes the other.
fn tag(row: &contracts::Contract) -> String {
    entity_tag::of_parts(row.memo_version, row.contacts_version)
}

fn contract(found: Row, contacts: Vec<ContractContact>) -> Contract {
    let Row {
        contract: row,
        service,
        permission,
    } = found;
    Contract {
        number: row.contract_number.0,
        service: shown::service(service),
        customer_number: row.customer_number,
        group_number: row.group_number,
        site: row.site,
        status: row.status.0,
        status_since: row.status_since.and_utc(),
        memo: row.memo,
        memo_changed_at: row.memo_changed_at.map(|at| at.and_utc()),
        memo_changed_by: row.memo_changed_by,
        applied_on: row.applied_on,
        provided_on: row.provided_on,
        ends_on: row.ends_on,
        contacts,
        permission,
    }
}
