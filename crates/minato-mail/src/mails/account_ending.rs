use std::fmt;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{SAMPLE_NAME, sample_time};

/// The reminder that one's account is about to end.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountEnding {
    /// The person whose account it is.
    pub name: String,
    /// The last day (Japan time) on which it can be used.
    pub last_day: NaiveDate,
    /// In how many days that is; 0 is today.
    pub days_left: u32,
}

templates! {
    AccountEnding {
        Ja => "account_ending/ja/subject.txt", "account_ending/ja/body.txt", "account_ending/ja/body.html";
        En => "account_ending/en/subject.txt", "account_ending/en/body.txt", "account_ending/en/body.html";
    }
}

impl AccountEnding {
    /// How long that is, in Japanese.
    pub(crate) fn left_ja(&self) -> String {
        match self.days_left {
            0 => "本日".to_owned(),
            days => format!("あと{days}日"),
        }
    }

    /// How long that is, in English.
    pub(crate) fn left_en(&self) -> String {
        match self.days_left {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            days => format!("in {days} days"),
        }
    }

    /// Examples: in a month, tomorrow, today.
    pub(crate) fn samples() -> Vec<Self> {
        let today = sample_time().date_naive();
        let sample = |days_left: u32| Self {
            name: SAMPLE_NAME.to_owned(),
            last_day: today + Days::new(days_left.into()),
            days_left,
        };
        vec![sample(30), sample(1), sample(0)]
    }
}

/// Names are personal: they do not get into a log by accident.
impl fmt::Debug for AccountEnding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountEnding")
            .field("last_day", &self.last_day)
            .finish_non_exhaustive()
    }
}
