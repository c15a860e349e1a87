//! The months by which the operator bills.

use chrono::{Datelike as _, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::FieldRule;
use crate::values::normalised;

/// The years that can be written in four digits.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// A month of billing: from the day after the closing day of its calendar month to the closing
/// day of the next (`2021-02` with closing day 20 is 2021-02-21 to 2021-03-20). With closing
/// day 31, which is the last of every month, it is the calendar month itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "2021-02"))]
#[cfg_attr(feature = "openapi", schema(pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$"))]
#[serde(try_from = "String", into = "String")]
pub struct BillingMonth(
    /// The first day of the calendar month with the same name.
    NaiveDate,
);

impl BillingMonth {
    /// The month of a year from 1 to 9999; `month` is 1 to 12.
    pub fn new(year: i32, month: u32) -> Result<Self, FieldRule> {
        let first = NaiveDate::from_ymd_opt(year, month, 1);
        let known = first.filter(|first| YEARS.contains(&first.year()));
        known.map(Self).ok_or(FieldRule::InvalidMonth)
    }

    /// Accepts a year of four digits and a month, such as `2021-02`, `2021/2` or `2021年2月`, in
    /// full width too.
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        let text = normalised(input);
        let text = text.strip_suffix('月').unwrap_or(&text);
        let (year, month) = text
            .split_once(['-', '/', '年'])
            .ok_or(FieldRule::InvalidMonth)?;
        let all_digits = year
            .bytes()
            .chain(month.bytes())
            .all(|b| b.is_ascii_digit());
        if !all_digits || year.len() != 4 || month.len() > 2 {
            return Err(FieldRule::InvalidMonth);
        }
        match (year.parse(), month.parse()) {
            (Ok(year), Ok(month)) => Self::new(year, month),
            _ => Err(FieldRule::InvalidMonth),
        }
    }

    /// The month in which `day` is billed if bills are closed on `closing_day`, 1 to 31.
    pub fn containing(day: NaiveDate, closing_day: u8) -> Self {
        let first = day.with_day(1).unwrap_or(day);
        if closing_day >= 31 || day > closing(first, closing_day) {
            Self(first)
        } else {
            Self(month_before(first))
        }
    }

    /// The first and the last day that are billed with this month if bills are closed on
    /// `closing_day`, 1 to 31. A closing day that a month does not have is its last.
    pub fn period(self, closing_day: u8) -> (NaiveDate, NaiveDate) {
        if closing_day >= 31 {
            return (self.0, closing(self.0, 31));
        }
        let closed = closing(self.0, closing_day);
        (
            closed.succ_opt().unwrap_or(closed),
            closing(month_after(self.0), closing_day),
        )
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month of the year, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The month before; nothing comes before 0001-01.
    pub fn previous(self) -> Self {
        Self::beginning(month_before(self.0)).unwrap_or(self)
    }

    /// The month after; nothing comes after 9999-12.
    pub fn next(self) -> Self {
        Self::beginning(month_after(self.0)).unwrap_or(self)
    }

    fn beginning(first: NaiveDate) -> Result<Self, FieldRule> {
        Self::new(first.year(), first.month())
    }
}

/// The day on which bills are closed in the month that begins on `first`.
fn closing(first: NaiveDate, closing_day: u8) -> NaiveDate {
    first.with_day(closing_day.into()).unwrap_or_else(|| {
        let next = month_after(first);
        next.pred_opt().unwrap_or(next)
    })
}

fn month_before(first: NaiveDate) -> NaiveDate {
    first.checked_sub_months(Months::new(1)).unwrap_or(first)
}

fn month_after(first: NaiveDate) -> NaiveDate {
    first.checked_add_months(Months::new(1)).unwrap_or(first)
}

impl std::fmt::Display for BillingMonth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl std::str::FromStr for BillingMonth {
    type Err = FieldRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for BillingMonth {
    type Error = FieldRule;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<BillingMonth> for String {
    fn from(month: BillingMonth) -> Self {
        month.to_string()
    }
}
