use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that somebody wants another e-mail address; it goes to the present one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmailChangeRequested {
    /// The person whose address it is.
    pub name: String,
    /// The new address, masked for whoever reads along.
    pub email: String,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// From which network address; empty if unknown.
    pub address: String,
}

templates! {
    EmailChangeRequested {
        Ja => "email_change_requested/ja/subject.txt", "email_change_requested/ja/body.txt", "email_change_requested/ja/body.html";
        En => "email_change_requested/en/subject.txt", "email_change_requested/en/body.txt", "email_change_requested/en/body.html";
    }
}

impl EmailChangeRequested {
    /// Examples.
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            email: "h*****@ne*****".to_owned(),
            requested_at: sample_time(),
            address: "203.0.113.5".to_owned(),
        }]
    }
}

/// What is personal or secret does not get into a log by accident.
impl fmt::Debug for EmailChangeRequested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmailChangeRequested")
            .finish_non_exhaustive()
    }
}
