use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use minato_db::models::business_calendar;
use minato_db::{DbError, Tx as _};
use minato_types::FieldRule;
use minato_types::rules::business_days::{BusinessCalendar, Closing, OutsideCalendar};
use minato_types::rules::deadline::DeadlineRule;
use minato_types::rules::japan_time;
use minato_types::values::parse_day;

/// How many days are shown unless told otherwise.
const USUAL: Days = Days::new(30);

/// Which days to print.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(in crate::cli) struct Args {
    /// The first day; today in Japan if left out
    #[arg(long, value_parser = parse_day)]
    from: Option<NaiveDate>,
    /// The last day; 30 days after the first if left out
    #[arg(long, value_parser = parse_day)]
    to: Option<NaiveDate>,
}

pub(super) fn run(args: Args) -> crate::cli::Result {
    let (settings, db) = crate::cli::open()?;
    let read = db.read(|tx| Ok::<_, DbError>((business_calendar::load(tx)?, tx.now())));
    let (calendar, now) = crate::cli::block_on(read)?;
    let from = args.from.unwrap_or_else(|| japan_time::date(now));
    let to = args.to.or(from.checked_add_days(USUAL)).unwrap_or(from);
    if to < from {
        return Err(format!("--to: {}", FieldRule::EndsBeforeStart).into());
    }
    crate::cli::print(&table(&calendar, settings.port_deadline, from, to)?);
    Ok(())
}

/// A line for each day: the day, its weekday, until when applications for it are accepted, and
/// what kind of day it is.
fn table(
    calendar: &BusinessCalendar,
    rule: DeadlineRule,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<String, OutsideCalendar> {
    let mut lines = String::from("day         weekday  deadline            kind\n");
    for day in from.iter_days().take_while(|day| *day <= to) {
        let kind = kind(calendar, day)?;
        // The first days of the calendar have their deadlines before it.
        let deadline = rule.deadline(calendar, day).map_or_else(
            |_| "-".to_owned(),
            |told| format!("{} {}", told.day, rule.cut_off),
        );
        let weekday = day.format("%a");
        let _ = writeln!(lines, "{day}  {weekday}      {deadline:<18}  {kind}");
    }
    Ok(lines)
}

fn kind(calendar: &BusinessCalendar, day: NaiveDate) -> Result<String, OutsideCalendar> {
    let kind = match calendar.closing(day)? {
        None => "business day".to_owned(),
        Some(Closing::Weekend) => "weekend".to_owned(),
        Some(Closing::YearEnd) => "year-end closing".to_owned(),
        Some(Closing::Holiday { name, .. }) => format!("holiday: {name}"),
        Some(Closing::Operator { reason }) => format!("closed: {reason}"),
    };
    Ok(if calendar.is_provisional(day) {
        format!("{kind} (provisional)")
    } else {
        kind
    })
}
