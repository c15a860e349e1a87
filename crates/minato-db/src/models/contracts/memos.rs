//! Memos: what a member's people write to its contracts.

use std::collections::HashSet;

use diesel::prelude::*;
use minato_types::contracts::ContractPermission;
use minato_types::values::{ContractMemo, ContractNumber, PersonName};

use super::Contract;
use super::detail::Detail;
use super::rights::ContractRights;
use crate::conn::run;
use crate::models::changed;
use crate::models::services::Service;
use crate::schema::{contracts, services};
use crate::{DbError, Tx, WriteTx};

/// The contracts with these numbers that the rights let somebody see. Others are left out.
pub fn find(
    tx: &mut impl Tx,
    rights: &ContractRights,
    numbers: &[&ContractNumber],
) -> Result<Vec<Detail>, DbError> {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let found: Vec<(Contract, Service)> = rights
        .reaching(ContractPermission::View)
        .filter(contracts::contract_number.eq_any(numbers.clone()))
        .inner_join(services::table)
        .select((Contract::as_select(), Service::as_select()))
        .load(tx.conn())?;
    let editable: Vec<String> = rights
        .reaching(ContractPermission::Edit)
        .filter(contracts::contract_number.eq_any(numbers))
        .select(contracts::id)
        .load(tx.conn())?;
    let editable: HashSet<String> = editable.into_iter().collect();
    let permission = |contract: &Contract| {
        if editable.contains(&contract.id.0.to_string()) {
            ContractPermission::Edit
        } else {
            ContractPermission::View
        }
    };
    let found = found.into_iter();
    Ok(found
        .map(|(contract, service)| Detail {
            permission: permission(&contract),
            contract,
            service,
        })
        .collect())
}

/// Writes another memo in the place of the one that was found; false if the contract was
/// changed since.
pub fn write(
    tx: &mut WriteTx<'_>,
    rights: &ContractRights,
    found: &Detail,
    memo: &ContractMemo,
    by: &PersonName,
) -> Result<bool, DbError> {
    let (contract, now) = (&found.contract, tx.now().naive_utc());
    let own = contracts::table.find((rights.scope().key(), contract.id.0.to_string()));
    // The text that is searched holds what the operator changes, too: it must be as it was found.
    let own = own
        .filter(contracts::memo_version.eq(contract.memo_version))
        .filter(contracts::version.eq(contract.version));
    let change = diesel::update(own).set((
        contracts::memo.eq(memo.as_str()),
        contracts::memo_version.eq(contract.memo_version + 1),
        contracts::memo_changed_at.eq(now),
        contracts::memo_changed_by.eq(by.as_str()),
        contracts::search_text.eq(contract.search_text(&found.service, memo.as_str())),
        contracts::updated_at.eq(now),
    ));
    let rows = run!(tx.conn(), |conn| change.execute(conn))?;
    Ok(changed(rows))
}
