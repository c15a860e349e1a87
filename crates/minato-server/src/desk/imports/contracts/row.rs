use std::collections::HashSet;

use chrono::DateTime;
use minato_db::models::contracts::upsert::FileContract;
use minato_types::contracts::{AddMemberContractRequest, ContractStatus};
use minato_types::values::{MemberNumber, ServiceCode};
use minato_types::{FieldRule, Validate as _};

use super::Faults;
use crate::api::operator::add_member_contract;
use crate::desk::imports::columns::Columns;
use crate::desk::imports::table::Row;

/// A row that names a contract.
#[derive(Debug, Clone)]
pub(super) struct ContractRow {
    pub(super) line: u32,
    pub(super) member: MemberNumber,
    pub(super) service: ServiceCode,
    pub(super) contract: FileContract,
}

impl ContractRow {
    /// Reads a row as what it would be over REST, and checks it by the same rules.
    pub(super) fn read(row: &Row, columns: &Columns, faults: &mut Faults) -> Option<Self> {
        if !columns.fit(row) {
            faults.add(row.line, "memberNumber", FieldRule::Malformed);
            return None;
        }
        let given = |column: &str| columns.given(row, column).map(str::to_owned);
        let request = AddMemberContractRequest {
            number: columns.text(row, "contractNumber"),
            service: columns.text(row, "service"),
            customer_number: columns.text(row, "customerNumber"),
            group_number: given("groupNumber"),
            site: columns.text(row, "site"),
            status: columns
                .given(row, "status")
                .map(|text| status_of(text).to_owned()),
            applied_on: columns.text(row, "appliedOn"),
            provided_on: columns.text(row, "providedOn"),
            ends_on: given("endsOn"),
            memo: given("memo"),
        };
        let member = MemberNumber::parse(&columns.text(row, "memberNumber"));
        let mut errors = request.validate().err().unwrap_or_default();
        let member = errors.check("memberNumber", member);
        // The time does not count: rows have none.
        let read = add_member_contract::read(&request, DateTime::UNIX_EPOCH);
        let service = ServiceCode::parse(&request.service);
        match (member, service, read) {
            (Some(member), Ok(service), Ok(new)) if errors.is_empty() => Some(Self {
                line: row.line,
                member,
                service,
                contract: FileContract {
                    number: new.number,
                    customer_number: new.customer_number,
                    group_number: new.group_number,
                    site: new.site,
                    status: request.status.is_some().then_some(new.status),
                    applied_on: new.applied_on,
                    provided_on: new.provided_on,
                    ends_on: new.ends_on,
                    memo: new.memo,
                },
            }),
            _ => {
                for (field, rule) in errors.iter() {
                    let column = if field == "number" {
                        "contractNumber"
                    } else {
                        field
                    };
                    faults.add(row.line, column, rule.clone());
                }
                None
            }
        }
    }
}

/// The status by its word in the API or in our own export.
fn status_of(text: &str) -> &str {
    let status = match text {
        "正常" => ContractStatus::Normal,
        "異常" => ContractStatus::Abnormal,
        "警告" => ContractStatus::Warning,
        "非監視" => ContractStatus::Unmonitored,
        "不明" => ContractStatus::Unknown,
        other => return other,
    };
    status.as_str()
}

/// The rows without those whose number stands above already.
pub(super) fn without_doubles(rows: Vec<ContractRow>, faults: &mut Faults) -> Vec<ContractRow> {
    let mut seen = HashSet::with_capacity(rows.len());
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        if seen.insert(row.contract.number.clone()) {
            kept.push(row);
        } else {
            faults.add(row.line, "contractNumber", FieldRule::Duplicate);
        }
    }
    kept
}
