use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use minato_types::rules::japan_time;
use minato_types::values::Language;
use minato_types::words;

/// Writes moments as the clocks of Japan show them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JapanTime(pub(crate) Language);

impl JapanTime {
    /// `2026年9月17日(木) 14:30` or `Thu, 17 Sep 2026, 14:30 JST`.
    pub(crate) fn time(self, at: &DateTime<Utc>) -> String {
        let at = in_japan(at);
        self.written(at.date_naive(), &at.format("%H:%M").to_string())
    }

    /// `2026年9月17日(木)` or `Thu, 17 Sep 2026`.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub(crate) fn day(self, day: &NaiveDate) -> String {
        words::date(*day, self.0)
    }

    /// The end of `day`, which is `at`: midnight is 24:00 of that day and not 00:00 of the next.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub(crate) fn end(self, day: &NaiveDate, at: &DateTime<Utc>) -> String {
        let local = in_japan(at);
        let time = if local.date_naive() > *day {
            "24:00".to_owned()
        } else {
            local.format("%H:%M").to_string()
        };
        self.written(*day, &time)
    }

    fn written(self, day: NaiveDate, time: &str) -> String {
        let day = words::date(day, self.0);
        match self.0 {
            Language::Ja => format!("{day} {time}"),
            Language::En => format!("{day}, {time} JST"),
        }
    }
}

fn in_japan(at: &DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&japan_time::offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_japan_time() {
        let at = "2026-09-17T05:30:00Z".parse().unwrap();
        assert_eq!(JapanTime(Language::Ja).time(&at), "2026年9月17日(木) 14:30");
        assert_eq!(
            JapanTime(Language::En).time(&at),
            "Thu, 17 Sep 2026, 14:30 JST"
        );
    }

    #[test]
    fn the_day_in_japan_begins_nine_hours_early() {
        let at = "2026-12-31T15:00:00Z".parse().unwrap();
        assert_eq!(JapanTime(Language::Ja).time(&at), "2027年1月1日(金) 00:00");
        assert_eq!(
            JapanTime(Language::En).time(&at),
            "Fri, 1 Jan 2027, 00:00 JST"
        );
    }

    #[test]
    fn a_day_that_ends_at_midnight_ends_at_24_hours() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 17).unwrap();
        for (at, ja, en) in [
            (
                "2026-09-17T15:00:00Z",
                "2026年9月17日(木) 24:00",
                "Thu, 17 Sep 2026, 24:00 JST",
            ),
            (
                "2026-09-17T08:30:00Z",
                "2026年9月17日(木) 17:30",
                "Thu, 17 Sep 2026, 17:30 JST",
            ),
        ] {
            let at = at.parse().unwrap();
            assert_eq!(JapanTime(Language::Ja).end(&day, &at), ja);
            assert_eq!(JapanTime(Language::En).end(&day, &at), en);
        }
    }
}
