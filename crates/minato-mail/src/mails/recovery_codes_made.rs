use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that new recovery codes were made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveryCodesMade {
    /// The person whose account it is.
    pub name: String,
    /// When they were made.
    pub made_at: DateTime<Utc>,
    /// From which network address; empty if unknown.
    pub address: String,
}

templates! {
    RecoveryCodesMade {
        Ja => "recovery_codes_made/ja/subject.txt", "recovery_codes_made/ja/body.txt", "recovery_codes_made/ja/body.html";
        En => "recovery_codes_made/en/subject.txt", "recovery_codes_made/en/body.txt", "recovery_codes_made/en/body.html";
    }
}

impl RecoveryCodesMade {
    /// Examples: with and without an address.
    pub(crate) fn samples() -> Vec<Self> {
        let sample = |address: &str| Self {
            name: SAMPLE_NAME.to_owned(),
            made_at: sample_time(),
            address: address.to_owned(),
        };
        vec![sample("203.0.113.5"), sample("")]
    }
}

/// Name and address are personal: they do not get into a log by accident.
impl fmt::Debug for RecoveryCodesMade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryCodesMade")
            .field("made_at", &self.made_at)
            .finish_non_exhaustive()
    }
}
