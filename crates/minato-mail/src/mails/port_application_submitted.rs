use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::port_application::{Addressee, PortApplicationFacts};
use super::{SAMPLE_NAME, sample_time};

/// The notice that ports were applied for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortApplicationSubmitted {
    /// Who reads it.
    pub to: Addressee,
    /// What was applied for.
    pub application: PortApplicationFacts,
    /// The name of the person who applied.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

templates! {
    PortApplicationSubmitted {
        Ja => "port_application_submitted/ja/subject.txt", "port_application_submitted/ja/body.txt", "port_application_submitted/ja/body.html";
        En => "port_application_submitted/en/subject.txt", "port_application_submitted/en/body.txt", "port_application_submitted/en/body.html";
    }
}

impl PortApplicationSubmitted {
    /// Examples: to the applicant; to the company, on a day that has other applications too.
    pub(crate) fn samples() -> Vec<Self> {
        let sample = |to: Addressee, application: PortApplicationFacts| Self {
            to,
            application,
            by: SAMPLE_NAME.to_owned(),
            at: sample_time() - TimeDelta::days(2),
        };
        let shared = PortApplicationFacts {
            effective_ports: 47,
            remind: false,
            reminder_at: None,
            ..PortApplicationFacts::sample()
        };
        vec![
            sample(Addressee::sample_person(), PortApplicationFacts::sample()),
            sample(Addressee::sample_company(), shared),
        ]
    }
}

/// Names are personal: they do not get into a log by accident.
impl fmt::Debug for PortApplicationSubmitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortApplicationSubmitted")
            .field("application", &self.application)
            .finish_non_exhaustive()
    }
}
