use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that a recovery code was used.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveryCodeUsed {
    /// The person whose account it is.
    pub name: String,
    /// When it was used.
    pub used_at: DateTime<Utc>,
    /// From which network address; empty if unknown.
    pub address: String,
    /// How many can still be used.
    pub left: u32,
}

templates! {
    RecoveryCodeUsed {
        Ja => "recovery_code_used/ja/subject.txt", "recovery_code_used/ja/body.txt", "recovery_code_used/ja/body.html";
        En => "recovery_code_used/en/subject.txt", "recovery_code_used/en/body.txt", "recovery_code_used/en/body.html";
    }
}

impl RecoveryCodeUsed {
    /// Examples: with an address, and one of the last codes.
    pub(crate) fn samples() -> Vec<Self> {
        let sample = |address: &str, left: u32| Self {
            name: SAMPLE_NAME.to_owned(),
            used_at: sample_time(),
            address: address.to_owned(),
            left,
        };
        vec![sample("203.0.113.5", 9), sample("", 1)]
    }
}

/// Name and address are personal: they do not get into a log by accident.
impl fmt::Debug for RecoveryCodeUsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryCodeUsed")
            .field("used_at", &self.used_at)
            .finish_non_exhaustive()
    }
}
