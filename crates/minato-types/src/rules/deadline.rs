//! Until when an application for a day is accepted.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::business_days::{BusinessCalendar, OutsideCalendar};
use super::japan_time;
use crate::FieldRule;
use crate::values::normalised;

const MINUTES_OF_A_DAY: u16 = 24 * 60;

/// The minute of the day in Japan at which a reminder goes out: 09:00.
const REMINDER: CutOff = CutOff(9 * 60);

/// The minute of the day in Japan at which the deadline day ends, 00:01 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "24:00"))]
#[cfg_attr(
    feature = "openapi",
    schema(pattern = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")
)]
#[serde(try_from = "String", into = "String")]
pub struct CutOff(u16);

impl CutOff {
    /// The end of the whole day.
    pub const MIDNIGHT: Self = Self(MINUTES_OF_A_DAY);

    /// The cut-off so many minutes after the day began: 1 to 1440.
    pub const fn from_minutes(minutes: u16) -> Result<Self, FieldRule> {
        match minutes {
            1..=MINUTES_OF_A_DAY => Ok(Self(minutes)),
            _ => Err(FieldRule::Malformed),
        }
    }

    /// Accepts hours and minutes such as `17:30` or `24:00`, in full width too. `0:00` is
    /// refused: it would mean the day before.
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        let text = normalised(input);
        let (hours, minutes) = text.split_once(':').ok_or(FieldRule::Malformed)?;
        match (digits(hours, 1..=2), digits(minutes, 2..=2)) {
            (Some(hours @ 0..=24), Some(minutes @ 0..=59)) => {
                Self::from_minutes(hours * 60 + minutes)
            }
            _ => Err(FieldRule::Malformed),
        }
    }

    /// Minutes since the day began: 1 to 1440.
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// The instant at which `day` reaches this minute in Japan.
    fn on(self, day: NaiveDate) -> DateTime<Utc> {
        let left_of_the_day = i64::from(MINUTES_OF_A_DAY - self.0);
        japan_time::end_of(day) - TimeDelta::minutes(left_of_the_day)
    }
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u16> {
    let valid = length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    valid.then(|| text.parse().ok()).flatten()
}

impl std::fmt::Display for CutOff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl std::str::FromStr for CutOff {
    type Err = FieldRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for CutOff {
    type Error = FieldRule;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<CutOff> for String {
    fn from(cut_off: CutOff) -> Self {
        cut_off.to_string()
    }
}

/// How long before its day an application must arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeadlineRule {
    /// How many business days before the effective date; that date is not counted. With 0 the
    /// last business day not after it.
    #[cfg_attr(feature = "openapi", schema(example = 2))]
    pub business_days_before: u32,
    /// The time in Japan at which the deadline day ends.
    pub cut_off: CutOff,
}

/// The rule of the manual: two business days before, the whole day.
impl Default for DeadlineRule {
    fn default() -> Self {
        Self {
            business_days_before: 2,
            cut_off: CutOff::MIDNIGHT,
        }
    }
}

impl DeadlineRule {
    /// Until when applications for `effective_date` are accepted. It is provisional if that date
    /// lies in days whose holidays are not announced yet.
    pub fn deadline(
        &self,
        calendar: &BusinessCalendar,
        effective_date: NaiveDate,
    ) -> Result<Deadline, OutsideCalendar> {
        let day = calendar.business_days_before(effective_date, self.business_days_before)?;
        Ok(Deadline {
            day,
            at: self.cut_off.on(day),
            provisional: calendar.is_provisional(effective_date),
        })
    }

    /// The first effective date that can still be applied for at `now`.
    pub fn earliest_date(
        &self,
        calendar: &BusinessCalendar,
        now: DateTime<Utc>,
    ) -> Result<NaiveDate, OutsideCalendar> {
        let today = japan_time::date(now);
        let over = now >= self.cut_off.on(today);
        let first_open = if over { next(calendar, today)? } else { today };
        let deadline_day = calendar.business_days_after(first_open, 0)?;
        match self.business_days_before {
            0 => Ok(deadline_day),
            n => next(calendar, calendar.business_days_after(deadline_day, n - 1)?),
        }
    }

    /// When a reminder goes out: 09:00 in Japan on the business day before the deadline day.
    pub fn reminder_at(
        &self,
        calendar: &BusinessCalendar,
        deadline: &Deadline,
    ) -> Result<DateTime<Utc>, OutsideCalendar> {
        let day = calendar.business_days_before(deadline.day, 1)?;
        Ok(REMINDER.on(day))
    }
}

/// The day after `day`, if the calendar knows it.
fn next(calendar: &BusinessCalendar, day: NaiveDate) -> Result<NaiveDate, OutsideCalendar> {
    let next = day.succ_opt().unwrap_or(day);
    calendar.closing(next).map(|_| next)
}

/// Until when an application is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Deadline {
    /// The last day (Japan time) on which it is accepted.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-17"))]
    pub day: NaiveDate,
    /// The first instant that is too late.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-17T15:00:00Z"))]
    pub at: DateTime<Utc>,
    /// Whether it rests on holidays that are not announced yet, and may still change.
    pub provisional: bool,
}

impl Deadline {
    /// Whether it is too late at `now`.
    pub fn has_passed(&self, now: DateTime<Utc>) -> bool {
        now >= self.at
    }

    /// The later of a promised deadline and the one computed now: what was promised holds, even
    /// if the operator closes a day afterwards. It is settled as soon as one of them is.
    pub fn later(self, other: Self) -> Self {
        let later = if other.at > self.at { other } else { self };
        Self {
            provisional: self.provisional && other.provisional,
            ..later
        }
    }

    /// Calendar days in Japan from the day of `now` to the deadline day; 0 on the last day,
    /// `None` when it has passed.
    pub fn days_left(&self, now: DateTime<Utc>) -> Option<u32> {
        if self.has_passed(now) {
            return None;
        }
        let days = (self.day - japan_time::date(now)).num_days();
        u32::try_from(days).ok()
    }
}
