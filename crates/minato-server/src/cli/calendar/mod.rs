//! `minato calendar`: the operator's part of the calendar of business days.

mod closings;
mod holiday_file;
mod import;
mod show;

use minato_db::models::business_calendar;
use minato_db::models::port_applications::desk::{self, RaiseError};
use minato_db::{DbError, Tx as _, WriteTx};
use minato_types::rules::business_days::OutsideCalendar;
use minato_types::rules::deadline::DeadlineRule;

use crate::auth::keys::Keys;
use crate::config::Settings;
use crate::jobs::port_application_reminder;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    /// Replace the built-in holidays by those of a file: syukujitsu.csv of the Cabinet Office
    Import(import::Args),
    /// Close days on which the operator does not work, for a reason of his own
    Close(closings::Close),
    /// Open closed days again
    Open(closings::Days),
    /// Print the days with their closings and deadlines
    Show(show::Args),
}

pub(super) fn run(verb: Verb) -> super::Result {
    match verb {
        Verb::Import(args) => import::run(&args),
        Verb::Close(args) => closings::close(&args),
        Verb::Open(args) => closings::open(args),
        Verb::Show(args) => show::run(args),
    }
}

/// Why the calendar was not changed.
#[derive(Debug, thiserror::Error)]
enum CalendarError {
    #[error(transparent)]
    Database(#[from] DbError),
    #[error(transparent)]
    Outside(#[from] OutsideCalendar),
    #[error("{0} lies in the past")]
    Past(chrono::NaiveDate),
}

impl From<RaiseError> for CalendarError {
    fn from(error: RaiseError) -> Self {
        match error {
            RaiseError::Database(error) => error.into(),
            RaiseError::Calendar(error) => error.into(),
        }
    }
}

/// What a change of the calendar does to the applications that can still be changed.
struct Aftermath {
    rule: DeadlineRule,
    keys: Keys,
}

impl Aftermath {
    fn new(settings: &Settings) -> Self {
        Self {
            rule: settings.port_deadline,
            keys: Keys::of(settings),
        }
    }

    /// Raises the deadlines that are later now, and plans the reminders of the new ones. Tells
    /// the applications in words.
    fn settle(&self, tx: &mut WriteTx<'_>) -> Result<String, CalendarError> {
        let calendar = business_calendar::load(tx)?;
        let raised = desk::raise_deadlines(tx, &self.rule, &calendar)?;
        for application in &raised {
            let (rule, now) = (&self.rule, tx.now());
            let due = port_application_reminder::due_at(rule, &calendar, application, now);
            if let Some(due) = due {
                port_application_reminder::enqueue(tx, &self.keys, application, due)?;
            }
        }
        let numbers: Vec<String> = raised.iter().map(|a| a.number().to_string()).collect();
        Ok(match numbers.as_slice() {
            [] => "No deadline changed.".to_owned(),
            all => format!("Later deadlines: {}.", all.join(", ")),
        })
    }
}
