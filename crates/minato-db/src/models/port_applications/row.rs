use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::port_applications::PortApplicationState;
use minato_types::rules::{japan_time, keyword_search};
use minato_types::values::{AccountId, MemberId, PersonName, PortApplicationNumber};

use super::NewPortApplication;
use crate::schema::port_applications;
use crate::{AsText, TenantScope};

/// An application for additional ports on a day.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = port_applications)]
pub struct PortApplication {
    /// The member.
    pub member_id: AsText<MemberId>,
    /// Unique among all members; stays the same for all revisions.
    #[diesel(deserialize_as = i64)]
    pub serial: u32,
    /// Grows with every change.
    #[diesel(deserialize_as = i64)]
    pub revision: u32,
    /// The day (Japan time) on which the ports are added.
    pub effective_date: NaiveDate,
    /// How many ports are added.
    #[diesel(deserialize_as = i64)]
    pub added_ports: u32,
    /// Accepted, provisioned or cancelled; see [`Self::state_at`] for where it stands.
    pub state: AsText<PortApplicationState>,
    /// Who applied.
    pub applicant_id: AsText<AccountId>,
    /// The name of the applicant at that time.
    pub applicant_name: AsText<PersonName>,
    /// Whether a mail reminds the applicant before the deadline.
    pub remind: bool,
    /// The last day (Japan time) of the promised deadline.
    pub deadline_on: NaiveDate,
    /// The first instant that is too late.
    pub deadline_at: NaiveDateTime,
    /// Grows with everything that people and operator do to it: the entity tag.
    pub version: i64,
    /// When it was submitted.
    pub submitted_at: NaiveDateTime,
    /// When it last changed.
    pub updated_at: NaiveDateTime,
}

impl PortApplication {
    /// A new one: revision 0, version 1, accepted.
    pub(super) fn new(scope: TenantScope, new: &NewPortApplication) -> Self {
        let submitted_at = new.submitted_at.naive_utc();
        Self {
            member_id: AsText(scope.member()),
            serial: new.serial,
            revision: 0,
            effective_date: new.effective_date,
            added_ports: new.added_ports,
            state: AsText(PortApplicationState::Accepted),
            applicant_id: AsText(new.applicant),
            applicant_name: AsText(new.applicant_name.clone()),
            remind: new.remind,
            deadline_on: new.deadline.day,
            deadline_at: new.deadline.at.naive_utc(),
            version: 1,
            submitted_at,
            updated_at: submitted_at,
        }
    }

    /// The number with the present revision.
    pub const fn number(&self) -> PortApplicationNumber {
        PortApplicationNumber {
            serial: self.serial,
            revision: self.revision,
        }
    }

    /// The rows that belong to the member that applied.
    pub fn scope(&self) -> TenantScope {
        TenantScope::of(self.member_id.0)
    }

    /// Where the application stands at `now`.
    pub fn state_at(&self, now: DateTime<Utc>) -> PortApplicationState {
        use PortApplicationState as S;
        match self.state.0 {
            S::Cancelled => S::Cancelled,
            _ if self.effective_date < japan_time::date(now) => S::Finished,
            S::Provisioned => S::Provisioned,
            _ if self.deadline_at <= now.naive_utc() => S::Fixed,
            _ => S::Accepted,
        }
    }

    /// Number and applicant, as the words of a search are looked for in them.
    pub(super) fn search_text(&self) -> String {
        search_text(self.number(), &self.applicant_name.0)
    }
}

/// The form in which the words of a search are looked for.
pub(super) fn search_text(number: PortApplicationNumber, applicant: &PersonName) -> String {
    keyword_search::normalised(&format!("{number} {applicant}"))
}
