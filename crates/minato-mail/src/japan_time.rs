use chrono::{DateTime, Datelike, Utc};
use minato_types::rules::japan_time;
use minato_types::values::Language;

/// Writes moments as the clocks of Japan show them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JapanTime(pub(crate) Language);

impl JapanTime {
    /// `2026年9月17日(木) 14:30` or `Thu, 17 Sep 2026, 14:30 JST`.
    pub(crate) fn time(self, at: &DateTime<Utc>) -> String {
        let at = at.with_timezone(&japan_time::offset());
        match self.0 {
            Language::Ja => {
                let day = weekday(at.weekday());
                format!(
                    "{}({day}) {}",
                    at.format("%Y年%-m月%-d日"),
                    at.format("%H:%M")
                )
            }
            Language::En => at.format("%a, %-d %b %Y, %H:%M JST").to_string(),
        }
    }
}

const fn weekday(day: chrono::Weekday) -> char {
    use chrono::Weekday as W;
    match day {
        W::Mon => '月',
        W::Tue => '火',
        W::Wed => '水',
        W::Thu => '木',
        W::Fri => '金',
        W::Sat => '土',
        W::Sun => '日',
    }
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
}
