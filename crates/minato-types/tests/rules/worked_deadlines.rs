use minato_types::rules::business_days::BusinessCalendar;
use minato_types::rules::deadline::{Deadline, DeadlineRule};

use crate::{day, instant};

/// The rule of the manual on the calendar of the product: what was worked out by hand.
#[test]
fn the_deadlines_that_were_worked_out_by_hand_hold() {
    let (calendar, rule) = (BusinessCalendar::built_in(), DeadlineRule::default());
    for (effective, expected, why) in [
        ("2021-03-17", "2021-03-15", "the example of the manual"),
        (
            "2026-05-07",
            "2026-04-30",
            "Golden Week: 05-03 is a Sunday, 05-06 its substitute",
        ),
        ("2026-07-21", "2026-07-16", "海の日 is a Monday"),
        (
            "2026-09-24",
            "2026-09-17",
            "敬老の日, 国民の休日, 秋分の日 in a row",
        ),
        (
            "2026-09-23",
            "2026-09-17",
            "the effective date is itself a holiday",
        ),
        (
            "2026-12-28",
            "2026-12-24",
            "the last working day of the year",
        ),
        ("2027-01-04", "2026-12-25", "the turn of the year"),
        ("2027-01-05", "2026-12-28", "the turn of the year"),
        ("2027-05-06", "2027-04-28", "Golden Week"),
        (
            "2021-07-20",
            "2021-07-16",
            "07-19 was an ordinary Monday in 2021",
        ),
        (
            "2021-07-26",
            "2021-07-20",
            "海の日 and スポーツの日 were moved to 07-22 and 07-23",
        ),
        (
            "2021-08-10",
            "2021-08-05",
            "山の日 was a Sunday, 08-09 its substitute",
        ),
        (
            "2021-10-12",
            "2021-10-08",
            "10-11 was an ordinary Monday in 2021",
        ),
    ] {
        let deadline = rule.deadline(&calendar, day(effective)).unwrap();
        assert_eq!(deadline.day, day(expected), "{effective}: {why}");
    }
}

#[test]
fn a_deadline_ends_with_its_day_in_japan() {
    let rule = DeadlineRule::default();
    let deadline = rule.deadline(&BusinessCalendar::built_in(), day("2026-09-24"));
    assert_eq!(
        deadline,
        Ok(Deadline {
            day: day("2026-09-17"),
            at: instant("2026-09-18T00:00:00+09:00"),
            provisional: false,
        })
    );
}

#[test]
fn a_deadline_on_the_wire_is_a_day_an_instant_and_a_mark() {
    let rule = DeadlineRule::default();
    let deadline = rule.deadline(&BusinessCalendar::built_in(), day("2028-01-04"));
    let deadline = deadline.unwrap();
    let wire = serde_json::json!({
        "day": "2027-12-27", "at": "2027-12-27T15:00:00Z", "provisional": true,
    });
    assert_eq!(serde_json::to_value(deadline).unwrap(), wire);
    assert_eq!(serde_json::from_value::<Deadline>(wire).unwrap(), deadline);
}
