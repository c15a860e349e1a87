use std::collections::HashSet;

use minato_types::FieldRule;
use minato_types::contracts::ContractPermission;
use minato_types::groups::{ContractGrant, ServiceGrant};
use minato_types::values::{
    ContractNumber, EmailAddress, MemberNumber, ServiceCode, UserGroupName,
};

use super::Faults;
use crate::desk::imports::columns::Columns;
use crate::desk::imports::table::Row;

/// A row that names a group, and possibly somebody or something in it.
#[derive(Debug, Clone)]
pub(crate) struct GroupRow {
    pub(super) line: u32,
    pub(super) member: MemberNumber,
    /// None is the automatic group.
    pub(super) group: Option<UserGroupName>,
    pub(super) entry: Entry,
}

/// What a row puts into its group.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    /// Nothing: the group shall be there.
    Nothing,
    /// Somebody.
    Person(EmailAddress),
    /// All contracts of a service.
    Service(ServiceGrant),
    /// One contract.
    Contract(ContractGrant),
}

impl Entry {
    /// The column that names it, and by which word.
    fn place(&self) -> (&'static str, String) {
        match self {
            Self::Nothing => ("group", String::new()),
            Self::Person(email) => ("email", email.key()),
            Self::Service(grant) => ("service", grant.code.clone()),
            Self::Contract(grant) => ("contractNumber", grant.number.clone()),
        }
    }
}

impl GroupRow {
    /// The line, and the member that it names.
    pub(crate) const fn member(&self) -> (u32, &MemberNumber) {
        (self.line, &self.member)
    }

    /// Reads a row; everything that is wrong with it is told.
    pub(crate) fn read(row: &Row, columns: &Columns, faults: &mut Faults) -> Option<Self> {
        if !columns.fit(row) {
            faults.add(row.line, "memberNumber", FieldRule::Malformed);
            return None;
        }
        let mut reading = Reading {
            row,
            columns,
            faults,
            whole: true,
        };
        let member = MemberNumber::parse(&columns.text(row, "memberNumber"));
        let member = reading.check("memberNumber", member);
        let group = reading.cell("group", UserGroupName::parse);
        let entry = reading.entry();
        if group.is_none() && !matches!(entry, Entry::Person(_)) {
            // The automatic group covers everything as it is, and nobody empties it by accident.
            reading.fault("group", FieldRule::Required);
        }
        let whole = reading.whole;
        member.filter(|_| whole).map(|member| Self {
            line: row.line,
            member,
            group,
            entry,
        })
    }
}

/// A row that is being read.
struct Reading<'a> {
    row: &'a Row,
    columns: &'a Columns,
    faults: &'a mut Faults,
    /// Whether nothing was wrong so far.
    whole: bool,
}

impl Reading<'_> {
    fn fault(&mut self, column: &str, rule: FieldRule) {
        self.whole = false;
        self.faults.add(self.row.line, column, rule);
    }

    fn check<T>(&mut self, column: &str, read: Result<T, FieldRule>) -> Option<T> {
        read.map_err(|rule| self.fault(column, rule)).ok()
    }

    /// A cell that may be empty.
    fn cell<T>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, FieldRule>,
    ) -> Option<T> {
        let text = self.columns.given(self.row, column)?;
        self.check(column, parse(text))
    }

    /// What the row puts into the group: one thing at most.
    fn entry(&mut self) -> Entry {
        let email = self.cell("email", EmailAddress::parse);
        let code = self.cell("service", ServiceCode::parse);
        let number = self.cell("contractNumber", ContractNumber::parse);
        let (row, columns) = (self.row, self.columns);
        let is_given = |column: &&str| columns.given(row, column).is_some();
        let named = ["email", "service", "contractNumber"];
        for more in named.into_iter().filter(is_given).skip(1) {
            self.fault(more, FieldRule::Malformed);
        }
        let needed = named.iter().skip(1).any(is_given);
        let permission = self.permission(needed);
        match (email, code, number) {
            (Some(email), ..) => Entry::Person(email),
            (_, Some(code), _) => Entry::Service(ServiceGrant {
                code: code.as_str().to_owned(),
                permission,
            }),
            (.., Some(number)) => Entry::Contract(ContractGrant {
                number: number.to_string(),
                permission,
            }),
            _ => Entry::Nothing,
        }
    }

    /// The word for what may be done; needed with a service or a contract, and with nothing else.
    fn permission(&mut self, needed: bool) -> String {
        let text = self.columns.given(self.row, "permission");
        match text.map(permission_of) {
            Some(_) if !needed => self.fault("permission", FieldRule::Malformed),
            None if needed => self.fault("permission", FieldRule::Required),
            Some(word) => drop(self.check("permission", word.parse::<ContractPermission>())),
            None => {}
        }
        text.map(permission_of).unwrap_or_default().to_owned()
    }
}

/// The permission by its word in the API or in our own export.
fn permission_of(text: &str) -> &str {
    match text {
        "閲覧" | "View" => ContractPermission::View.as_str(),
        "編集" | "Edit" => ContractPermission::Edit.as_str(),
        other => other,
    }
}

/// The rows without those that name what stands above already in the same group.
pub(crate) fn without_doubles(rows: Vec<GroupRow>, faults: &mut Faults) -> Vec<GroupRow> {
    let mut seen = HashSet::with_capacity(rows.len());
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        let (column, word) = row.entry.place();
        let group = row.group.as_ref().map(ToString::to_string);
        if seen.insert((row.member.clone(), group, column, word)) {
            kept.push(row);
        } else {
            faults.add(row.line, column, FieldRule::Duplicate);
        }
    }
    kept
}
