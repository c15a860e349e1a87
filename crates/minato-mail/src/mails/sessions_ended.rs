use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The notice that an admin signed somebody out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionsEnded {
    /// The person who was signed out.
    pub name: String,
    /// The admin who did it.
    pub by: String,
    /// When it was.
    pub ended_at: DateTime<Utc>,
}

templates! {
    SessionsEnded {
        Ja => "sessions_ended/ja/subject.txt", "sessions_ended/ja/body.txt", "sessions_ended/ja/body.html";
        En => "sessions_ended/en/subject.txt", "sessions_ended/en/body.txt", "sessions_ended/en/body.html";
    }
}

impl SessionsEnded {
    /// An example.
    pub(crate) fn samples() -> Vec<Self> {
        vec![Self {
            name: SAMPLE_NAME.to_owned(),
            by: "海野 太郎".to_owned(),
            ended_at: sample_time(),
        }]
    }
}

/// Names are personal: they do not get into a log by accident.
impl fmt::Debug for SessionsEnded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionsEnded")
            .field("ended_at", &self.ended_at)
            .finish_non_exhaustive()
    }
}
