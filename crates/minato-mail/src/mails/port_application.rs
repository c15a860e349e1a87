//! What the mails about port applications have in common.

use std::fmt;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use minato_types::values::PortApplicationNumber;
use serde::{Deserialize, Serialize};

use super::{SAMPLE_COMPANY, SAMPLE_NAME, sample_time};

/// To whom a mail about the company's business goes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addressee {
    /// The name of the company.
    pub member_name: String,
    /// The person; none where the address is the company's own.
    pub name: Option<String>,
}

/// An application for ports, as it stood when the mail was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortApplicationFacts {
    /// The number with the revision.
    pub number: PortApplicationNumber,
    /// The day (Japan time) on which the ports are added.
    pub effective_date: NaiveDate,
    /// How many ports the application adds.
    pub added_ports: u32,
    /// The ports that the contract always includes.
    pub contracted_ports: u32,
    /// The ports of the day: the contracted ones and those of all its applications.
    pub effective_ports: u32,
    /// The last day (Japan time) on which it can be changed and cancelled.
    pub deadline_day: NaiveDate,
    /// The first instant that is too late.
    pub deadline_at: DateTime<Utc>,
    /// Whether the applicant wants to be reminded of the deadline.
    pub remind: bool,
    /// When he will be reminded, if that time lies ahead.
    pub reminder_at: Option<DateTime<Utc>>,
}

impl PortApplicationFacts {
    /// Whether other applications add ports to the same day.
    pub(crate) const fn shares_its_day(&self) -> bool {
        self.effective_ports != self.contracted_ports.saturating_add(self.added_ports)
    }

    /// An example: accepted for 2026-09-24.
    pub(crate) fn sample() -> Self {
        let day = |day| NaiveDate::from_ymd_opt(2026, 9, day).unwrap_or_default();
        Self {
            number: PortApplicationNumber {
                serial: 3089,
                revision: 0,
            },
            effective_date: day(24),
            added_ports: 5,
            contracted_ports: 30,
            effective_ports: 35,
            deadline_day: day(17),
            deadline_at: sample_time() + TimeDelta::minutes(9 * 60 + 30),
            remind: true,
            reminder_at: Some(sample_time() - TimeDelta::minutes(24 * 60 + 5 * 60 + 30)),
        }
    }
}

impl Addressee {
    /// An example: a person.
    pub(crate) fn sample_person() -> Self {
        Self {
            member_name: SAMPLE_COMPANY.to_owned(),
            name: Some(SAMPLE_NAME.to_owned()),
        }
    }

    /// An example: an address of the company itself.
    pub(crate) fn sample_company() -> Self {
        Self {
            name: None,
            ..Self::sample_person()
        }
    }
}

/// Who reads it is personal: it does not get into a log by accident.
impl fmt::Debug for Addressee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Addressee").finish_non_exhaustive()
    }
}
