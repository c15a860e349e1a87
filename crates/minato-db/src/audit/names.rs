//! What people call those who did something, and what it was done to: a few statements for
//! however many events.

use std::collections::HashMap;

use diesel::prelude::*;
use minato_types::groups::UserGroupKind;
use minato_types::rules::keyword_search;
use minato_types::values::{PersonName, PortApplicationNumber};

use crate::like::{ESCAPE, containing};
use crate::schema::{accounts, api_clients, contracts, port_applications, user_groups};
use crate::{AsText, DbError, TenantScope, Tx};

/// The most accounts and contracts that a search is understood to mean.
const MOST: i64 = 2_000;

/// Names and numbers by id.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Accounts, deleted ones too.
    pub accounts: HashMap<String, PersonName>,
    /// Groups that still exist; the automatic one has an empty name.
    pub groups: HashMap<String, String>,
    /// Programs, deleted ones too.
    pub api_clients: HashMap<String, String>,
    /// The numbers of contracts.
    pub contracts: HashMap<String, String>,
}

/// The names of these accounts, groups, contracts and programs; ids of the member's that are unknown have
/// none.
pub fn of(
    tx: &mut impl Tx,
    scope: TenantScope,
    account_ids: &[&str],
    group_ids: &[&str],
    contract_ids: &[&str],
    client_ids: &[&str],
) -> Result<Names, DbError> {
    let mut names = Names::default();
    if !account_ids.is_empty() {
        let found: Vec<(String, AsText<PersonName>)> = accounts::table
            .filter(accounts::member_id.eq(scope.key()))
            .filter(accounts::id.eq_any(account_ids))
            .select((accounts::id, accounts::name))
            .load(tx.conn())?;
        names.accounts = found.into_iter().map(|(id, name)| (id, name.0)).collect();
    }
    if !group_ids.is_empty() {
        let found: Vec<(String, String)> = user_groups::table
            .filter(user_groups::member_id.eq(scope.key()))
            .filter(user_groups::id.eq_any(group_ids))
            .select((user_groups::id, user_groups::name))
            .load(tx.conn())?;
        names.groups = found.into_iter().collect();
    }
    if !client_ids.is_empty() {
        let found: Vec<(String, String)> = api_clients::table
            .filter(api_clients::member_id.eq(scope.key()))
            .filter(api_clients::id.eq_any(client_ids))
            .select((api_clients::id, api_clients::name))
            .load(tx.conn())?;
        names.api_clients = found.into_iter().collect();
    }
    if !contract_ids.is_empty() {
        let found: Vec<(String, String)> = contracts::table
            .filter(contracts::member_id.eq(scope.key()))
            .filter(contracts::id.eq_any(contract_ids))
            .select((contracts::id, contracts::contract_number))
            .load(tx.conn())?;
        names.contracts = found.into_iter().collect();
    }
    Ok(names)
}

/// The ids under which events name the things that a search means: accounts by name and
/// address, deleted ones too; groups by name; contracts by the beginning of their number;
/// applications by their number, whatever revision it had.
pub fn search(tx: &mut impl Tx, scope: TenantScope, query: &str) -> Result<Vec<String>, DbError> {
    let words = keyword_search::words(query);
    let mut found = account_ids(tx, scope, &words)?;
    let groups: Vec<(String, String)> = user_groups::table
        .filter(user_groups::member_id.eq(scope.key()))
        .filter(user_groups::kind.eq(UserGroupKind::Custom.as_str()))
        .select((user_groups::id, user_groups::name))
        .load(tx.conn())?;
    let named = |name: &str| keyword_search::matches(&keyword_search::normalised(name), &words);
    found.extend(
        groups
            .into_iter()
            .filter(|(_, name)| named(name))
            .map(|(id, _)| id),
    );
    if let [word] = words.as_slice() {
        found.extend(contract_ids(tx, scope, word)?);
        found.extend(application_numbers(tx, scope, word)?);
    }
    Ok(found)
}

fn account_ids(
    tx: &mut impl Tx,
    scope: TenantScope,
    words: &[String],
) -> Result<Vec<String>, DbError> {
    let mut query = accounts::table
        .filter(accounts::member_id.eq(scope.key()))
        .order(accounts::id)
        .limit(MOST)
        .select(accounts::id)
        .into_boxed();
    for word in words {
        query = query.filter(accounts::search_text.like(containing(word)).escape(ESCAPE));
    }
    Ok(query.load(tx.conn())?)
}

/// Events name a contract by its id or by its number.
fn contract_ids(tx: &mut impl Tx, scope: TenantScope, word: &str) -> Result<Vec<String>, DbError> {
    let number = word.to_uppercase();
    if !number.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Ok(Vec::new());
    }
    let found: Vec<(String, String)> = contracts::table
        .filter(contracts::member_id.eq(scope.key()))
        .filter(contracts::contract_number.ge(number.clone()))
        .filter(contracts::contract_number.lt(format!("{number}~")))
        .order(contracts::contract_number)
        .limit(MOST)
        .select((contracts::id, contracts::contract_number))
        .load(tx.conn())?;
    let both = |(id, number)| [id, number];
    Ok(found.into_iter().flat_map(both).collect())
}

fn application_numbers(
    tx: &mut impl Tx,
    scope: TenantScope,
    word: &str,
) -> Result<Vec<String>, DbError> {
    let Ok(number) = PortApplicationNumber::parse(word) else {
        return Ok(Vec::new());
    };
    let last: Option<i64> = port_applications::table
        .filter(port_applications::member_id.eq(scope.key()))
        .filter(port_applications::serial.eq(i64::from(number.serial)))
        .select(port_applications::revision)
        .first(tx.conn())
        .optional()?;
    let last = last.and_then(|last| u32::try_from(last).ok());
    let revisions = last.into_iter().flat_map(|last| 0..=last);
    let with = |revision| PortApplicationNumber { revision, ..number };
    Ok(revisions
        .map(|revision| with(revision).to_string())
        .collect())
}
