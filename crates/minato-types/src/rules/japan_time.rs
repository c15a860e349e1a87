//! Days as they are judged here: in Japan, which is nine hours ahead of UTC all year.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, Utc};

/// The offset of Japan, fixed by law since 1952 and without summer time.
pub fn offset() -> FixedOffset {
    FixedOffset::east_opt(9 * 60 * 60).unwrap_or_else(|| unreachable!("nine hours are an offset"))
}

/// The day in Japan at `now`.
pub fn date(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&offset()).date_naive()
}

/// When `day` ends in Japan: 24:00, which is the first instant that does not belong to it.
/// The last day that the calendar knows never ends.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    day.checked_add_days(Days::new(1))
        .and_then(|next| {
            next.and_time(NaiveTime::MIN)
                .and_local_timezone(offset())
                .single()
        })
        .map_or(DateTime::<Utc>::MAX_UTC, |instant| {
            instant.with_timezone(&Utc)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_three_in_the_afternoon_of_greenwich() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let end = end_of(day);
        assert_eq!(end.to_rfc3339(), "2026-11-22T15:00:00+00:00");
        assert_eq!(date(end), day.succ_opt().unwrap());
        assert_eq!(date(end - chrono::TimeDelta::microseconds(1)), day);
    }

    #[test]
    fn an_account_without_an_end_is_valid_on_its_last_day() {
        let day = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();
        assert!(end_of(day) > "9999-12-31T14:59:59Z".parse::<DateTime<Utc>>().unwrap());
    }
}
