use std::path::PathBuf;

use minato_db::WriteTx;
use minato_db::models::business_calendar;

use super::holiday_file::{self, HolidayFile};
use super::{Aftermath, CalendarError};

/// What to import.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The file, in Shift JIS or UTF-8
    file: PathBuf,
}

pub(super) fn run(args: &Args) -> crate::cli::Result {
    let name = args.file.display();
    let bytes = std::fs::read(&args.file).map_err(|error| format!("{name}: {error}"))?;
    let file = holiday_file::parse(&bytes).map_err(|faults| format!("{name}: {faults}"))?;
    let (settings, db) = crate::cli::open()?;
    let aftermath = Aftermath::new(&settings);
    let told = crate::cli::block_on(db.write(move |tx| import(tx, &file, &aftermath)))?;
    crate::cli::say(&told);
    Ok(())
}

fn import(
    tx: &mut WriteTx<'_>,
    file: &HolidayFile,
    aftermath: &Aftermath,
) -> Result<String, CalendarError> {
    let (first, last) = (file.first, file.last);
    let kept = business_calendar::import_holidays(tx, first, last, &file.holidays)?;
    let changed = aftermath.settle(tx)?;
    Ok(format!(
        "Imported {kept} holidays from {first} to {last}. {changed}"
    ))
}
