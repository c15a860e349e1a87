use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_COMPANY, SAMPLE_NAME, sample_time};

/// The code of the second step of signing in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoginCode {
    /// The person who signs in.
    pub name: String,
    /// The name of the company.
    pub member_name: String,
    /// The digits. They never stand in the subject, which shows on locked screens.
    pub code: String,
    /// Until when the code can be used.
    pub expires_at: DateTime<Utc>,
}

templates! {
    LoginCode {
        Ja => "login_code/ja/subject.txt", "login_code/ja/body.txt", "login_code/ja/body.html";
        En => "login_code/en/subject.txt", "login_code/en/body.txt", "login_code/en/body.html";
    }
}

impl LoginCode {
    /// Examples.
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            member_name: SAMPLE_COMPANY.to_owned(),
            code: "12345678".to_owned(),
            expires_at: sample_time(),
        }]
    }
}

/// The code is a secret: it does not get into a log by accident.
impl fmt::Debug for LoginCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoginCode")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
