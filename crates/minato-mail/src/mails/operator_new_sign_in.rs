use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that somebody signed in as an operator with a browser that was not used before.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorNewSignIn {
    /// The operator.
    pub name: String,
    /// When it was.
    pub signed_in_at: DateTime<Utc>,
    /// From which network address; empty if unknown.
    pub address: String,
    /// Which browser it was, such as `Chrome, Windows`; empty if unknown.
    pub browser: String,
}

templates! {
    OperatorNewSignIn {
        Ja => "operator_new_sign_in/ja/subject.txt", "operator_new_sign_in/ja/body.txt", "operator_new_sign_in/ja/body.html";
        En => "operator_new_sign_in/en/subject.txt", "operator_new_sign_in/en/body.txt", "operator_new_sign_in/en/body.html";
    }
}

impl OperatorNewSignIn {
    /// An example.
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            signed_in_at: sample_time(),
            address: "203.0.113.5".to_owned(),
            browser: "Chrome, Windows".to_owned(),
        }]
    }
}

/// Name and address are personal: they do not get into a log by accident.
impl fmt::Debug for OperatorNewSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperatorNewSignIn")
            .field("signed_in_at", &self.signed_in_at)
            .finish_non_exhaustive()
    }
}
