use minato_types::rules::business_days::{BusinessCalendar, Closing};
use minato_types::rules::holidays::HolidayName;
use minato_types::values::Language;

use crate::day;
use crate::model::{days, oracle};

/// The holiday of a day, whatever else keeps the operator from working.
fn holiday(calendar: &BusinessCalendar, date: chrono::NaiveDate) -> Option<String> {
    match calendar.closing(date).unwrap()? {
        Closing::Holiday { name, .. } => Some(name),
        _ => None,
    }
}

#[test]
fn a_day_is_a_holiday_exactly_if_the_oracle_says_so() {
    let (calendar, oracle) = (BusinessCalendar::built_in(), oracle());
    let mut holidays = 0;
    for date in days("2020-01-01", "2035-12-31") {
        let (found, expected) = (holiday(&calendar, date), oracle.get(&date));
        assert_eq!(found.is_some(), expected.is_some(), "{date}");
        if let (Some(name), Some(expected)) = (found, expected) {
            // The oracle writes "天皇誕生日 振替休日" for a substitute.
            assert_eq!(
                Some(name.as_str()),
                expected.split(' ').next_back(),
                "{date}"
            );
            holidays += 1;
        }
    }
    assert_eq!(holidays, oracle.len());
    assert_eq!(holidays, 286);
}

#[test]
fn the_days_moved_for_the_games_are_where_they_were_moved_to() {
    let calendar = BusinessCalendar::built_in();
    for ordinary in [
        "2020-07-20",
        "2020-08-11",
        "2020-10-12",
        "2021-07-19",
        "2021-08-11",
        "2021-10-11",
    ] {
        assert_eq!(calendar.closing(day(ordinary)), Ok(None), "{ordinary}");
    }
    for (moved, name) in [
        ("2020-07-23", "海の日"),
        ("2020-07-24", "スポーツの日"),
        ("2020-08-10", "山の日"),
        ("2021-07-22", "海の日"),
        ("2021-07-23", "スポーツの日"),
        ("2021-08-08", "山の日"),
        ("2021-08-09", "振替休日"),
    ] {
        let found = holiday(&calendar, day(moved));
        assert_eq!(found.as_deref(), Some(name), "{moved}");
    }
}

#[test]
fn a_day_between_two_holidays_is_closed_and_says_so_in_both_languages() {
    let closing = BusinessCalendar::built_in().closing(day("2032-09-21"));
    let closing = closing.unwrap().unwrap();
    assert_eq!(closing.words(Language::Ja), "国民の休日");
    assert_eq!(closing.words(Language::En), "Citizens' Holiday");
}

#[test]
fn december_2019_had_no_holiday() {
    let calendar = BusinessCalendar::built_in();
    assert_eq!(calendar.first_day(), day("2019-12-01"));
    for date in days("2019-12-01", "2019-12-31") {
        assert_eq!(holiday(&calendar, date), None, "{date}");
    }
}

#[test]
fn every_holiday_has_a_code_and_different_words() {
    let mut words: Vec<_> = HolidayName::ALL
        .iter()
        .flat_map(|name| Language::ALL.iter().map(|language| name.words(*language)))
        .collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), 2 * 18);
    for name in HolidayName::ALL {
        let wire = serde_json::to_value(name).unwrap();
        assert_eq!(wire, name.as_str());
    }
}
