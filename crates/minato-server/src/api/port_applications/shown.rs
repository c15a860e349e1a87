//! An application as the API shows it.

use chrono::{DateTime, NaiveDate, Utc};
use minato_db::models::business_calendar;
use minato_db::models::port_applications::PortApplication as Row;
use minato_db::{Db, DbError, Party, Tx};
use minato_types::port_applications::{Applicant, PortApplication, PortApplicationState};
use minato_types::rules::deadline::Deadline;
use minato_types::rules::holidays::LAST_OFFICIAL_DAY;
use minato_types::values::AccountRole;

/// What an application does not say of itself: who looks at it, when, and how far the
/// announced holidays reach.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    own: Party,
    now: DateTime<Utc>,
    official_until: NaiveDate,
}

impl View {
    /// The view of a person on applications for days up to `last`, at the time of the
    /// transaction.
    pub(super) fn of(
        tx: &mut impl Tx,
        own: Party,
        last: Option<NaiveDate>,
    ) -> Result<Self, DbError> {
        Ok(Self {
            own,
            now: tx.now(),
            official_until: official_until(tx, last)?,
        })
    }

    /// The view on one application that has been read, for a day `last`: only for a day that
    /// lies beyond the built-in table anything more is read.
    pub(super) async fn after_reading(
        db: &Db,
        own: Party,
        last: NaiveDate,
    ) -> Result<Self, DbError> {
        if !is_built_in(Some(last)) {
            return db.read(move |tx| Self::of(tx, own, Some(last))).await;
        }
        Ok(Self {
            own,
            now: db.clock().now(),
            official_until: LAST_OFFICIAL_DAY,
        })
    }

    /// An application.
    pub(super) fn show(&self, row: Row) -> PortApplication {
        let state = row.state_at(self.now);
        let accepted = state == PortApplicationState::Accepted;
        let deadline = deadline(&row, self.official_until);
        PortApplication {
            number: row.number(),
            effective_date: row.effective_date,
            added_ports: row.added_ports,
            state,
            changeable: accepted && may_change(self.own, &row),
            applicant: Applicant {
                id: row.applicant_id.0,
                name: row.applicant_name.0,
            },
            submitted_at: row.submitted_at.and_utc(),
            updated_at: row.updated_at.and_utc(),
            deadline,
            days_left: deadline.days_left(self.now).filter(|_| accepted),
            remind: row.remind,
        }
    }
}

/// Whether a person may change and cancel an application, as long as that is possible at all:
/// a user his own, an admin everybody's.
pub(super) fn may_change(own: Party, row: &Row) -> bool {
    own.role == AccountRole::Admin || own.account == row.applicant_id.0
}

/// The promised deadline of an application.
pub(super) fn deadline(row: &Row, official_until: NaiveDate) -> Deadline {
    Deadline {
        day: row.deadline_on,
        at: row.deadline_at.and_utc(),
        provisional: row.effective_date > official_until,
    }
}

/// The last day whose holidays are announced, as far as it matters for days up to `last`: for
/// most the built-in table says enough, and nothing has to be read.
pub(super) fn official_until(
    tx: &mut impl Tx,
    last: Option<NaiveDate>,
) -> Result<NaiveDate, DbError> {
    if is_built_in(last) {
        return Ok(LAST_OFFICIAL_DAY);
    }
    Ok(business_calendar::load(tx)?.official_until())
}

/// Whether the built-in table says enough of the days up to `last`.
fn is_built_in(last: Option<NaiveDate>) -> bool {
    last.is_none_or(|last| last <= LAST_OFFICIAL_DAY)
}
