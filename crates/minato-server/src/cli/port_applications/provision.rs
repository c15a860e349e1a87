use std::collections::BTreeMap;
use std::io::Read as _;

use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::port_applications::{PortApplication, desk};
use minato_db::models::{port_application_events, port_applications};
use minato_db::{Db, DbError, Tx, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::port_applications::{
    PortApplicationEventKind as Kind, PortApplicationState as State,
};
use minato_types::values::PortApplicationNumber;

use super::numbers;

/// How many applications one transaction marks: other writers must not wait long.
const BATCH: usize = 100;

/// Which applications to mark.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The numbers, such as SO-03089-0
    #[arg(value_parser = PortApplicationNumber::parse, required_unless_present = "stdin")]
    numbers: Vec<PortApplicationNumber>,
    /// Read the numbers from standard input, one a line; what `export` prints will do
    #[arg(long, conflicts_with = "numbers")]
    stdin: bool,
}

pub(super) fn run(args: &Args) -> crate::cli::Result {
    let asked = if args.stdin {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text)?;
        numbers::in_lines(&text).map_err(|faults| format!("nothing was marked:\n  {faults}"))?
    } else {
        args.numbers.clone()
    };
    let (_, db) = crate::cli::open()?;
    let told = crate::cli::block_on(provision(&db, asked))?;
    crate::cli::print(&told);
    Ok(())
}

/// What becomes of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marking {
    Marked,
    WasMarked,
}

/// Why an application is not marked.
#[derive(Debug, thiserror::Error)]
enum ProvisionError {
    #[error(transparent)]
    Database(#[from] DbError),
    #[error("nothing was marked:\n  {}", .0.join("\n  "))]
    Refused(Vec<String>),
}

/// Marks all of them, once each, and tells what became of which. If one cannot be marked, none
/// is.
async fn provision(db: &Db, asked: Vec<PortApplicationNumber>) -> Result<String, ProvisionError> {
    let by_serial: BTreeMap<u32, _> = asked.iter().map(|n| (n.serial, *n)).collect();
    let unique: Vec<PortApplicationNumber> = by_serial.into_values().collect();
    db.read_long({
        let unique = unique.clone();
        move |tx| check_all(tx, &unique)
    })
    .await?;
    let mut told = Vec::new();
    for batch in unique.chunks(BATCH) {
        let batch = batch.to_vec();
        let marked = db.write(move |tx| mark_all(tx, &batch)).await?;
        for (number, marking) in marked {
            let words = match marking {
                Marking::Marked => "provisioned",
                Marking::WasMarked => "was provisioned already",
            };
            told.push(format!("{number} {words}\n"));
        }
    }
    Ok(told.concat())
}

fn check_all(tx: &mut impl Tx, numbers: &[PortApplicationNumber]) -> Result<(), ProvisionError> {
    let mut faults = Vec::new();
    for number in numbers {
        let found = desk::find(tx, number.serial)?;
        if let Err(fault) = check(tx, *number, found.as_ref()) {
            faults.push(fault);
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(ProvisionError::Refused(faults))
    }
}

/// The application, if it is or may be marked.
fn check<'a>(
    tx: &impl Tx,
    number: PortApplicationNumber,
    found: Option<&'a PortApplication>,
) -> Result<&'a PortApplication, String> {
    let application = found.ok_or_else(|| format!("{number}: there is no such application"))?;
    let current = application.number();
    if current != number {
        return Err(format!("{number}: it was changed and is {current} now"));
    }
    let open = application.deadline_at > tx.now().naive_utc();
    match application.state.0 {
        State::Cancelled => Err(format!("{number}: it was cancelled")),
        State::Accepted if open => Err(format!(
            "{number}: it can still be changed until {} in Japan",
            application.deadline_on
        )),
        _ => Ok(application),
    }
}

fn mark_all(
    tx: &mut WriteTx<'_>,
    numbers: &[PortApplicationNumber],
) -> Result<Vec<(PortApplicationNumber, Marking)>, ProvisionError> {
    numbers
        .iter()
        .map(|number| Ok((*number, mark(tx, *number)?)))
        .collect()
}

/// Marks one, if nobody has. Whoever is faster has marked it: after the deadline nothing else
/// can happen to it.
fn mark(tx: &mut WriteTx<'_>, number: PortApplicationNumber) -> Result<Marking, ProvisionError> {
    let found = desk::find(tx, number.serial)?;
    let application =
        check(tx, number, found.as_ref()).map_err(|fault| ProvisionError::Refused(vec![fault]))?;
    let (scope, now) = (application.scope(), tx.now());
    if application.state.0 == State::Provisioned {
        return Ok(Marking::WasMarked);
    }
    let claimed = port_applications::claim(tx, scope, number.serial, application.version)?;
    let Some(claimed) = claimed else {
        return Ok(Marking::WasMarked);
    };
    let after = port_applications::set_state(tx, scope, &claimed, State::Provisioned)?;
    port_application_events::append(tx, scope, &after, Kind::Provisioned, None, now)?;
    let event = NewAuditEvent {
        actor: Actor::CommandLine,
        action: AuditAction::PortApplicationProvisioned,
        subject: Some(number.to_string()),
        text: None,
    };
    audit::record(tx, scope, &event)?;
    Ok(Marking::Marked)
}
