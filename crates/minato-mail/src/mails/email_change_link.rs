use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The link by which a new e-mail address is confirmed; it goes to that address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmailChangeLink {
    /// The person whose address it is to be.
    pub name: String,
    /// The whole link; its secret stands behind the `#`, so that no server logs it.
    pub link: String,
    /// Until when the link can be used.
    pub expires_at: DateTime<Utc>,
}

templates! {
    EmailChangeLink {
        Ja => "email_change_link/ja/subject.txt", "email_change_link/ja/body.txt", "email_change_link/ja/body.html";
        En => "email_change_link/en/subject.txt", "email_change_link/en/body.txt", "email_change_link/en/body.html";
    }
}

impl EmailChangeLink {
    /// Examples.
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            link: "https://minato.example/me/email/confirm#Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8"
                .to_owned(),
            expires_at: sample_time(),
        }]
    }
}

/// What is personal or secret does not get into a log by accident.
impl fmt::Debug for EmailChangeLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmailChangeLink").finish_non_exhaustive()
    }
}
