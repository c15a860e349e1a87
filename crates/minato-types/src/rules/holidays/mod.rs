//! The public holidays of Japan: announced ones as data, later ones by the rules of the law.
//!
//! The Cabinet Office announces the holidays of a year in the February before it. What lies
//! beyond the last announced year is computed, and everything that rests on it is provisional.

mod computed;
mod official;

use chrono::{Datelike as _, NaiveDate};

use crate::values::{Language, choices};

/// The first day that the built-in calendar knows. One month before the first year of the
/// table, so that the deadlines of its first days can be told.
pub const FIRST_DAY: NaiveDate = day(2019, 12, 1);

/// The last day whose holidays are announced; later ones are computed.
pub const LAST_OFFICIAL_DAY: NaiveDate = day(2027, 12, 31);

/// The last day that the built-in calendar knows.
pub const LAST_DAY: NaiveDate = day(2035, 12, 31);

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MAX,
    }
}

choices! {
    /// A public holiday of Japan.
    HolidayName {
        /// 元日.
        NewYear = "newYear",
        /// 成人の日.
        ComingOfAge = "comingOfAge",
        /// 建国記念の日.
        NationalFoundation = "nationalFoundation",
        /// 天皇誕生日.
        EmperorsBirthday = "emperorsBirthday",
        /// 春分の日.
        VernalEquinox = "vernalEquinox",
        /// 昭和の日.
        Showa = "showa",
        /// 憲法記念日.
        Constitution = "constitution",
        /// みどりの日.
        Greenery = "greenery",
        /// こどもの日.
        Childrens = "childrens",
        /// 海の日.
        Marine = "marine",
        /// 山の日.
        Mountain = "mountain",
        /// 敬老の日.
        RespectForTheAged = "respectForTheAged",
        /// 秋分の日.
        AutumnalEquinox = "autumnalEquinox",
        /// スポーツの日.
        Sports = "sports",
        /// 文化の日.
        Culture = "culture",
        /// 勤労感謝の日.
        LaborThanksgiving = "laborThanksgiving",
        /// 振替休日: the day off for a holiday that falls on a Sunday.
        Substitute = "substitute",
        /// 国民の休日: the day between two holidays.
        Citizens = "citizens",
    }
}

impl HolidayName {
    /// The name as the Cabinet Office writes it in each language.
    pub const fn words(self, language: Language) -> &'static str {
        let (ja, en) = self.both_words();
        match language {
            Language::Ja => ja,
            Language::En => en,
        }
    }

    #[rustfmt::skip]
    const fn both_words(self) -> (&'static str, &'static str) {
        match self {
            Self::NewYear => ("元日", "New Year's Day"),
            Self::ComingOfAge => ("成人の日", "Coming of Age Day"),
            Self::NationalFoundation => ("建国記念の日", "National Foundation Day"),
            Self::EmperorsBirthday => ("天皇誕生日", "The Emperor's Birthday"),
            Self::VernalEquinox => ("春分の日", "Vernal Equinox Day"),
            Self::Showa => ("昭和の日", "Showa Day"),
            Self::Constitution => ("憲法記念日", "Constitution Memorial Day"),
            Self::Greenery => ("みどりの日", "Greenery Day"),
            Self::Childrens => ("こどもの日", "Children's Day"),
            Self::Marine => ("海の日", "Marine Day"),
            Self::Mountain => ("山の日", "Mountain Day"),
            Self::RespectForTheAged => ("敬老の日", "Respect for the Aged Day"),
            Self::AutumnalEquinox => ("秋分の日", "Autumnal Equinox Day"),
            Self::Sports => ("スポーツの日", "Sports Day"),
            Self::Culture => ("文化の日", "Culture Day"),
            Self::LaborThanksgiving => ("勤労感謝の日", "Labor Thanksgiving Day"),
            Self::Substitute => ("振替休日", "Substitute Holiday"),
            Self::Citizens => ("国民の休日", "Citizens' Holiday"),
        }
    }
}

/// The built-in holidays from [`FIRST_DAY`] to [`LAST_DAY`], in order. (December 2019 had none.)
pub(super) fn built_in() -> impl Iterator<Item = (NaiveDate, HolidayName)> {
    let computed = LAST_OFFICIAL_DAY.year() + 1..=LAST_DAY.year();
    official::holidays().chain(computed.flat_map(computed::holidays))
}
