use chrono::NaiveDate;
use minato_db::models::business_calendar;
use minato_db::{Tx as _, WriteTx};
use minato_types::FieldRule;
use minato_types::rules::japan_time;
use minato_types::values::{PersonName, parse_day};

use super::{Aftermath, CalendarError};

/// The most days that can be closed or opened at once.
const MOST_DAYS: usize = 366;

/// Which days.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(in crate::cli) struct Days {
    /// The day, or the first of several, such as 2026-10-02
    #[arg(value_parser = parse_day)]
    day: NaiveDate,
    /// The last of several days
    #[arg(long, value_parser = parse_day)]
    to: Option<NaiveDate>,
}

/// Which days, and why.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Close {
    #[command(flatten)]
    days: Days,
    /// The reason, as members read it
    #[arg(long, value_parser = reason)]
    reason: String,
}

/// One line of text: what makes the name of a person makes a reason, too.
fn reason(text: &str) -> Result<String, FieldRule> {
    PersonName::parse(text).map(|line| line.as_str().to_owned())
}

impl Days {
    fn all(self) -> Result<Vec<NaiveDate>, String> {
        let last = self.to.unwrap_or(self.day);
        let days: Vec<_> = self
            .day
            .iter_days()
            .take_while(|day| *day <= last)
            .take(MOST_DAYS + 1)
            .collect();
        match days.len() {
            0 => Err(format!("--to: {}", FieldRule::EndsBeforeStart)),
            n if n > MOST_DAYS => Err(format!("--to: at most {MOST_DAYS} days at once")),
            _ => Ok(days),
        }
    }
}

/// What is to be done with the days.
enum Change {
    Close { reason: String },
    Open,
}

pub(super) fn close(args: &Close) -> crate::cli::Result {
    let reason = args.reason.clone();
    apply(args.days, Change::Close { reason })
}

pub(super) fn open(days: Days) -> crate::cli::Result {
    apply(days, Change::Open)
}

fn apply(days: Days, change: Change) -> crate::cli::Result {
    let days = days.all()?;
    let (settings, db) = crate::cli::open()?;
    let aftermath = Aftermath::new(&settings);
    let told = crate::cli::block_on(db.write(move |tx| change_all(tx, &days, &change, &aftermath)));
    crate::cli::say(&told?);
    Ok(())
}

/// Changes all the days or none, and tells what became of each.
fn change_all(
    tx: &mut WriteTx<'_>,
    days: &[NaiveDate],
    change: &Change,
    aftermath: &Aftermath,
) -> Result<String, CalendarError> {
    let today = japan_time::date(tx.now());
    let calendar = business_calendar::load(tx)?;
    let mut told = Vec::new();
    for &day in days {
        if day < today {
            return Err(CalendarError::Past(day));
        }
        calendar.closing(day)?;
        let became = change.apply(tx, day)?;
        told.push(format!("{day} ({}): {became}.", day.format("%a")));
    }
    told.push(aftermath.settle(tx)?);
    Ok(told.join("\n"))
}

impl Change {
    fn apply(&self, tx: &mut WriteTx<'_>, day: NaiveDate) -> Result<&'static str, CalendarError> {
        Ok(match self {
            Self::Close { reason } if business_calendar::close(tx, day, reason)? => "closed",
            Self::Close { .. } => "was closed already; it has the new reason now",
            Self::Open if business_calendar::open(tx, day)? => "opened",
            Self::Open => "was not closed by the operator",
        })
    }
}
