//! All effective dates of the years 2020 to 2035, with 0 to 10 business days before.

use chrono::TimeDelta;
use minato_types::rules::business_days::{BusinessCalendar, OutsideCalendar};
use minato_types::rules::deadline::DeadlineRule;

use crate::model::{Model, at, days};
use crate::{MICROSECOND, day, instant};

const FIRST: &str = "2020-01-01";
const LAST: &str = "2035-12-31";

fn rule(business_days_before: u32) -> DeadlineRule {
    DeadlineRule {
        business_days_before,
        ..DeadlineRule::default()
    }
}

#[test]
fn the_operator_works_when_the_model_says_so() {
    let (calendar, model) = (BusinessCalendar::built_in(), Model::new());
    for date in days(FIRST, LAST) {
        let works = calendar.is_business_day(date).unwrap();
        assert_eq!(works, model.works(date), "{date}");
    }
}

#[test]
fn the_deadline_is_the_working_day_from_which_n_working_days_lead_to_the_date() {
    let (calendar, model) = (BusinessCalendar::built_in(), Model::new());
    let mut judged = 0;
    for n in 0..=10 {
        let mut before = None;
        for date in days(FIRST, LAST) {
            let deadline = rule(n).deadline(&calendar, date).unwrap();
            let what = format!("{n} business days before {date}: {deadline:?}");
            assert_eq!(deadline.day, model.deadline_day(date, n), "{what}");
            assert_eq!(deadline.at, at(model.too_late_at(date, n, 1440)), "{what}");
            assert!(model.works(deadline.day), "{what}");
            // With 0 a date on which nobody works is treated as with 1.
            let counted = n.max(u32::from(!model.works(date)));
            assert_eq!(
                model.working_days(deadline.day, date),
                counted as usize,
                "{what}"
            );
            assert!(
                before <= Some(deadline.at),
                "later dates have no earlier deadline: {what}"
            );
            assert_eq!(deadline.provisional, date >= day("2028-01-01"), "{what}");
            before = Some(deadline.at);
            judged += 1;
        }
    }
    assert_eq!(judged, 11 * 5844);
}

#[test]
fn the_earliest_date_is_open_and_the_day_before_it_is_not() {
    let (calendar, model) = (BusinessCalendar::built_in(), Model::new());
    for n in 0..=10 {
        for today in days(FIRST, "2035-11-30") {
            let begins = instant(&format!("{today}T00:00:00+09:00"));
            for now in [begins, begins + TimeDelta::hours(24) - MICROSECOND] {
                let earliest = rule(n).earliest_date(&calendar, now).unwrap();
                let open = |date| at(model.too_late_at(date, n, 1440)) > now;
                assert!(open(earliest), "{n}, {now}: {earliest}");
                let before = earliest.pred_opt().unwrap();
                assert!(
                    !open(before),
                    "{n}, {now}: {before} is open, {earliest} told"
                );
            }
        }
    }
}

#[test]
fn forwards_and_backwards_meet() {
    let (calendar, model) = (BusinessCalendar::built_in(), Model::new());
    for n in 0..=10 {
        for date in days(FIRST, "2035-11-30").filter(|date| model.works(*date)) {
            let after = calendar.business_days_after(date, n).unwrap();
            assert_eq!(model.working_days(date, after), n as usize, "{date}");
            assert_eq!(calendar.business_days_before(after, n), Ok(date));
        }
    }
}

#[test]
fn beyond_the_table_the_answer_is_a_refusal() {
    let calendar = BusinessCalendar::built_in();
    let outside = OutsideCalendar {
        first_day: day("2019-12-01"),
        last_day: day("2035-12-31"),
    };
    let two = rule(2);
    assert!(two.deadline(&calendar, day("2035-12-31")).is_ok());
    assert_eq!(two.deadline(&calendar, day("2036-01-01")), Err(outside));
    assert_eq!(two.deadline(&calendar, day("2019-11-30")), Err(outside));
    assert_eq!(two.deadline(&calendar, day("2019-12-03")), Err(outside));
    assert!(two.deadline(&calendar, day("2019-12-04")).is_ok());
    assert_eq!(
        rule(u32::MAX).deadline(&calendar, day("2035-12-31")),
        Err(outside)
    );
    assert_eq!(calendar.closing(day("2036-01-01")), Err(outside));
    assert_eq!(calendar.is_business_day(day("2019-11-30")), Err(outside));
    assert_eq!(
        calendar.business_days_after(day("2035-12-28"), 1),
        Err(outside)
    );

    // The last working days of 2035 are Thursday 27 and Friday 28 December.
    let last = two.earliest_date(&calendar, instant("2035-12-27T23:59:59+09:00"));
    assert_eq!(last, Ok(day("2035-12-29")));
    let none = two.earliest_date(&calendar, instant("2035-12-28T00:00:00+09:00"));
    assert_eq!(none, Err(outside));
    let before = two.earliest_date(&calendar, instant("2019-11-30T23:59:59+09:00"));
    assert!(before.is_err());
    assert_eq!(
        outside.to_string(),
        "the business days are known from 2019-12-01 to 2035-12-31 only"
    );
}
