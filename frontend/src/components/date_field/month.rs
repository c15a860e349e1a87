//! The days of a month in weeks, and the ways from day to day by keyboard.

use chrono::{Datelike as _, Days, Months, NaiveDate};

/// The days of the month of `day` in weeks from Sunday to Saturday; `None` is another month.
pub fn weeks(day: NaiveDate) -> Vec<[Option<NaiveDate>; 7]> {
    let first = day.with_day(1).unwrap_or(day);
    let days = first.iter_days().take_while(|d| d.month() == first.month());
    let mut weeks: Vec<[Option<NaiveDate>; 7]> = Vec::new();
    for day in days {
        let column = day.weekday().num_days_from_sunday() as usize;
        if weeks.is_empty() || column == 0 {
            weeks.push([None; 7]);
        }
        let place = weeks.last_mut().and_then(|week| week.get_mut(column));
        if let Some(place) = place {
            *place = Some(day);
        }
    }
    weeks
}

/// A way from day to day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many days, back if negative.
    Days(i32),
    /// So many months, back if negative; a day that the month lacks becomes its last.
    Months(i32),
    /// To the Sunday of the week.
    WeekStart,
    /// To the Saturday of the week.
    WeekEnd,
}

impl Step {
    /// The way that a key stands for, as HTML names it.
    pub fn of_key(key: &str, with_shift: bool) -> Option<Self> {
        let months = if with_shift { 12 } else { 1 };
        Some(match key {
            "ArrowLeft" => Self::Days(-1),
            "ArrowRight" => Self::Days(1),
            "ArrowUp" => Self::Days(-7),
            "ArrowDown" => Self::Days(7),
            "PageUp" => Self::Months(-months),
            "PageDown" => Self::Months(months),
            "Home" => Self::WeekStart,
            "End" => Self::WeekEnd,
            _ => return None,
        })
    }

    /// Where it leads from `day`, without leaving the days from `first` to `last`.
    pub fn from(self, day: NaiveDate, (first, last): (NaiveDate, NaiveDate)) -> NaiveDate {
        let before = i32::try_from(day.weekday().num_days_from_sunday()).unwrap_or_default();
        let days = |count: i32| {
            let by = Days::new(u64::from(count.unsigned_abs()));
            if count < 0 {
                day.checked_sub_days(by)
            } else {
                day.checked_add_days(by)
            }
        };
        let there = match self {
            Self::Days(count) => days(count),
            Self::Months(count) if count < 0 => {
                day.checked_sub_months(Months::new(count.unsigned_abs()))
            }
            Self::Months(count) => day.checked_add_months(Months::new(count.unsigned_abs())),
            Self::WeekStart => days(-before),
            Self::WeekEnd => days(6 - before),
        };
        there.unwrap_or(day).min(last).max(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_shown_in_weeks_from_sunday() {
        let weeks = weeks(day("2026-09-17"));
        assert_eq!(weeks.len(), 5);
        let first = weeks[0].map(|day| day.map_or(0, |day| day.day()));
        assert_eq!(first, [0, 0, 1, 2, 3, 4, 5]);
        assert_eq!(weeks.iter().flatten().flatten().count(), 30);
        assert_eq!(super::weeks(day("2026-02-01")).len(), 4);
    }

    #[test]
    fn keys_lead_from_day_to_day() {
        let whole = (day("2020-01-01"), day("2035-12-31"));
        for (key, shift, to) in [
            ("ArrowLeft", false, "2026-09-16"),
            ("ArrowRight", false, "2026-09-18"),
            ("ArrowUp", false, "2026-09-10"),
            ("ArrowDown", false, "2026-09-24"),
            ("Home", false, "2026-09-13"),
            ("End", false, "2026-09-19"),
            ("PageUp", false, "2026-08-17"),
            ("PageDown", false, "2026-10-17"),
            ("PageUp", true, "2025-09-17"),
            ("PageDown", true, "2027-09-17"),
        ] {
            let step = Step::of_key(key, shift).unwrap();
            assert_eq!(step.from(day("2026-09-17"), whole), day(to), "{key}");
        }
        assert_eq!(Step::of_key("a", false), None);
    }

    #[test]
    fn a_month_without_the_day_offers_its_last() {
        let whole = (day("2020-01-01"), day("2035-12-31"));
        let step = Step::Months(1);
        assert_eq!(step.from(day("2027-01-31"), whole), day("2027-02-28"));
    }

    #[test]
    fn nobody_leaves_the_days_of_the_calendar() {
        let span = (day("2026-09-10"), day("2026-09-20"));
        assert_eq!(Step::Days(-7).from(day("2026-09-12"), span), span.0);
        assert_eq!(Step::Months(1).from(day("2026-09-12"), span), span.1);
    }
}
