use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_COMPANY, SAMPLE_MEMBER_NUMBER, SAMPLE_NAME, sample_time};

/// The link to the first sign-in, from the operator: the portal is open to this person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountOpening {
    /// The person.
    pub name: String,
    /// The name of the company.
    pub member_name: String,
    /// The number that is asked for at sign-in.
    pub member_number: String,
    /// The whole link; its secret stands behind the `#`, so that no server logs it.
    pub link: String,
    /// Until when the link can be used.
    pub expires_at: DateTime<Utc>,
}

templates! {
    AccountOpening {
        Ja => "account_opening/ja/subject.txt", "account_opening/ja/body.txt", "account_opening/ja/body.html";
        En => "account_opening/en/subject.txt", "account_opening/en/body.txt", "account_opening/en/body.html";
    }
}

impl AccountOpening {
    /// Examples.
    pub(crate) fn samples() -> Vec<Self> {
        let token = "b3BlbmluZ29wZW5pbmdvcGVuaW5nb3BlbmluZ29wZW4";
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            member_name: SAMPLE_COMPANY.to_owned(),
            member_number: SAMPLE_MEMBER_NUMBER.to_owned(),
            link: format!("https://minato.example/first-login#{token}"),
            expires_at: sample_time(),
        }]
    }
}

/// The link is a secret: it does not get into a log by accident.
impl fmt::Debug for AccountOpening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountOpening")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
