use chrono::NaiveDate;
use minato_types::rules::business_days::{BusinessCalendar, Closing};
use minato_types::rules::holidays::HolidayName;
use minato_types::values::Language;

use crate::day;
use crate::model::{days, oracle};

/// What the Cabinet Office publishes: both kinds of days off in lieu are called 休日.
fn announced(first: &str, last: &str) -> Vec<(NaiveDate, String)> {
    let (first, last) = (day(first), day(last));
    oracle()
        .into_iter()
        .filter(|(date, _)| (first..=last).contains(date))
        .map(|(date, name)| {
            let in_lieu = name.ends_with("休日");
            (date, if in_lieu { "休日".to_owned() } else { name })
        })
        .collect()
}

fn imported(first: &str, last: &str) -> BusinessCalendar {
    BusinessCalendar::built_in().with_holidays(day(first), day(last), announced(first, last))
}

fn code(calendar: &BusinessCalendar, date: NaiveDate) -> Option<HolidayName> {
    match calendar.closing(date).unwrap() {
        Some(Closing::Holiday { code, .. }) => code,
        _ => None,
    }
}

#[test]
fn an_imported_list_says_what_the_built_in_one_says_and_knows_every_holiday_by_name() {
    let built_in = BusinessCalendar::built_in();
    let imported = imported("2020-01-01", "2035-12-31");
    for date in days("2019-12-01", "2035-12-31") {
        assert_eq!(code(&imported, date), code(&built_in, date), "{date}");
        assert_eq!(
            imported.is_business_day(date),
            built_in.is_business_day(date)
        );
    }
    let substitute = imported.closing(day("2026-05-06")).unwrap().unwrap();
    assert_eq!(substitute.words(Language::Ja), "休日");
    assert_eq!(substitute.words(Language::En), "Substitute Holiday");
}

#[test]
fn an_announced_year_is_no_longer_provisional() {
    let built_in = BusinessCalendar::built_in();
    assert_eq!(built_in.official_until(), day("2027-12-31"));
    assert!(!built_in.is_provisional(day("2027-12-31")));
    assert!(built_in.is_provisional(day("2028-01-01")));
    let imported = imported("1955-01-01", "2028-12-31");
    assert_eq!(imported.official_until(), day("2028-12-31"));
    assert!(!imported.is_provisional(day("2028-12-31")));
    assert!(imported.is_provisional(day("2029-01-01")));
    assert_eq!(imported.first_day(), day("2019-12-01"));
    assert_eq!(imported.last_day(), day("2035-12-31"));
}

#[test]
fn a_list_replaces_only_its_own_days() {
    let moved = (day("2028-07-24"), "海の日".to_owned());
    let elsewhere = (day("2029-07-24"), "海の日".to_owned());
    let calendar = BusinessCalendar::built_in().with_holidays(
        day("2028-07-01"),
        day("2028-07-31"),
        [elsewhere, moved],
    );
    assert_eq!(calendar.closing(day("2028-07-17")), Ok(None));
    assert_eq!(
        code(&calendar, day("2028-07-24")),
        Some(HolidayName::Marine)
    );
    assert_eq!(
        code(&calendar, day("2028-08-11")),
        Some(HolidayName::Mountain)
    );
    assert_eq!(
        code(&calendar, day("2028-05-05")),
        Some(HolidayName::Childrens)
    );
    assert_eq!(calendar.closing(day("2029-07-24")), Ok(None));
    assert_eq!(
        code(&calendar, day("2029-07-16")),
        Some(HolidayName::Marine)
    );
    // January to June 2028 are still not announced.
    assert_eq!(calendar.official_until(), day("2027-12-31"));
}

#[test]
fn a_list_beyond_the_table_extends_it_only_without_a_gap() {
    let new_year = |year| (day(&format!("{year}-01-01")), "元日".to_owned());
    let next = BusinessCalendar::built_in().with_holidays(
        day("2028-01-01"),
        day("2036-12-31"),
        [new_year(2036)],
    );
    assert_eq!(next.last_day(), day("2036-12-31"));
    assert_eq!(next.official_until(), day("2036-12-31"));
    assert_eq!(code(&next, day("2036-01-01")), Some(HolidayName::NewYear));

    let gap = BusinessCalendar::built_in().with_holidays(
        day("2037-01-01"),
        day("2037-12-31"),
        [new_year(2037)],
    );
    assert_eq!(gap.last_day(), day("2035-12-31"));
    assert!(gap.closing(day("2037-01-01")).is_err());
}

#[test]
fn a_holiday_that_the_law_does_not_know_yet_keeps_its_name() {
    let name = "即位の日".to_owned();
    let date = day("2028-05-01");
    let calendar = BusinessCalendar::built_in().with_holidays(date, date, [(date, name)]);
    let closing = calendar.closing(date).unwrap().unwrap();
    assert_eq!(closing.words(Language::Ja), "即位の日");
    assert_eq!(closing.words(Language::En), "即位の日");
    assert_eq!(code(&calendar, date), None);
}
