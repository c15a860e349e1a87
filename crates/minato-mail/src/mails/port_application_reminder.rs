use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::port_application::{Addressee, PortApplicationFacts};
use super::{SAMPLE_NAME, sample_time};

/// The reminder that the deadline of a port application is near. Of no use after it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortApplicationReminder {
    /// Who reads it: the applicant.
    pub to: Addressee,
    /// What was applied for.
    pub application: PortApplicationFacts,
    /// The name of the applicant.
    pub applicant: String,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
}

templates! {
    PortApplicationReminder {
        Ja => "port_application_reminder/ja/subject.txt", "port_application_reminder/ja/body.txt", "port_application_reminder/ja/body.html";
        En => "port_application_reminder/en/subject.txt", "port_application_reminder/en/body.txt", "port_application_reminder/en/body.html";
    }
}

impl PortApplicationReminder {
    /// Examples.
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            to: Addressee::sample_person(),
            application: PortApplicationFacts::sample(),
            applicant: SAMPLE_NAME.to_owned(),
            submitted_at: sample_time() - TimeDelta::days(20),
        }]
    }
}

/// Names are personal: they do not get into a log by accident.
impl fmt::Debug for PortApplicationReminder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortApplicationReminder")
            .field("application", &self.application)
            .finish_non_exhaustive()
    }
}
