use std::collections::{BTreeMap, HashMap, HashSet};

use minato_db::audit::Actor;
use minato_db::models::user_groups::{self, GroupPerson, UserGroup};
use minato_db::{TenantScope, WriteTx};
use minato_types::groups::{
    AddGroupRequest, MAX_GROUPS, SetGroupAccountsRequest, SetGroupRangeRequest,
};
use minato_types::values::{AccountId, MemberNumber, UserGroupName};
use minato_types::{FieldErrors, FieldRule, ProblemCode, Validate as _};

use super::Faults;
use super::row::{Entry, GroupRow};
use crate::api::groups::hold::Changer;
use crate::api::groups::range::Range;
use crate::api::groups::{add_group, set_group_accounts, set_group_range};
use crate::desk::imports::ImportError;
use crate::http::ApiError;

/// The rows of one group; without a name, of the automatic one.
type Groups<'a> = BTreeMap<Option<&'a str>, Vec<&'a GroupRow>>;

/// Lets every group be as its rows say. With faults, what was tried must be undone.
pub(crate) fn import(
    tx: &mut WriteTx<'_>,
    actor: Actor,
    rows: &[GroupRow],
    known: &BTreeMap<MemberNumber, TenantScope>,
    faults: &mut Faults,
) -> Result<(), ImportError> {
    for (number, scope) in known {
        let mut groups = Groups::new();
        for row in rows.iter().filter(|row| row.member == *number) {
            let name = row.group.as_ref().map(UserGroupName::as_str);
            groups.entry(name).or_default().push(row);
        }
        let scope = *scope;
        for (name, rows) in groups {
            let by = Changer { scope, actor };
            set_group(tx, by, name, &rows, faults)?;
        }
    }
    Ok(())
}

fn set_group(
    tx: &mut WriteTx<'_>,
    by: Changer,
    name: Option<&str>,
    rows: &[&GroupRow],
    faults: &mut Faults,
) -> Result<(), ImportError> {
    let first = rows.first().map_or(0, |row| row.line);
    let group = match name {
        None => user_groups::find(tx, by.scope, user_groups::automatic(by.scope))?,
        Some(name) => found_or_made(tx, by, name, first, faults)?,
    };
    let Some(group) = group else {
        return Ok(());
    };
    // Whoever changes a group gives it its next version.
    let mut version = group.version;
    if name.is_some() && set_range(tx, by, &group, rows, faults)? {
        version += 1;
    }
    set_people(tx, by, &group, version, rows, faults)
}

/// The group of this name; none if it can not be made.
fn found_or_made(
    tx: &mut WriteTx<'_>,
    by: Changer,
    name: &str,
    line: u32,
    faults: &mut Faults,
) -> Result<Option<UserGroup>, ImportError> {
    if let Some(found) = user_groups::find_by_name(tx, by.scope, name)? {
        return Ok(Some(found));
    }
    let request = AddGroupRequest {
        name: name.to_owned(),
        description: String::new(),
    };
    match add_group::add(tx, by, &request) {
        Ok((made, _)) => Ok(user_groups::find(tx, by.scope, made.id)?),
        Err(ApiError::Problem(ProblemCode::TooManyGroups)) => {
            faults.add(line, "group", FieldRule::TooMany { max: MAX_GROUPS });
            Ok(None)
        }
        Err(other) => Err(other.into()),
    }
}

/// Lets the group cover what the rows say; true if that is something else than before.
fn set_range(
    tx: &mut WriteTx<'_>,
    by: Changer,
    group: &UserGroup,
    rows: &[&GroupRow],
    faults: &mut Faults,
) -> Result<bool, ImportError> {
    let (mut request, mut lines) = (SetGroupRangeRequest::default(), Lines::default());
    for row in rows {
        match &row.entry {
            Entry::Service(grant) => {
                lines.services.push(row.line);
                request.services.push(grant.clone());
            }
            Entry::Contract(grant) => {
                lines.contracts.push(row.line);
                request.contracts.push(grant.clone());
            }
            Entry::Nothing | Entry::Person(_) => {}
        }
    }
    if let Err(errors) = request.validate() {
        lines.tell(&errors, faults);
        return Ok(false);
    }
    let wanted = Range::read(tx, by.scope, &request.services, &request.contracts);
    let wanted = match wanted {
        Ok(wanted) => wanted,
        Err(ApiError::Fields(errors)) => {
            lines.tell(&errors, faults);
            return Ok(false);
        }
        Err(other) => return Err(other.into()),
    };
    let id = group.id.0;
    if wanted == Range::of_group(tx, by.scope, id)? {
        return Ok(false);
    }
    set_group_range::set(tx, by, id, group.version, &request)?;
    Ok(true)
}

/// The lines of the entries of a range.
#[derive(Default)]
struct Lines {
    services: Vec<u32>,
    contracts: Vec<u32>,
}

impl Lines {
    /// Tells what is wrong with `services.<place>` and `contracts.<place>` at the lines of these.
    fn tell(&self, errors: &FieldErrors, faults: &mut Faults) {
        for (field, rule) in errors.iter() {
            let mut parts = field.split('.');
            let (lines, column) = match parts.next() {
                Some("services") => (&self.services, "service"),
                _ => (&self.contracts, "contractNumber"),
            };
            let place = parts.next().and_then(|place| place.parse::<usize>().ok());
            // A list that is too long is told at its first entry.
            let line = lines.get(place.unwrap_or(0)).copied().unwrap_or(0);
            faults.add(line, column, rule.clone());
        }
    }
}

/// Lets exactly the people of the rows be in the group.
fn set_people(
    tx: &mut WriteTx<'_>,
    by: Changer,
    group: &UserGroup,
    version: i64,
    rows: &[&GroupRow],
    faults: &mut Faults,
) -> Result<(), ImportError> {
    let asked = rows.iter().filter_map(|row| match &row.entry {
        Entry::Person(email) => Some((row.line, email.key())),
        _ => None,
    });
    let asked: Vec<(u32, String)> = asked.collect();
    let keys = asked.iter().map(|(_, key)| key.clone()).collect();
    let found = user_groups::people_with_addresses(tx, by.scope, keys)?;
    let found: HashMap<String, AccountId> = found
        .into_iter()
        .map(|GroupPerson { id, email, .. }| (email.0.key(), id.0))
        .collect();
    let mut accounts = Vec::with_capacity(asked.len());
    for (line, key) in &asked {
        match found.get(key) {
            Some(id) => accounts.push(*id),
            None => faults.add(*line, "email", FieldRule::UnknownAccount),
        }
    }
    let request = SetGroupAccountsRequest { accounts };
    if let Err(errors) = request.validate() {
        let line = asked.first().map_or(0, |(line, _)| *line);
        for (_, rule) in errors.iter() {
            faults.add(line, "email", rule.clone());
        }
        return Ok(());
    }
    let before = user_groups::people_of(tx, by.scope, group.id.0)?;
    let before: HashSet<AccountId> = before.into_iter().map(|person| person.id.0).collect();
    let after: HashSet<AccountId> = request.accounts.iter().copied().collect();
    if before != after {
        set_group_accounts::set(tx, by, group.id.0, version, &request.accounts)?;
    }
    Ok(())
}
