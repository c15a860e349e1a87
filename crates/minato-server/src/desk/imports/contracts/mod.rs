//! Files of contracts: up to 100,000 rows, more than one transaction should hold. All rows are
//! checked; if one is wrong, nothing is imported. Then they are staged, some at a time, and then
//! they take effect, some at a time: whoever looks meanwhile sees a part of them. A run that was
//! killed goes on with what is left, and a file that comes again changes nothing twice.

mod check;
mod row;

use std::time::{Duration, Instant};

use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::contract_imports::{self, BATCH};
use minato_db::models::services;
use minato_db::{Db, DbError, TenantScope, WriteTx};
use minato_types::FieldErrors;
use minato_types::audit::AuditAction;
use minato_types::imports::{ImportKind, MAX_TOLD_FAULTS};
use uuid::Uuid;

use self::row::ContractRow;
use super::{Faults, ImportError, columns, table};

/// The longest pause between two batches.
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// A file that was read, with what is wrong with it by itself.
#[derive(Debug)]
pub struct ContractFile {
    rows: Vec<ContractRow>,
    faults: Faults,
}

/// A file whose rows are staged.
#[derive(Debug, Clone, Copy)]
pub struct Staged {
    /// The id of the import.
    pub id: Uuid,
    /// How many rows it has.
    pub rows: usize,
}

/// Reads a file and checks what can be checked without the database. What is wrong with the
/// file as a whole is told at once.
pub fn read(bytes: &[u8]) -> Result<ContractFile, FieldErrors> {
    let table = table::read(bytes, ImportKind::Contracts.max_rows())?;
    let columns = columns::Columns::of(&table.head, columns::CONTRACTS)?;
    let mut faults = Faults::default();
    let rows = table.rows.iter();
    let rows = rows.filter_map(|row| ContractRow::read(row, &columns, &mut faults));
    let rows = row::without_doubles(rows.collect(), &mut faults);
    Ok(ContractFile { rows, faults })
}

/// Checks what only the database knows, and stages all rows, or tells what is wrong.
pub async fn stage(db: &Db, actor: Actor, file: ContractFile) -> Result<Staged, ImportError> {
    let ContractFile { rows, faults } = file;
    let checked = db
        .read_long(move |tx| check::check(tx, rows, faults))
        .await?;
    let rows = checked
        .map_err(|faults: Faults| ImportError::Faulty(faults.told_at_most(MAX_TOLD_FAULTS)))?;
    let operator = match actor {
        Actor::Operator(id) => Some(id),
        _ => None,
    };
    let id = db
        .write(move |tx| contract_imports::begin(tx, operator))
        .await?;
    let count = rows.len();
    let mut left = rows.into_iter();
    loop {
        let batch: Vec<_> = left.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(Staged { id, rows: count });
        }
        let begun = Instant::now();
        db.write(move |tx| contract_imports::stage(tx, id, &batch))
            .await?;
        give_way(begun.elapsed()).await;
    }
}

/// Lets others write after a batch that took so long: whoever waits for SQLite's lock in another
/// process looks for it now and then only.
pub async fn give_way(took: Duration) {
    tokio::time::sleep(took.min(LONGEST_PAUSE)).await;
}

/// From now on the rows take effect.
pub fn begin(tx: &mut WriteTx<'_>, actor: Actor, staged: Staged) -> Result<(), DbError> {
    contract_imports::set_staged(tx, staged.id)?;
    let (kind, rows) = (ImportKind::Contracts, staged.rows);
    let event = NewAuditEvent {
        actor,
        action: AuditAction::FileImported,
        subject: Some(staged.id.to_string()),
        text: Some(format!("kind={kind} rows={rows}")),
    };
    audit::record(tx, TenantScope::CARRIER, &event)
}

/// The next rows take effect; true if they were the last.
pub fn apply_next(tx: &mut WriteTx<'_>, id: Uuid) -> Result<bool, DbError> {
    let services = services::all(tx)?;
    let Some(applied) = contract_imports::apply_next(tx, &services, id)? else {
        return Ok(true);
    };
    let import = contract_imports::find(tx, id)?.ok_or(DbError::NotFound)?;
    let actor = match import.operator_id {
        Some(operator) => Actor::Operator(operator.0),
        None => Actor::CommandLine,
    };
    for (scope, rows) in applied.members {
        let event = NewAuditEvent {
            actor,
            action: AuditAction::ContractsImported,
            subject: Some(id.to_string()),
            text: Some(format!("rows={rows}")),
        };
        audit::record(tx, scope, &event)?;
    }
    Ok(applied.last)
}
