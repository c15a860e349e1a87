//! Applications that come with their whole past, for demo data: nothing about them is judged.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::port_applications::{
    PortApplicationEventKind as Kind, PortApplicationState as State,
};
use minato_types::rules::deadline::Deadline;
use minato_types::values::{AccountId, PersonName, PortApplicationNumber};

use super::row::search_text;
use crate::models::serial_numbers::{self, Series};
use crate::schema::{port_application_events, port_applications};
use crate::{Conn, DbError, TenantScope, Tx as _, WriteTx};

/// How many rows one statement inserts: fewer values than any database takes at once.
const ROWS: usize = 500;

/// An application and what happened to it.
#[derive(Debug, Clone)]
pub struct PastApplication {
    /// Who applied.
    pub applicant: AccountId,
    /// The name of the applicant.
    pub applicant_name: PersonName,
    /// Whether a mail reminds the applicant before the deadline.
    pub remind: bool,
    /// Its submission.
    pub submitted: PastEvent,
    /// What happened after it, oldest first.
    pub then: Vec<PastEvent>,
}

/// Something that happened to an application.
#[derive(Debug, Clone)]
pub struct PastEvent {
    /// What happened.
    pub kind: Kind,
    /// The day afterwards.
    pub effective_date: NaiveDate,
    /// The ports afterwards.
    pub added_ports: u32,
    /// The deadline afterwards.
    pub deadline: Deadline,
    /// Who did it; `None` for the operator.
    pub by: Option<(AccountId, PersonName)>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Keeps the applications under the next serials, in their order; answers the first serial.
pub fn insert_past(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    past: &[PastApplication],
) -> Result<u32, DbError> {
    let count = u32::try_from(past.len()).unwrap_or(u32::MAX);
    let first = serial_numbers::take(tx, Series::PortApplication, count)?;
    let (mut applications, mut events) = (Vec::new(), Vec::new());
    for (serial, application) in (first..).zip(past) {
        let written = application.events(scope, serial);
        if let Some(last) = written.last() {
            applications.push(application.row(last));
        }
        events.extend(written);
    }
    for rows in applications.chunks(ROWS) {
        let all = diesel::insert_into(port_applications::table).values(rows);
        match tx.conn() {
            Conn::Sqlite(sqlite) => all.execute(sqlite)?,
            #[cfg(feature = "postgres")]
            Conn::Postgres(postgres) => all.execute(postgres)?,
        };
    }
    for rows in events.chunks(ROWS) {
        let all = diesel::insert_into(port_application_events::table).values(rows);
        match tx.conn() {
            Conn::Sqlite(sqlite) => all.execute(sqlite)?,
            #[cfg(feature = "postgres")]
            Conn::Postgres(postgres) => all.execute(postgres)?,
        };
    }
    Ok(first)
}

#[derive(Insertable)]
#[diesel(table_name = port_applications, treat_none_as_default_value = false)]
struct ApplicationRow {
    member_id: String,
    serial: i64,
    revision: i64,
    effective_date: NaiveDate,
    added_ports: i64,
    state: &'static str,
    applicant_id: String,
    applicant_name: String,
    remind: bool,
    deadline_on: NaiveDate,
    deadline_at: NaiveDateTime,
    search_text: String,
    version: i64,
    submitted_at: NaiveDateTime,
    updated_at: NaiveDateTime,
}

#[derive(Insertable)]
#[diesel(table_name = port_application_events, treat_none_as_default_value = false)]
struct EventRow {
    member_id: String,
    serial: i64,
    seq: i64,
    revision: i64,
    kind: &'static str,
    effective_date: NaiveDate,
    added_ports: i64,
    deadline_on: NaiveDate,
    deadline_at: NaiveDateTime,
    account_id: Option<String>,
    account_name: Option<String>,
    at: NaiveDateTime,
}

impl PastApplication {
    fn events(&self, scope: TenantScope, serial: u32) -> Vec<EventRow> {
        let all = std::iter::once(&self.submitted).chain(&self.then);
        let mut revision = 0;
        let row = |(seq, event): (i64, &PastEvent)| {
            revision += i64::from(event.kind == Kind::Changed);
            EventRow {
                member_id: scope.key(),
                serial: serial.into(),
                seq,
                revision,
                kind: event.kind.as_str(),
                effective_date: event.effective_date,
                added_ports: event.added_ports.into(),
                deadline_on: event.deadline.day,
                deadline_at: event.deadline.at.naive_utc(),
                account_id: event.by.as_ref().map(|(id, _)| id.to_string()),
                account_name: event.by.as_ref().map(|(_, name)| name.to_string()),
                at: event.at.naive_utc(),
            }
        };
        (1..).zip(all).map(row).collect()
    }

    /// The application after `last`.
    fn row(&self, last: &EventRow) -> ApplicationRow {
        let part = |part: i64| u32::try_from(part).unwrap_or_default();
        let number = PortApplicationNumber {
            serial: part(last.serial),
            revision: part(last.revision),
        };
        ApplicationRow {
            member_id: last.member_id.clone(),
            serial: last.serial,
            revision: last.revision,
            effective_date: last.effective_date,
            added_ports: last.added_ports,
            state: self.state().as_str(),
            applicant_id: self.applicant.to_string(),
            applicant_name: self.applicant_name.to_string(),
            remind: self.remind,
            deadline_on: last.deadline_on,
            deadline_at: last.deadline_at,
            search_text: search_text(number, &self.applicant_name),
            version: last.seq,
            submitted_at: self.submitted.at.naive_utc(),
            updated_at: last.at,
        }
    }

    fn state(&self) -> State {
        match self.then.last().map(|last| last.kind) {
            Some(Kind::Cancelled) => State::Cancelled,
            Some(Kind::Provisioned) => State::Provisioned,
            _ => State::Accepted,
        }
    }
}
