//! Months to choose from, and the months of the calendar.

use chrono::{Datelike as _, Months, NaiveDate};
use minato_types::rules::billing_month::BillingMonth;

/// How many months ahead and back can be chosen.
const AHEAD: usize = 12;
const BACK: usize = 24;

/// The years that the calendar of ports shows.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// The billing months to choose from, the latest first; that of today is the one at `.1`.
/// One that was `asked` for is among them, wherever it came from.
pub fn offered_months(
    today: NaiveDate,
    closing_day: u8,
    asked: Option<BillingMonth>,
) -> (Vec<BillingMonth>, BillingMonth) {
    let now = BillingMonth::containing(today, closing_day);
    let later = std::iter::successors(Some(now.next()), |month| Some(month.next()));
    let earlier = std::iter::successors(Some(now), |month| Some(month.previous()));
    let mut months: Vec<_> = later.take(AHEAD).chain(earlier.take(BACK + 1)).collect();
    months.extend(asked);
    months.sort_unstable_by(|a, b| b.cmp(a));
    months.dedup();
    (months, now)
}

/// The calendar month that an address asks for, as its first day; that of `today` if it asks
/// for none that can be shown.
pub fn calendar_month(asked: Option<&str>, today: NaiveDate) -> NaiveDate {
    let asked = asked.and_then(|text| BillingMonth::parse(text).ok());
    let first = asked.and_then(|month| NaiveDate::from_ymd_opt(month.year(), month.month(), 1));
    first
        .filter(|first| YEARS.contains(&first.year()))
        .or_else(|| today.with_day(1))
        .unwrap_or(today)
}

/// The first and the last day of the month that begins on `first`.
pub fn days_of(first: NaiveDate) -> (NaiveDate, NaiveDate) {
    let last = first
        .checked_add_months(Months::new(1))
        .and_then(|next| next.pred_opt());
    (first, last.unwrap_or(first))
}

/// The months before and after the one that begins on `first`, as far as they can be shown.
pub fn neighbours(first: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let shown = |month: &NaiveDate| YEARS.contains(&month.year());
    (
        first.checked_sub_months(Months::new(1)).filter(shown),
        first.checked_add_months(Months::new(1)).filter(shown),
    )
}

#[cfg(test)]
mod tests {
    use super::super::judge::tests::day;
    use super::*;

    fn month(text: &str) -> BillingMonth {
        BillingMonth::parse(text).unwrap()
    }

    #[test]
    fn months_around_today_can_be_chosen_and_the_one_that_was_asked_for() {
        // The closing day is the 20th: 10 September is billed with August.
        let (months, now) = offered_months(day("2026-09-10"), 20, Some(month("2021-02")));
        assert_eq!(now, month("2026-08"));
        assert_eq!(months.first(), Some(&month("2027-08")));
        assert_eq!(months.last(), Some(&month("2021-02")));
        assert_eq!(months.len(), 12 + 1 + 24 + 1);
        let (months, _) = offered_months(day("2026-09-10"), 20, Some(now));
        assert_eq!(months.len(), 12 + 1 + 24);
    }

    #[test]
    fn nonsense_in_the_address_means_this_month() {
        let today = day("2026-09-10");
        assert_eq!(calendar_month(Some("2027-01"), today), day("2027-01-01"));
        for asked in [
            None,
            Some(""),
            Some("2026-13"),
            Some("9999-01"),
            Some("soon"),
        ] {
            assert_eq!(calendar_month(asked, today), day("2026-09-01"), "{asked:?}");
        }
    }

    #[test]
    fn a_month_has_all_its_days_and_its_neighbours() {
        let february = day("2028-02-01");
        assert_eq!(days_of(february), (february, day("2028-02-29")));
        let around = (Some(day("2028-01-01")), Some(day("2028-03-01")));
        assert_eq!(neighbours(february), around);
        assert_eq!(neighbours(day("2000-01-01")).0, None);
    }
}
