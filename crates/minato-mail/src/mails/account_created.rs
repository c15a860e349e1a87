use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_COMPANY, SAMPLE_MEMBER_NUMBER, SAMPLE_NAME, sample_time};

/// Tells a new person where to sign in with the password that the admin chose. The password
/// itself does not stand here: the admin hands it over in another way.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountCreated {
    /// The person who may now sign in.
    pub name: String,
    /// The name of the company.
    pub member_name: String,
    /// The number that is asked for at sign-in.
    pub member_number: String,
    /// The name of the admin who made the account.
    pub created_by: String,
    /// When the admin's password stops working, unless it was replaced before.
    pub sign_in_by: DateTime<Utc>,
}

templates! {
    AccountCreated {
        Ja => "account_created/ja/subject.txt", "account_created/ja/body.txt", "account_created/ja/body.html";
        En => "account_created/en/subject.txt", "account_created/en/body.txt", "account_created/en/body.html";
    }
}

impl AccountCreated {
    /// Examples.
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            member_name: SAMPLE_COMPANY.to_owned(),
            member_number: SAMPLE_MEMBER_NUMBER.to_owned(),
            created_by: "海野 太郎".to_owned(),
            sign_in_by: sample_time(),
        }]
    }
}

/// Names are personal: they do not get into a log by accident.
impl fmt::Debug for AccountCreated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountCreated")
            .field("sign_in_by", &self.sign_in_by)
            .finish_non_exhaustive()
    }
}
