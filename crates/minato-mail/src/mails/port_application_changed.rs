use std::fmt;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use minato_types::values::PortApplicationNumber;
use serde::{Deserialize, Serialize};

use super::port_application::{Addressee, PortApplicationFacts};
use super::{SAMPLE_NAME, sample_time};

/// The notice that a port application was changed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortApplicationChanged {
    /// Who reads it.
    pub to: Addressee,
    /// What it was before.
    pub before: BeforeChange,
    /// What it is now.
    pub application: PortApplicationFacts,
    /// The name of the person who changed it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What an application was before it was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeforeChange {
    /// The number with the revision.
    pub number: PortApplicationNumber,
    /// The day (Japan time) on which the ports were to be added.
    pub effective_date: NaiveDate,
    /// How many ports it added.
    pub added_ports: u32,
    /// Whether a mail was to remind the applicant.
    pub remind: bool,
}

templates! {
    PortApplicationChanged {
        Ja => "port_application_changed/ja/subject.txt", "port_application_changed/ja/body.txt", "port_application_changed/ja/body.html";
        En => "port_application_changed/en/subject.txt", "port_application_changed/en/body.txt", "port_application_changed/en/body.html";
    }
}

impl PortApplicationChanged {
    /// Examples: everything changed; only the reminder, told to the company.
    pub(crate) fn samples() -> Vec<Self> {
        let before = PortApplicationFacts::sample();
        let sample = |to: Addressee, application: PortApplicationFacts| Self {
            to,
            before: BeforeChange {
                number: before.number,
                effective_date: before.effective_date,
                added_ports: before.added_ports,
                remind: before.remind,
            },
            application,
            by: SAMPLE_NAME.to_owned(),
            at: sample_time() - TimeDelta::days(1),
        };
        let number = PortApplicationNumber {
            revision: 1,
            ..before.number
        };
        let unreminded = PortApplicationFacts {
            number,
            remind: false,
            reminder_at: None,
            ..before.clone()
        };
        let everything = PortApplicationFacts {
            effective_date: before.effective_date.succ_opt().unwrap_or_default(),
            added_ports: 8,
            effective_ports: 38,
            deadline_day: before.deadline_day.succ_opt().unwrap_or_default(),
            deadline_at: before.deadline_at + TimeDelta::days(1),
            ..unreminded.clone()
        };
        vec![
            sample(Addressee::sample_person(), everything),
            sample(Addressee::sample_company(), unreminded),
        ]
    }
}

/// Names are personal: they do not get into a log by accident.
impl fmt::Debug for PortApplicationChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortApplicationChanged")
            .field("application", &self.application)
            .finish_non_exhaustive()
    }
}
