use std::collections::HashSet;

use minato_types::members::RegisterMemberRequest;
use minato_types::{FieldRule, Validate as _};

use super::Faults;
use super::columns::Columns;
use super::table::Row;
use crate::desk::members::{self, Registration};

/// A row that names a member to be registered.
#[derive(Debug, Clone)]
pub(super) struct MemberRow {
    pub(super) line: u32,
    pub(super) registration: Registration,
}

impl MemberRow {
    /// Reads a row as what it would be over REST, and checks it by the same rules.
    pub(super) fn read(row: &Row, columns: &Columns, faults: &mut Faults) -> Option<Self> {
        if !columns.fit(row) {
            faults.add(row.line, "memberNumber", FieldRule::Malformed);
            return None;
        }
        let before = faults.0.len();
        let mut number = |column: &str| {
            let text = columns.given(row, column)?;
            let parsed = whole_number(text);
            if parsed.is_none() {
                faults.add(row.line, column, FieldRule::InvalidNumber);
            }
            parsed
        };
        let (contracted_ports, max_added_ports) =
            (number("contractedPorts"), number("maxAddedPorts"));
        let closing_day = number("closingDay");
        let two_step = columns.given(row, "twoStep").and_then(|text| {
            let parsed = yes_or_no(text);
            if parsed.is_none() {
                faults.add(row.line, "twoStep", FieldRule::UnknownChoice);
            }
            parsed
        });
        let options = columns.given(row, "options").map(|text| {
            let words = text.split([' ', '　', ';', '；']);
            words
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        });
        let request = RegisterMemberRequest {
            member_number: columns.text(row, "memberNumber"),
            name: columns.text(row, "name"),
            postal_code: columns.given(row, "postalCode").map(str::to_owned),
            address: columns.text(row, "address"),
            contracted_ports,
            max_added_ports,
            closing_day,
            two_step,
            password_policy: columns.given(row, "passwordPolicy").map(str::to_owned),
            options,
        };
        let errors = request.validate().err().unwrap_or_default();
        faults.add_all(row, &errors);
        if faults.0.len() > before {
            return None;
        }
        match members::read(&request) {
            Ok(registration) => Some(Self {
                line: row.line,
                registration,
            }),
            Err(errors) => {
                faults.add_all(row, &errors);
                None
            }
        }
    }
}

/// The rows without those whose member number stands above already.
pub(super) fn without_doubles(rows: Vec<MemberRow>, faults: &mut Faults) -> Vec<MemberRow> {
    let mut seen = HashSet::new();
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        if seen.insert(row.registration.new.member_number.clone()) {
            kept.push(row);
        } else {
            faults.add(row.line, "memberNumber", FieldRule::Duplicate);
        }
    }
    kept
}

/// A whole number in half- or full-width digits.
fn whole_number(text: &str) -> Option<i64> {
    let digits = text.chars().map(|c| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        '0'..='9' | '-' => Some(c),
        _ => None,
    });
    digits.collect::<Option<String>>()?.parse().ok()
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "1" | "はい" | "有" => Some(true),
        "false" | "no" | "0" | "いいえ" | "無" => Some(false),
        _ => None,
    }
}
