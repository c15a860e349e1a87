use chrono::TimeDelta;
use minato_types::FieldRule;
use minato_types::rules::business_days::BusinessCalendar;
use minato_types::rules::deadline::{CutOff, Deadline, DeadlineRule};

use crate::{MICROSECOND, day, instant};

fn deadline(cut_off: &str, effective: &str) -> Deadline {
    let rule = DeadlineRule {
        cut_off: cut_off.parse().unwrap(),
        ..DeadlineRule::default()
    };
    let calendar = BusinessCalendar::built_in();
    rule.deadline(&calendar, day(effective)).unwrap()
}

#[test]
fn the_last_microsecond_of_the_deadline_day_is_in_time_and_midnight_is_not() {
    let midnight = instant("2026-09-18T00:00:00+09:00");
    assert_eq!(midnight, instant("2026-09-17T15:00:00Z"));
    let deadline = deadline("24:00", "2026-09-24");
    assert!(!deadline.has_passed(midnight - MICROSECOND));
    assert!(deadline.has_passed(midnight));
    assert!(deadline.has_passed(midnight + MICROSECOND));
    // Midnight in Greenwich is nine o'clock in Japan, and means nothing.
    assert!(!deadline.has_passed(instant("2026-09-17T00:00:00Z")));
}

#[test]
fn an_earlier_cut_off_ends_the_deadline_day_at_its_minute() {
    let half_past_five = instant("2026-09-17T17:30:00+09:00");
    let deadline = deadline("17:30", "2026-09-24");
    assert_eq!(deadline.at, half_past_five);
    assert!(!deadline.has_passed(half_past_five - MICROSECOND));
    assert!(deadline.has_passed(half_past_five));
}

#[test]
fn every_minute_of_the_day_can_be_the_cut_off() {
    let begins = instant("2026-09-17T00:00:00+09:00");
    for minutes in 1..=1440 {
        let cut_off = CutOff::from_minutes(minutes).unwrap();
        let deadline = deadline(&cut_off.to_string(), "2026-09-24");
        assert_eq!(deadline.day, day("2026-09-17"));
        assert_eq!(deadline.at, begins + TimeDelta::minutes(minutes.into()));
        assert_eq!(cut_off.minutes(), minutes);
    }
}

#[test]
fn the_earliest_date_moves_on_at_the_cut_off_of_a_business_day() {
    let calendar = BusinessCalendar::built_in();
    let rule = DeadlineRule {
        cut_off: CutOff::parse("17:30").unwrap(),
        ..DeadlineRule::default()
    };
    for (now, expected) in [
        ("2026-09-17T17:29:59.999999+09:00", "2026-09-19"),
        ("2026-09-17T17:30:00+09:00", "2026-09-25"),
        ("2026-09-18T17:29:59.999999+09:00", "2026-09-25"),
        // Over the long weekend of September nothing ends.
        ("2026-09-18T17:30:00+09:00", "2026-09-26"),
        ("2026-09-23T23:59:59.999999+09:00", "2026-09-26"),
        ("2026-12-28T17:30:00+09:00", "2027-01-06"),
        ("2027-01-03T12:00:00+09:00", "2027-01-06"),
    ] {
        let earliest = rule.earliest_date(&calendar, instant(now));
        assert_eq!(earliest, Ok(day(expected)), "{now}");
    }
}

#[test]
fn days_are_counted_in_japan_and_the_last_day_is_zero() {
    let deadline = deadline("24:00", "2026-09-24");
    for (now, expected) in [
        ("2026-09-10T00:00:00+09:00", Some(7)),
        ("2026-09-16T23:59:59.999999+09:00", Some(1)),
        ("2026-09-17T00:00:00+09:00", Some(0)),
        ("2026-09-17T23:59:59.999999+09:00", Some(0)),
        ("2026-09-18T00:00:00+09:00", None),
    ] {
        assert_eq!(deadline.days_left(instant(now)), expected, "{now}");
    }
    let early = self::deadline("09:00", "2026-09-24");
    assert_eq!(
        early.days_left(instant("2026-09-17T08:59:59+09:00")),
        Some(0)
    );
    assert_eq!(early.days_left(instant("2026-09-17T09:00:00+09:00")), None);
}

#[test]
fn the_reminder_goes_out_at_nine_on_the_business_day_before() {
    let calendar = BusinessCalendar::built_in();
    for (effective, expected) in [
        ("2026-09-24", "2026-09-16T09:00:00+09:00"),
        ("2026-09-29", "2026-09-24T09:00:00+09:00"),
        ("2026-09-28", "2026-09-18T09:00:00+09:00"),
        ("2027-01-07", "2027-01-04T09:00:00+09:00"),
        ("2027-01-06", "2026-12-28T09:00:00+09:00"),
    ] {
        let deadline = deadline("17:30", effective);
        let at = DeadlineRule::default().reminder_at(&calendar, &deadline);
        assert_eq!(at, Ok(instant(expected)), "{effective}");
    }
}

#[test]
fn a_cut_off_is_read_as_people_write_it_and_kept_in_one_form() {
    for (input, expected) in [
        ("24:00", "24:00"),
        (" 17:30 ", "17:30"),
        ("9:05", "09:05"),
        ("１７：３０", "17:30"),
        ("0:01", "00:01"),
    ] {
        let cut_off = CutOff::parse(input).unwrap();
        assert_eq!(cut_off.to_string(), expected, "{input:?}");
        assert_eq!(serde_json::to_value(cut_off).unwrap(), expected);
    }
    for input in [
        "",
        "17",
        "17:3",
        "17:60",
        "24:01",
        "25:00",
        "00:00",
        "-1:30",
        "+1:30",
        "17:30:00",
        "017:30",
        "1７時",
        "99999999:00",
        ":",
    ] {
        assert_eq!(CutOff::parse(input), Err(FieldRule::Malformed), "{input:?}");
    }
    assert!(CutOff::from_minutes(0).is_err());
    assert!(CutOff::from_minutes(1441).is_err());
}

#[test]
fn the_rule_of_the_manual_is_two_business_days_and_the_whole_day() {
    let rule = DeadlineRule::default();
    let wire = serde_json::json!({ "businessDaysBefore": 2, "cutOff": "24:00" });
    assert_eq!(serde_json::to_value(rule).unwrap(), wire);
    assert_eq!(serde_json::from_value::<DeadlineRule>(wire).unwrap(), rule);
}
