use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_MEMBER_NUMBER, SAMPLE_NAME, sample_time};

/// The notice that a first sign-in was completed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessSetUp {
    /// The person.
    pub name: String,
    /// The number that is asked for at sign-in.
    pub member_number: String,
    /// When it was done.
    pub completed_at: DateTime<Utc>,
    /// The network address it came from; empty if unknown.
    pub address: String,
    /// Whether an authenticator app shows the codes from now on; otherwise they come by mail.
    pub by_app: bool,
}

templates! {
    AccessSetUp {
        Ja => "access_set_up/ja/subject.txt", "access_set_up/ja/body.txt", "access_set_up/ja/body.html";
        En => "access_set_up/en/subject.txt", "access_set_up/en/body.txt", "access_set_up/en/body.html";
    }
}

impl AccessSetUp {
    /// Examples: with an app, and with codes by mail.
    pub(crate) fn samples() -> Vec<Self> {
        let sample = |by_app: bool| Self {
            name: SAMPLE_NAME.to_owned(),
            member_number: SAMPLE_MEMBER_NUMBER.to_owned(),
            completed_at: sample_time(),
            address: "192.0.2.7".to_owned(),
            by_app,
        };
        vec![sample(true), sample(false)]
    }
}

/// Name and address are personal: they do not get into a log by accident.
impl fmt::Debug for AccessSetUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessSetUp")
            .field("completed_at", &self.completed_at)
            .finish_non_exhaustive()
    }
}
