//! How dates, times and numbers are written, in both languages.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};
use minato_types::values::Language;

const WEEKDAYS_JA: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `2026年9月17日(木)`, `Thu, 17 Sep 2026`.
pub fn date(date: NaiveDate, language: Language) -> String {
    let (year, day) = (date.year(), date.day());
    let weekday = date.weekday().num_days_from_monday() as usize;
    match language {
        Language::Ja => {
            format!(
                "{year}年{}月{day}日({})",
                date.month(),
                name(&WEEKDAYS_JA, weekday)
            )
        }
        Language::En => {
            let month = name(&MONTHS_EN, date.month0() as usize);
            format!("{}, {day} {month} {year}", name(&WEEKDAYS_EN, weekday))
        }
    }
}

/// The parts of a date between which a line may end: `2026年` and `9月17日(木)`, `Thu, 17 Sep ` and
/// `2026`.
pub fn date_parts(date: NaiveDate, language: Language) -> (String, String) {
    let year = date.year();
    let whole = self::date(date, language);
    let (first, second) = match language {
        Language::Ja => (format!("{year}年"), day(date, language)),
        Language::En => {
            let second = year.to_string();
            (
                whole.strip_suffix(&second).unwrap_or(&whole).to_owned(),
                second,
            )
        }
    };
    (first, second)
}

/// `9月17日(木)`; in English with the year, `Thu, 17 Sep 2026`.
pub fn day(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Ja => minato_types::words::ja_day(day),
        Language::En => date(day, language),
    }
}

/// `(木)`, `Thu`.
pub fn weekday(date: NaiveDate, language: Language) -> String {
    let weekday = date.weekday().num_days_from_monday() as usize;
    match language {
        Language::Ja => format!("({})", name(&WEEKDAYS_JA, weekday)),
        Language::En => name(&WEEKDAYS_EN, weekday).to_owned(),
    }
}

/// The days of a week from Sunday to Saturday: `日`, `Sun`.
pub fn weekdays(language: Language) -> Vec<&'static str> {
    let mut names = match language {
        Language::Ja => WEEKDAYS_JA,
        Language::En => WEEKDAYS_EN,
    };
    names.rotate_right(1);
    names.to_vec()
}

/// `2026年9月`, `Sep 2026`: the month of a day.
pub fn month(date: NaiveDate, language: Language) -> String {
    match language {
        Language::Ja => format!("{}年{}月", date.year(), date.month()),
        Language::En => {
            let month = name(&MONTHS_EN, date.month0() as usize);
            format!("{month} {}", date.year())
        }
    }
}

/// `14:30`.
pub fn time(time: NaiveDateTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `2026年9月17日(木) 14:30`, in the zone of the reader.
pub fn date_time(at: DateTime<Utc>, zone: &str, language: Language) -> String {
    let local = crate::clock::wall_time(at, Some(zone));
    format!("{} {}", date(local.date(), language), time(local))
}

/// `12,300`.
pub fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Whether a last day of validity stands for "without end" (9999-12-31).
pub fn is_without_end(last_day: NaiveDate) -> bool {
    last_day.year() >= 9999
}

fn name<'a>(names: &[&'a str], index: usize) -> &'a str {
    names.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn dates_are_written_with_their_weekday() {
        let thursday = on(2026, 9, 17);
        assert_eq!(date(thursday, Language::Ja), "2026年9月17日(木)");
        assert_eq!(date(thursday, Language::En), "Thu, 17 Sep 2026");
        assert_eq!(date(on(2027, 1, 3), Language::Ja), "2027年1月3日(日)");
        assert_eq!(date(on(2026, 12, 28), Language::En), "Mon, 28 Dec 2026");
    }

    #[test]
    fn months_and_weekdays_are_named_in_the_language_of_the_reader() {
        let thursday = on(2026, 9, 17);
        assert_eq!(month(thursday, Language::Ja), "2026年9月");
        assert_eq!(month(thursday, Language::En), "Sep 2026");
        assert_eq!(day(thursday, Language::Ja), "9月17日(木)");
        assert_eq!(day(thursday, Language::En), "Thu, 17 Sep 2026");
        for language in Language::ALL {
            let (first, second) = date_parts(thursday, *language);
            assert_eq!(format!("{first}{second}"), date(thursday, *language));
            assert!(!second.is_empty());
        }
        assert_eq!(weekday(thursday, Language::Ja), "(木)");
        assert_eq!(weekdays(Language::En).first(), Some(&"Sun"));
        assert_eq!(weekdays(Language::Ja).last(), Some(&"土"));
    }

    #[test]
    fn times_have_two_digits_each() {
        let early = on(2026, 9, 17).and_hms_opt(4, 5, 59).unwrap();
        assert_eq!(time(early), "04:05");
    }

    #[test]
    fn a_moment_near_midnight_belongs_to_the_day_of_its_reader() {
        let evening = on(2026, 9, 16).and_hms_opt(15, 30, 0).unwrap().and_utc();
        assert_eq!(
            date_time(evening, "Asia/Tokyo", Language::Ja),
            "2026年9月17日(木) 00:30"
        );
    }

    #[test]
    fn thousands_are_separated() {
        for (plain, grouped) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(number(plain), grouped);
        }
    }

    #[test]
    fn the_last_day_of_the_calendar_means_without_end() {
        assert!(is_without_end(on(9999, 12, 31)));
        assert!(!is_without_end(on(2027, 3, 31)));
    }
}
