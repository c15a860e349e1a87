use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The link by which a forgotten password is set anew.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// The person who asked for it.
    pub name: String,
    /// The whole link; its secret stands behind the `#`, so that no server logs it.
    pub link: String,
    /// Until when the link can be used.
    pub expires_at: DateTime<Utc>,
}

templates! {
    PasswordReset {
        Ja => "password_reset/ja/subject.txt", "password_reset/ja/body.txt", "password_reset/ja/body.html";
        En => "password_reset/en/subject.txt", "password_reset/en/body.txt", "password_reset/en/body.html";
    }
}

impl PasswordReset {
    /// Examples.
    pub(crate) fn samples() -> Vec<Self> {
        let token = "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8";
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            link: format!("https://minato.example/password-reset/new#{token}"),
            expires_at: sample_time(),
        }]
    }
}

/// The link is a secret: it does not get into a log by accident.
impl fmt::Debug for PasswordReset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordReset")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
