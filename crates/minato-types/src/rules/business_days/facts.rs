use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::rules::holidays::HolidayName;
use crate::values::Language;

/// A public holiday on its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct HolidayOn {
    /// The day.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-23"))]
    pub date: NaiveDate,
    /// The name in Japanese, as it was announced.
    #[cfg_attr(feature = "openapi", schema(example = "秋分の日"))]
    pub name: String,
    /// Which holiday it is, if it is one that the law names.
    pub code: Option<HolidayName>,
}

/// A day on which the operator closes for a reason of his own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClosingOn {
    /// The day.
    #[cfg_attr(feature = "openapi", schema(example = "2026-10-02"))]
    pub date: NaiveDate,
    /// The reason in the operator's words.
    #[cfg_attr(feature = "openapi", schema(example = "設備点検"))]
    pub reason: String,
}

/// What one must know to judge the days `firstDay` to `lastDay` as the server does. Weekends and
/// the turn of the year (December 29 to January 3) are closed too and need no mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CalendarFacts {
    /// The first day that is known.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-01"))]
    pub first_day: NaiveDate,
    /// The last day that is known.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-30"))]
    pub last_day: NaiveDate,
    /// The last day whose holidays are announced; later ones are provisional.
    #[cfg_attr(feature = "openapi", schema(example = "2027-12-31"))]
    pub official_until: NaiveDate,
    /// The public holidays, in order.
    pub holidays: Vec<HolidayOn>,
    /// The operator's own closings, in order.
    pub closings: Vec<ClosingOn>,
}

impl HolidayOn {
    /// A holiday that the law names.
    pub(super) fn named(date: NaiveDate, code: HolidayName) -> Self {
        Self {
            date,
            name: code.words(Language::Ja).to_owned(),
            code: Some(code),
        }
    }

    /// A list with the names of the Cabinet Office, which calls both a substitute and a day
    /// between two holidays 休日.
    pub(super) fn announced(list: &[(NaiveDate, String)]) -> impl Iterator<Item = Self> {
        let code = |date: NaiveDate, name: &str| match name {
            "休日" if follows_sunday(list, date) => Some(HolidayName::Substitute),
            "休日" => Some(HolidayName::Citizens),
            _ => known(name),
        };
        list.iter().map(move |(date, name)| Self {
            date: *date,
            name: name.clone(),
            code: code(*date, name),
        })
    }
}

fn known(name: &str) -> Option<HolidayName> {
    let mut all = HolidayName::ALL.iter().copied();
    all.find(|code| code.words(Language::Ja) == name)
}

/// Whether holidays without a gap lead from a Sunday to `date`.
fn follows_sunday(list: &[(NaiveDate, String)], date: NaiveDate) -> bool {
    let is_holiday = |day: &NaiveDate| list.iter().any(|(date, _)| date == day);
    std::iter::successors(date.pred_opt(), NaiveDate::pred_opt)
        .take_while(is_holiday)
        .any(|day| day.weekday() == Weekday::Sun)
}
