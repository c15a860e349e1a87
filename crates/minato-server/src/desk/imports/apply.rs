//! All rows of a file take effect in one transaction, or none does. The locks that others wait
//! for, the heads of the trails, are taken last.

use std::collections::{BTreeMap, HashSet};

use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::members::{self, Member};
use minato_db::models::{accounts, imports};
use minato_db::{DbError, TenantScope, Tx as _, UniqueKey, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::imports::ImportKind;
use minato_types::rules::japan_time;
use minato_types::values::MemberNumber;
use minato_types::{FieldErrors, FieldRule};
use uuid::Uuid;

use super::account_rows::AccountRow;
use super::groups::{self, GroupRow};
use super::member_rows::MemberRow;
use super::{Faults, File, Rows};
use crate::auth::keys::Keys;
use crate::desk::members::register;
use crate::http::ApiError;
use crate::jobs::opening_mails;

/// How many addresses are looked for in one statement.
const CHUNK: usize = 500;

/// Why nothing of a file is imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Rows are wrong: all of them, as `rows.<line>.<column>`.
    #[error("rows of the file are wrong")]
    Faulty(FieldErrors),
    /// The database.
    #[error(transparent)]
    Database(#[from] DbError),
    /// Something else is in the way.
    #[error(transparent)]
    Refused(#[from] ApiError),
}

/// Imports a file: checks what only the database knows, tells all faults at once, or applies
/// all rows.
pub fn import(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    actor: Actor,
    file: &File,
) -> Result<Uuid, ImportError> {
    let faults = file.faults.clone();
    let (kind, rows, id) = match &file.rows {
        Rows::Members(rows) => {
            let id = import_members(tx, actor, rows, faults)?;
            (ImportKind::Members, rows.len(), id)
        }
        Rows::Accounts(rows) => {
            let id = import_accounts(tx, keys, actor, rows, faults)?;
            (ImportKind::Accounts, rows.len(), id)
        }
        Rows::Groups(rows) => {
            let id = import_groups(tx, actor, rows, faults)?;
            (ImportKind::Groups, rows.len(), id)
        }
    };
    let event = NewAuditEvent {
        actor,
        action: AuditAction::FileImported,
        subject: Some(id.to_string()),
        text: Some(format!("kind={kind} rows={rows}")),
    };
    audit::record(tx, TenantScope::CARRIER, &event)?;
    Ok(id)
}

fn import_members(
    tx: &mut WriteTx<'_>,
    actor: Actor,
    rows: &[MemberRow],
    mut faults: Faults,
) -> Result<Uuid, ImportError> {
    for row in rows {
        let number = &row.registration.new.member_number;
        if members::find_by_number(tx, number)?.is_some() {
            faults.add(row.line, "memberNumber", FieldRule::MemberNumberTaken);
        }
    }
    refuse(faults)?;
    let id = imports::insert(tx, ImportKind::Members, operator(actor), count(rows), 0)?;
    for row in rows {
        register(tx, actor, &row.registration).map_err(|error| match error {
            // Somebody was faster, on PostgreSQL.
            DbError::Unique(UniqueKey::MemberNumber) => {
                fault(row.line, "memberNumber", FieldRule::MemberNumberTaken)
            }
            other => other.into(),
        })?;
    }
    Ok(id)
}

fn import_accounts(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    actor: Actor,
    rows: &[AccountRow],
    mut faults: Faults,
) -> Result<Uuid, ImportError> {
    let named = rows.iter().map(|row| (row.line, &row.member));
    let known = find_members(tx, named, &mut faults)?;
    check_addresses(tx, rows, &known, &mut faults)?;
    let today = japan_time::date(tx.now());
    for row in rows.iter().filter(|row| row.new.valid_until < today) {
        faults.add(row.line, "validUntil", FieldRule::DateInThePast);
    }
    refuse(faults)?;
    let rows_count = count(rows);
    let kind = ImportKind::Accounts;
    let id = imports::insert(tx, kind, operator(actor), rows_count, rows_count)?;
    let mut new = Vec::with_capacity(rows.len());
    for row in rows {
        let (scope, _) = known.get(&row.member).ok_or(DbError::NotFound)?;
        new.push((*scope, &row.new));
    }
    let opened = accounts::insert_many(tx, &new).map_err(|error| match error {
        // Somebody was faster, on PostgreSQL: once more tells the row.
        DbError::Unique(UniqueKey::AccountEmail) => DbError::Busy,
        other => other,
    })?;
    let lines = rows.iter().zip(&new).zip(opened);
    let lines = lines.map(|((row, (scope, _)), account)| (row.line, *scope, account));
    imports::add_accounts(tx, id, &lines.collect::<Vec<_>>())?;
    opening_mails::enqueue(tx, keys, id)?;
    for (number, (scope, _)) in &known {
        let opened = rows.iter().filter(|row| row.member == *number).count();
        let event = NewAuditEvent {
            actor,
            action: AuditAction::AccountsImported,
            subject: Some(id.to_string()),
            text: Some(format!("accounts={opened}")),
        };
        audit::record(tx, *scope, &event)?;
    }
    Ok(id)
}

fn import_groups(
    tx: &mut WriteTx<'_>,
    actor: Actor,
    rows: &[GroupRow],
    mut faults: Faults,
) -> Result<Uuid, ImportError> {
    let named = rows.iter().map(GroupRow::member);
    let known = find_members(tx, named, &mut faults)?;
    let scopes = known
        .into_iter()
        .map(|(number, (scope, _))| (number, scope));
    groups::import(tx, actor, rows, &scopes.collect(), &mut faults)?;
    refuse(faults)?;
    let kind = ImportKind::Groups;
    Ok(imports::insert(tx, kind, operator(actor), count(rows), 0)?)
}

type Known = BTreeMap<MemberNumber, (TenantScope, Member)>;

/// The members that the rows name.
fn find_members<'a>(
    tx: &mut WriteTx<'_>,
    rows: impl Iterator<Item = (u32, &'a MemberNumber)>,
    faults: &mut Faults,
) -> Result<Known, DbError> {
    let (mut known, mut unknown) = (Known::new(), HashSet::new());
    for (line, number) in rows {
        if !known.contains_key(number) && !unknown.contains(number) {
            match members::find_by_number(tx, number)? {
                Some(found) => drop(known.insert(number.clone(), found)),
                None => drop(unknown.insert(number.clone())),
            }
        }
        if unknown.contains(number) {
            faults.add(line, "memberNumber", FieldRule::UnknownMember);
        }
    }
    Ok(known)
}

/// Looks which addresses have an account at their member already.
fn check_addresses(
    tx: &mut WriteTx<'_>,
    rows: &[AccountRow],
    known: &Known,
    faults: &mut Faults,
) -> Result<(), DbError> {
    let mut by_member: BTreeMap<&MemberNumber, Vec<&AccountRow>> = BTreeMap::new();
    for row in rows {
        by_member.entry(&row.member).or_default().push(row);
    }
    for (number, own) in by_member {
        let Some((scope, _)) = known.get(number) else {
            continue;
        };
        for chunk in own.chunks(CHUNK) {
            let keys = chunk.iter().map(|row| row.new.email.key());
            let taken = accounts::taken(tx, *scope, keys.collect())?;
            let taken: HashSet<String> = taken.into_iter().collect();
            for row in chunk {
                if taken.contains(&row.new.email.key()) {
                    faults.add(row.line, "email", FieldRule::EmailTaken);
                }
            }
        }
    }
    Ok(())
}

fn refuse(faults: Faults) -> Result<(), ImportError> {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(ImportError::Faulty(faults.told()))
    }
}

fn fault(line: u32, column: &str, rule: FieldRule) -> ImportError {
    let field = format!("rows.{line}.{column}");
    ImportError::Faulty(FieldErrors::one(&field, rule))
}

fn count<T>(rows: &[T]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}

const fn operator(actor: Actor) -> Option<Uuid> {
    match actor {
        Actor::Operator(id) => Some(id),
        _ => None,
    }
}
