//! The days on which the operator works, as far as they are known.

mod closing;
mod facts;

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::holidays;

pub use closing::Closing;
pub use facts::{CalendarFacts, ClosingOn, HolidayOn};

/// A day about which nothing is known: it lies before or after the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the business days are known from {first_day} to {last_day} only")]
pub struct OutsideCalendar {
    /// The first day that is known.
    pub first_day: NaiveDate,
    /// The last day that is known.
    pub last_day: NaiveDate,
}

/// The days on which the operator works: every day but weekends, public holidays, the turn of
/// the year and the operator's own closings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusinessCalendar {
    /// Holidays and closings are in order, with one entry for a day at most.
    facts: CalendarFacts,
}

impl BusinessCalendar {
    /// The calendar of the product, without any closing of the operator.
    pub fn built_in() -> Self {
        Self::from(CalendarFacts {
            first_day: holidays::FIRST_DAY,
            last_day: holidays::LAST_DAY,
            official_until: holidays::LAST_OFFICIAL_DAY,
            holidays: holidays::built_in()
                .map(|(date, code)| HolidayOn::named(date, code))
                .collect(),
            closings: Vec::new(),
        })
    }

    /// Replaces the holidays of the days `first` to `last` by an official list with Japanese
    /// names; those outside these days are left out. The calendar then reaches at least to
    /// `last`, and is official up to it, unless the list leaves a gap behind what was known.
    pub fn with_holidays(
        self,
        first: NaiveDate,
        last: NaiveDate,
        holidays: impl IntoIterator<Item = (NaiveDate, String)>,
    ) -> Self {
        let mut facts = self.facts;
        let replaced = first.max(facts.first_day)..=last;
        facts
            .holidays
            .retain(|known| !replaced.contains(&known.date));
        let mut announced: Vec<_> = holidays.into_iter().collect();
        announced.retain(|(date, _)| replaced.contains(date));
        facts.holidays.extend(HolidayOn::announced(&announced));
        for known_until in [&mut facts.official_until, &mut facts.last_day] {
            let joins = known_until.succ_opt().is_some_and(|next| first <= next);
            if joins {
                *known_until = last.max(*known_until);
            }
        }
        Self::from(facts)
    }

    /// Adds the operator's own closings, each with its reason. Of several reasons for one day
    /// the first stays.
    pub fn with_closings(self, closings: impl IntoIterator<Item = (NaiveDate, String)>) -> Self {
        let mut facts = self.facts;
        facts.closings.extend(
            closings
                .into_iter()
                .map(|(date, reason)| ClosingOn { date, reason }),
        );
        Self::from(facts)
    }

    /// The first day that is known.
    pub const fn first_day(&self) -> NaiveDate {
        self.facts.first_day
    }

    /// The last day that is known.
    pub const fn last_day(&self) -> NaiveDate {
        self.facts.last_day
    }

    /// The last day whose holidays are announced.
    pub const fn official_until(&self) -> NaiveDate {
        self.facts.official_until
    }

    /// Whether it is not announced yet if `day` is a holiday, only computed by the law's rules.
    pub fn is_provisional(&self, day: NaiveDate) -> bool {
        day > self.facts.official_until
    }

    /// Why the operator does not work on `day`; `None` on a business day.
    pub fn closing(&self, day: NaiveDate) -> Result<Option<Closing>, OutsideCalendar> {
        let known = self.facts.first_day..=self.facts.last_day;
        if !known.contains(&day) {
            return Err(self.outside());
        }
        Ok(self
            .own_closing(day)
            .or_else(|| self.holiday(day))
            .or_else(|| is_year_end(day).then_some(Closing::YearEnd))
            .or_else(|| is_weekend(day).then_some(Closing::Weekend)))
    }

    /// Whether the operator works on `day`.
    pub fn is_business_day(&self, day: NaiveDate) -> Result<bool, OutsideCalendar> {
        Ok(self.closing(day)?.is_none())
    }

    /// The `n`-th business day before `day`, which is itself not counted. With `n` 0 the last
    /// business day not after `day`.
    pub fn business_days_before(
        &self,
        day: NaiveDate,
        n: u32,
    ) -> Result<NaiveDate, OutsideCalendar> {
        self.walk(day, n, NaiveDate::pred_opt)
    }

    /// The `n`-th business day after `day`, which is itself not counted. With `n` 0 the first
    /// business day not before `day`.
    pub fn business_days_after(
        &self,
        day: NaiveDate,
        n: u32,
    ) -> Result<NaiveDate, OutsideCalendar> {
        self.walk(day, n, NaiveDate::succ_opt)
    }

    /// What one must know to judge the days from `from` to `to`, as far as they are known here.
    ///
    /// A deadline lies before its day: whoever wants to tell it needs the days before, too.
    pub fn facts(&self, from: NaiveDate, to: NaiveDate) -> CalendarFacts {
        let (first_day, last_day) = (from.max(self.first_day()), to.min(self.last_day()));
        let days = first_day..=last_day;
        let mut facts = self.facts.clone();
        facts
            .holidays
            .retain(|holiday| days.contains(&holiday.date));
        facts
            .closings
            .retain(|closing| days.contains(&closing.date));
        CalendarFacts {
            first_day,
            last_day,
            ..facts
        }
    }

    fn walk(
        &self,
        start: NaiveDate,
        n: u32,
        step: fn(&NaiveDate) -> Option<NaiveDate>,
    ) -> Result<NaiveDate, OutsideCalendar> {
        let mut day = start;
        let mut left = n;
        if self.is_business_day(start)? && n == 0 {
            return Ok(start);
        }
        loop {
            day = step(&day).ok_or(self.outside())?;
            if self.is_business_day(day)? {
                left = left.saturating_sub(1);
                if left == 0 {
                    return Ok(day);
                }
            }
        }
    }

    const fn outside(&self) -> OutsideCalendar {
        OutsideCalendar {
            first_day: self.facts.first_day,
            last_day: self.facts.last_day,
        }
    }

    fn own_closing(&self, day: NaiveDate) -> Option<Closing> {
        let closing = on(&self.facts.closings, day, |closing| closing.date)?;
        Some(Closing::Operator {
            reason: closing.reason.clone(),
        })
    }

    fn holiday(&self, day: NaiveDate) -> Option<Closing> {
        let holiday = on(&self.facts.holidays, day, |holiday| holiday.date)?;
        Some(Closing::Holiday {
            name: holiday.name.clone(),
            code: holiday.code,
        })
    }
}

/// Brings the days into order; of several entries for one day the first stays.
impl From<CalendarFacts> for BusinessCalendar {
    fn from(mut facts: CalendarFacts) -> Self {
        facts.holidays.sort_by_key(|holiday| holiday.date);
        facts.holidays.dedup_by_key(|holiday| holiday.date);
        facts.closings.sort_by_key(|closing| closing.date);
        facts.closings.dedup_by_key(|closing| closing.date);
        Self { facts }
    }
}

/// The entry for `day` in a list that is in order.
fn on<T>(entries: &[T], day: NaiveDate, date: fn(&T) -> NaiveDate) -> Option<&T> {
    let place = entries.binary_search_by_key(&day, date).ok()?;
    entries.get(place)
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn is_year_end(day: NaiveDate) -> bool {
    matches!((day.month(), day.day()), (12, 29..) | (1, ..=3))
}
