use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that the account no longer uses an authenticator app.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotpRemoved {
    /// The person whose account it is.
    pub name: String,
    /// When it was removed.
    pub removed_at: DateTime<Utc>,
    /// From which network address; empty if unknown.
    pub address: String,
}

templates! {
    TotpRemoved {
        Ja => "totp_removed/ja/subject.txt", "totp_removed/ja/body.txt", "totp_removed/ja/body.html";
        En => "totp_removed/en/subject.txt", "totp_removed/en/body.txt", "totp_removed/en/body.html";
    }
}

impl TotpRemoved {
    /// Examples: with and without an address.
    pub(crate) fn samples() -> Vec<Self> {
        let sample = |address: &str| Self {
            name: SAMPLE_NAME.to_owned(),
            removed_at: sample_time(),
            address: address.to_owned(),
        };
        vec![sample("203.0.113.5"), sample("")]
    }
}

/// Name and address are personal: they do not get into a log by accident.
impl fmt::Debug for TotpRemoved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TotpRemoved")
            .field("removed_at", &self.removed_at)
            .finish_non_exhaustive()
    }
}
