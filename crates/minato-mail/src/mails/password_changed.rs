use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that the password was changed, by its owner or by somebody else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordChanged {
    /// The person whose password it is.
    pub name: String,
    /// When it was changed.
    pub changed_at: DateTime<Utc>,
    /// From which network address; empty if unknown.
    pub address: String,
}

templates! {
    PasswordChanged {
        Ja => "password_changed/ja/subject.txt", "password_changed/ja/body.txt", "password_changed/ja/body.html";
        En => "password_changed/en/subject.txt", "password_changed/en/body.txt", "password_changed/en/body.html";
    }
}

impl PasswordChanged {
    /// Examples: with and without an address.
    pub(crate) fn samples() -> Vec<Self> {
        let sample = |address: &str| Self {
            name: SAMPLE_NAME.to_owned(),
            changed_at: sample_time(),
            address: address.to_owned(),
        };
        vec![sample("203.0.113.5"), sample("")]
    }
}

/// Name and address are personal: they do not get into a log by accident.
impl fmt::Debug for PasswordChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordChanged")
            .field("changed_at", &self.changed_at)
            .finish_non_exhaustive()
    }
}
