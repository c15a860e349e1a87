use minato_types::rules::business_days::{BusinessCalendar, CalendarFacts};
use minato_types::rules::deadline::DeadlineRule;

use crate::day;
use crate::model::days;

fn calendar() -> BusinessCalendar {
    BusinessCalendar::built_in().with_closings([
        (day("2026-10-02"), "設備点検".to_owned()),
        (day("2026-08-31"), "棚卸".to_owned()),
    ])
}

/// As the browser gets it.
fn sent(from: &str, to: &str) -> BusinessCalendar {
    let facts = calendar().facts(day(from), day(to));
    let wire = serde_json::to_string(&facts).unwrap();
    serde_json::from_str::<CalendarFacts>(&wire).unwrap().into()
}

#[test]
fn whoever_gets_the_facts_judges_alike() {
    let (here, there) = (calendar(), sent("2026-07-01", "2028-12-31"));
    let rule = DeadlineRule::default();
    for date in days("2026-07-07", "2028-12-31") {
        assert_eq!(there.closing(date), here.closing(date));
        assert_eq!(rule.deadline(&there, date), rule.deadline(&here, date));
    }
}

#[test]
fn days_outside_the_facts_are_unknown() {
    let there = sent("2026-09-01", "2026-09-30");
    assert!(there.closing(day("2026-08-31")).is_err());
    assert!(there.closing(day("2026-09-01")).is_ok());
    assert!(there.closing(day("2026-09-30")).is_ok());
    let outside = there.closing(day("2026-10-01")).unwrap_err();
    assert_eq!(outside.first_day, day("2026-09-01"));
    assert_eq!(outside.last_day, day("2026-09-30"));
}

#[test]
fn the_facts_reach_no_further_than_the_calendar() {
    let facts = calendar().facts(day("1900-01-01"), day("2100-01-01"));
    assert_eq!(BusinessCalendar::from(facts), calendar());
    let nothing = calendar().facts(day("2040-01-01"), day("2040-12-31"));
    assert!(
        BusinessCalendar::from(nothing)
            .closing(day("2040-06-01"))
            .is_err()
    );
}

#[test]
fn facts_in_any_order_make_the_same_calendar() {
    let mut facts = calendar().facts(day("2026-01-01"), day("2026-12-31"));
    let ordered = BusinessCalendar::from(facts.clone());
    facts.holidays.reverse();
    facts.closings.reverse();
    assert_eq!(BusinessCalendar::from(facts), ordered);
}

#[test]
fn the_facts_on_the_wire_have_names_and_codes() {
    let facts = calendar().facts(day("2026-09-22"), day("2026-10-05"));
    assert_eq!(
        serde_json::to_value(facts).unwrap(),
        serde_json::json!({
            "firstDay": "2026-09-22",
            "lastDay": "2026-10-05",
            "officialUntil": "2027-12-31",
            "holidays": [
                { "date": "2026-09-22", "name": "国民の休日", "code": "citizens" },
                { "date": "2026-09-23", "name": "秋分の日", "code": "autumnalEquinox" },
            ],
            "closings": [{ "date": "2026-10-02", "reason": "設備点検" }],
        })
    );
}

#[test]
fn a_closing_on_the_wire_says_its_kind() {
    for (date, expected) in [
        ("2026-09-26", serde_json::json!({ "kind": "weekend" })),
        (
            "2026-09-23",
            serde_json::json!({ "kind": "holiday", "name": "秋分の日", "code": "autumnalEquinox" }),
        ),
        ("2026-12-30", serde_json::json!({ "kind": "yearEnd" })),
        (
            "2026-10-02",
            serde_json::json!({ "kind": "operator", "reason": "設備点検" }),
        ),
    ] {
        let closing = calendar().closing(day(date)).unwrap().unwrap();
        let wire = serde_json::to_value(&closing).unwrap();
        assert_eq!(wire, expected);
        assert_eq!(
            serde_json::from_value::<minato_types::rules::business_days::Closing>(wire).unwrap(),
            closing
        );
    }
}
