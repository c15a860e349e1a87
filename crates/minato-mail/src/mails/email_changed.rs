use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that the e-mail address was changed; it goes to the old one and to the new one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmailChanged {
    /// The person whose address it is.
    pub name: String,
    /// The new address, masked for whoever reads along.
    pub email: String,
    /// When it was changed.
    pub changed_at: DateTime<Utc>,
}

templates! {
    EmailChanged {
        Ja => "email_changed/ja/subject.txt", "email_changed/ja/body.txt", "email_changed/ja/body.html";
        En => "email_changed/en/subject.txt", "email_changed/en/body.txt", "email_changed/en/body.html";
    }
}

impl EmailChanged {
    /// Examples.
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            email: "h*****@ne*****".to_owned(),
            changed_at: sample_time(),
        }]
    }
}

/// What is personal or secret does not get into a log by accident.
impl fmt::Debug for EmailChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmailChanged").finish_non_exhaustive()
    }
}
