use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that wrong passwords have closed the sign-in in browsers that the account was never
/// used with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInClosed {
    /// The person whose account it is.
    pub name: String,
    /// When it was.
    pub closed_at: DateTime<Utc>,
    /// How many wrong passwords there were in a row.
    pub failures: i64,
}

templates! {
    SignInClosed {
        Ja => "sign_in_closed/ja/subject.txt", "sign_in_closed/ja/body.txt", "sign_in_closed/ja/body.html";
        En => "sign_in_closed/en/subject.txt", "sign_in_closed/en/body.txt", "sign_in_closed/en/body.html";
    }
}

impl SignInClosed {
    /// An example.
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            closed_at: sample_time(),
            failures: 100,
        }]
    }
}

/// The name is personal: it does not get into a log by accident.
impl fmt::Debug for SignInClosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignInClosed")
            .field("closed_at", &self.closed_at)
            .finish_non_exhaustive()
    }
}
