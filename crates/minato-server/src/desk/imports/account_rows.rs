use std::collections::HashSet;

use minato_db::models::accounts::NewAccount;
use minato_types::accounts::AddAccountRequest;
use minato_types::values::MemberNumber;
use minato_types::{FieldRule, Validate as _};

use super::Faults;
use super::columns::Columns;
use super::table::Row;
use crate::api::accounts::add_account;

/// A row that names an account to be opened.
#[derive(Debug, Clone)]
pub(super) struct AccountRow {
    pub(super) line: u32,
    pub(super) member: MemberNumber,
    pub(super) new: NewAccount,
}

impl AccountRow {
    /// Reads a row as what it would be over REST, and checks it by the same rules.
    pub(super) fn read(row: &Row, columns: &Columns, faults: &mut Faults) -> Option<Self> {
        if !columns.fit(row) {
            faults.add(row.line, "memberNumber", FieldRule::Malformed);
            return None;
        }
        let given = |column: &str| columns.given(row, column).map(str::to_owned);
        let request = AddAccountRequest {
            name: columns.text(row, "name"),
            role: role_of(columns.given(row, "role").unwrap_or_default()).to_owned(),
            email: columns.text(row, "email"),
            department: columns.text(row, "department"),
            phone: given("phone"),
            valid_until: given("validUntil"),
            language: given("language"),
            second_factor: given("secondFactor"),
            ..AddAccountRequest::default()
        };
        let member = MemberNumber::parse(&columns.text(row, "memberNumber"));
        let mut errors = request.validate().err().unwrap_or_default();
        let member = errors.check("memberNumber", member);
        match (member, errors.is_empty(), add_account::read(&request)) {
            (Some(member), true, Ok(new)) => Some(Self {
                line: row.line,
                member,
                new,
            }),
            (_, true, Err(errors)) => {
                faults.add_all(row, &errors);
                None
            }
            _ => {
                faults.add_all(row, &errors);
                None
            }
        }
    }
}

/// The role by its word in the API or in our own export.
fn role_of(text: &str) -> &str {
    match text {
        "管理者" => "admin",
        "利用者" => "user",
        other => other,
    }
}

/// The rows without those whose address stands above already, at the same member.
pub(super) fn without_doubles(rows: Vec<AccountRow>, faults: &mut Faults) -> Vec<AccountRow> {
    let mut seen = HashSet::new();
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        if seen.insert((row.member.clone(), row.new.email.key())) {
            kept.push(row);
        } else {
            faults.add(row.line, "email", FieldRule::Duplicate);
        }
    }
    kept
}
