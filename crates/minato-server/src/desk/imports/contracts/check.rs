//! What only the database knows of the rows of a file.

use std::collections::{HashMap, HashSet};

use minato_db::models::contract_imports::{self, StagedRow};
use minato_db::models::{members, services};
use minato_db::{DbError, TenantScope, Tx};
use minato_types::FieldRule;
use minato_types::values::{ContractNumber, MemberNumber, ServiceId};

use super::Faults;
use super::row::ContractRow;

/// The rows as they are staged, or all faults.
pub(super) fn check(
    tx: &mut impl Tx,
    rows: Vec<ContractRow>,
    mut faults: Faults,
) -> Result<Result<Vec<StagedRow>, Faults>, DbError> {
    let members = find_members(tx, &rows)?;
    let services = find_services(tx)?;
    let mut known = Vec::with_capacity(rows.len());
    for row in rows {
        let member = members.get(&row.member).copied();
        let service = services.get(row.service.as_str()).copied();
        if member.is_none() {
            faults.add(row.line, "memberNumber", FieldRule::UnknownMember);
        }
        if service.is_none() {
            faults.add(row.line, "service", FieldRule::UnknownService);
        }
        if let (Some(scope), Some(service)) = (member, service) {
            let staged = StagedRow {
                scope,
                service,
                contract: row.contract,
            };
            known.push((row.line, staged));
        }
    }
    let named: Vec<(TenantScope, &ContractNumber)> = known
        .iter()
        .map(|(_, row)| (row.scope, &row.contract.number))
        .collect();
    let others = contract_imports::of_others(tx, &named)?;
    let others: HashSet<ContractNumber> = others.into_iter().collect();
    for (line, row) in &known {
        if others.contains(&row.contract.number) {
            let rule = FieldRule::ContractOfAnotherMember;
            faults.add(*line, "contractNumber", rule);
        }
    }
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    Ok(Ok(known.into_iter().map(|(_, row)| row).collect()))
}

/// The members that the rows name, as far as there are such.
fn find_members(
    tx: &mut impl Tx,
    rows: &[ContractRow],
) -> Result<HashMap<MemberNumber, TenantScope>, DbError> {
    let named: HashSet<&MemberNumber> = rows.iter().map(|row| &row.member).collect();
    let mut found = HashMap::with_capacity(named.len());
    for number in named {
        if let Some((scope, _)) = members::find_by_number(tx, number)? {
            found.insert(number.clone(), scope);
        }
    }
    Ok(found)
}

/// All services by their short names.
fn find_services(tx: &mut impl Tx) -> Result<HashMap<String, ServiceId>, DbError> {
    let all = services::all(tx)?.into_iter();
    Ok(all.map(|service| (service.code, service.id.0)).collect())
}
