use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// A mail that its reader has asked for, to see whether mails arrive.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestMail {
    /// The person who asked for it.
    pub name: String,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
}

templates! {
    TestMail {
        Ja => "test_mail/ja/subject.txt", "test_mail/ja/body.txt", "test_mail/ja/body.html";
        En => "test_mail/en/subject.txt", "test_mail/en/body.txt", "test_mail/en/body.html";
    }
}

impl TestMail {
    /// Examples.
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            requested_at: sample_time(),
        }]
    }
}

/// What is personal or secret does not get into a log by accident.
impl fmt::Debug for TestMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestMail").finish_non_exhaustive()
    }
}
