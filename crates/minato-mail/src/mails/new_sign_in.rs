use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that somebody signed in with a browser that the account was never used with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewSignIn {
    /// The person whose account it is.
    pub name: String,
    /// When it was.
    pub signed_in_at: DateTime<Utc>,
    /// From which network address; empty if unknown.
    pub address: String,
    /// Which browser it was, such as `Chrome, Windows`; empty if unknown.
    pub browser: String,
}

templates! {
    NewSignIn {
        Ja => "new_sign_in/ja/subject.txt", "new_sign_in/ja/body.txt", "new_sign_in/ja/body.html";
        En => "new_sign_in/en/subject.txt", "new_sign_in/en/body.txt", "new_sign_in/en/body.html";
    }
}

impl NewSignIn {
    /// Examples: with all that can be known, and with nothing.
    pub(crate) fn samples() -> Vec<Self> {
        let sample = |address: &str, browser: &str| Self {
            name: SAMPLE_NAME.to_owned(),
            signed_in_at: sample_time(),
            address: address.to_owned(),
            browser: browser.to_owned(),
        };
        vec![sample("203.0.113.5", "Chrome, Windows"), sample("", "")]
    }
}

/// Name and address are personal: they do not get into a log by accident.
impl fmt::Debug for NewSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewSignIn")
            .field("signed_in_at", &self.signed_in_at)
            .finish_non_exhaustive()
    }
}
