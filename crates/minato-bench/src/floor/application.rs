//! Applications as rows and as answers.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, Utc};
use minato_types::page::{DEFAULT_PAGE_SIZE, Page};
use minato_types::rules::deadline::Deadline;
use minato_types::rules::holidays::LAST_OFFICIAL_DAY;
use minato_types::rules::japan_time;
use serde::Serialize;

use super::caller::Caller;
use super::columns::Columns;

/// The rows of the first page and one more, newest first.
pub(super) const PAGE: &str = "SELECT member_id, serial, revision, effective_date, added_ports, \
    state, applicant_id, applicant_name, remind, deadline_on, deadline_at, version, submitted_at, \
    updated_at FROM port_applications WHERE member_id = $1 ORDER BY serial DESC LIMIT $2 OFFSET $3";

/// How many there are.
pub(super) const TOTAL: &str = "SELECT COUNT(*) FROM port_applications WHERE member_id = $1";

/// One of them.
pub(super) const ONE: &str = "SELECT member_id, serial, revision, effective_date, added_ports, \
    state, applicant_id, applicant_name, remind, deadline_on, deadline_at, version, submitted_at, \
    updated_at FROM port_applications WHERE member_id = $1 AND serial = $2";

/// How many rows [`PAGE`] is asked for: the one more tells whether there is a next page.
pub(super) const PAGE_AND_ONE: i64 = DEFAULT_PAGE_SIZE as i64 + 1;

/// An application as it is answered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Application {
    pub(super) number: String,
    pub(super) effective_date: NaiveDate,
    pub(super) added_ports: i64,
    pub(super) state: &'static str,
    pub(super) applicant: Person,
    pub(super) submitted_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
    pub(super) deadline: Deadline,
    pub(super) days_left: Option<u32>,
    pub(super) remind: bool,
    pub(super) changeable: bool,
}

/// Who applied.
#[derive(Serialize)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
}

/// A row and what is not answered of it, or only in a header.
pub(super) struct Found {
    pub(super) serial: i64,
    pub(super) revision: i64,
    pub(super) version: i64,
    pub(super) application: Application,
}

/// A page of them.
pub(super) fn page(mut found: Vec<Found>, total: i64) -> Page<Application> {
    let size = DEFAULT_PAGE_SIZE as usize;
    let more = found.len() > size;
    found.truncate(size);
    let last = found.last().filter(|_| more);
    let next = last.map(|last| URL_SAFE_NO_PAD.encode(format!("-number {}", last.serial)));
    Page {
        items: found.into_iter().map(|found| found.application).collect(),
        total: total.unsigned_abs(),
        next,
    }
}

/// The number as it is written.
pub(super) fn number(serial: i64, revision: i64) -> String {
    format!("SO-{serial:05}-{revision}")
}

impl Found {
    /// The application of a row of [`PAGE`] or [`ONE`], as `caller` sees it at `now`.
    pub(super) fn read(row: &impl Columns, caller: &Caller, now: DateTime<Utc>) -> Result<Self> {
        let (serial, revision) = (row.number(1)?, row.number(2)?);
        let effective_date = row.day(3)?;
        let deadline = Deadline {
            day: row.day(9)?,
            at: row.time(10)?.and_utc(),
            provisional: effective_date > LAST_OFFICIAL_DAY,
        };
        let state = match row.text(5)?.as_str() {
            "cancelled" => "cancelled",
            _ if effective_date < japan_time::date(now) => "finished",
            "provisioned" => "provisioned",
            _ if deadline.has_passed(now) => "fixed",
            _ => "accepted",
        };
        let (accepted, applicant) = (state == "accepted", row.text(6)?);
        Ok(Self {
            serial,
            revision,
            version: row.number(11)?,
            application: Application {
                number: number(serial, revision),
                effective_date,
                added_ports: row.number(4)?,
                state,
                changeable: accepted && (caller.is_admin || caller.account == applicant),
                applicant: Person {
                    id: applicant,
                    name: row.text(7)?,
                },
                submitted_at: row.time(12)?.and_utc(),
                updated_at: row.time(13)?.and_utc(),
                deadline,
                days_left: deadline.days_left(now).filter(|_| accepted),
                remind: row.flag(8)?,
            },
        })
    }
}
