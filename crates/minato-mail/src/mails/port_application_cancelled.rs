use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::port_application::{Addressee, PortApplicationFacts};
use super::{SAMPLE_NAME, sample_time};

/// The notice that a port application was cancelled.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortApplicationCancelled {
    /// Who reads it.
    pub to: Addressee,
    /// What was cancelled. The ports of its day are those that are left.
    pub application: PortApplicationFacts,
    /// The name of the person who cancelled it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

templates! {
    PortApplicationCancelled {
        Ja => "port_application_cancelled/ja/subject.txt", "port_application_cancelled/ja/body.txt", "port_application_cancelled/ja/body.html";
        En => "port_application_cancelled/en/subject.txt", "port_application_cancelled/en/body.txt", "port_application_cancelled/en/body.html";
    }
}

impl PortApplicationCancelled {
    /// Examples: to a person and to the company.
    pub(crate) fn samples() -> Vec<Self> {
        let sample = |to: Addressee| Self {
            to,
            application: PortApplicationFacts {
                effective_ports: 30,
                ..PortApplicationFacts::sample()
            },
            by: SAMPLE_NAME.to_owned(),
            at: sample_time() - TimeDelta::days(1),
        };
        vec![
            sample(Addressee::sample_person()),
            sample(Addressee::sample_company()),
        ]
    }
}

/// Names are personal: they do not get into a log by accident.
impl fmt::Debug for PortApplicationCancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PortApplicationCancelled")
            .field("application", &self.application)
            .finish_non_exhaustive()
    }
}
