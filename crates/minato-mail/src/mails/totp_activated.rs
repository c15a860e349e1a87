use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that an authenticator app was set up.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotpActivated {
    /// The person whose account it is.
    pub name: String,
    /// When it was set up.
    pub activated_at: DateTime<Utc>,
    /// From which network address; empty if unknown.
    pub address: String,
}

templates! {
    TotpActivated {
        Ja => "totp_activated/ja/subject.txt", "totp_activated/ja/body.txt", "totp_activated/ja/body.html";
        En => "totp_activated/en/subject.txt", "totp_activated/en/body.txt", "totp_activated/en/body.html";
    }
}

impl TotpActivated {
    /// Examples: with and without an address.
    pub(crate) fn samples() -> Vec<Self> {
        let sample = |address: &str| Self {
            name: SAMPLE_NAME.to_owned(),
            activated_at: sample_time(),
            address: address.to_owned(),
        };
        vec![sample("203.0.113.5"), sample("")]
    }
}

/// Name and address are personal: they do not get into a log by accident.
impl fmt::Debug for TotpActivated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TotpActivated")
            .field("activated_at", &self.activated_at)
            .finish_non_exhaustive()
    }
}
