use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_COMPANY, SAMPLE_MEMBER_NUMBER, SAMPLE_NAME, sample_time};

/// The link to the first sign-in, from an admin.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountInvitation {
    /// The person who is invited.
    pub name: String,
    /// The name of the company.
    pub member_name: String,
    /// The number that is asked for at sign-in.
    pub member_number: String,
    /// The name of the admin who invites.
    pub invited_by: String,
    /// The whole link; its secret stands behind the `#`, so that no server logs it.
    pub link: String,
    /// Until when the link can be used.
    pub expires_at: DateTime<Utc>,
}

templates! {
    AccountInvitation {
        Ja => "account_invitation/ja/subject.txt", "account_invitation/ja/body.txt", "account_invitation/ja/body.html";
        En => "account_invitation/en/subject.txt", "account_invitation/en/body.txt", "account_invitation/en/body.html";
    }
}

impl AccountInvitation {
    /// Examples.
    pub(crate) fn samples() -> Vec<Self> {
        let token = "YmFyYmF6YmFyYmF6YmFyYmF6YmFyYmF6YmFyYmF6YmE";
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            member_name: SAMPLE_COMPANY.to_owned(),
            member_number: SAMPLE_MEMBER_NUMBER.to_owned(),
            invited_by: "海野 太郎".to_owned(),
            link: format!("https://minato.example/first-login#{token}"),
            expires_at: sample_time(),
        }]
    }
}

/// The link is a secret: it does not get into a log by accident.
impl fmt::Debug for AccountInvitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountInvitation")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
