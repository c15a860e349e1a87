use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_COMPANY, SAMPLE_NAME, sample_time};

/// Somebody who may do so took password and authenticator app away; the link to set them anew.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorReset {
    /// The person.
    pub name: String,
    /// The name of the company.
    pub member_name: String,
    /// The name of the admin who did it; empty for the operator.
    pub reset_by: String,
    /// When it was done.
    pub reset_at: DateTime<Utc>,
    /// The whole link; its secret stands behind the `#`, so that no server logs it.
    pub link: String,
    /// Until when the link can be used.
    pub expires_at: DateTime<Utc>,
}

templates! {
    FactorReset {
        Ja => "factor_reset/ja/subject.txt", "factor_reset/ja/body.txt", "factor_reset/ja/body.html";
        En => "factor_reset/en/subject.txt", "factor_reset/en/body.txt", "factor_reset/en/body.html";
    }
}

impl FactorReset {
    /// Examples: by an admin, and by the operator.
    pub(crate) fn samples() -> Vec<Self> {
        let token = "cmVzZXRyZXNldHJlc2V0cmVzZXRyZXNldHJlc2V0cmU";
        let sample = |reset_by: &str| Self {
            name: SAMPLE_NAME.to_owned(),
            member_name: SAMPLE_COMPANY.to_owned(),
            reset_by: reset_by.to_owned(),
            reset_at: sample_time() - chrono::TimeDelta::hours(72),
            link: format!("https://minato.example/first-login#{token}"),
            expires_at: sample_time(),
        };
        vec![sample("海野 太郎"), sample("")]
    }
}

/// The link is a secret: it does not get into a log by accident.
impl fmt::Debug for FactorReset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FactorReset")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
