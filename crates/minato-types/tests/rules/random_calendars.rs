//! Random closings, rules, dates and instants, judged by the product and by the model.

use std::cell::{Cell, RefCell};

use chrono::{Days, NaiveDate};
use minato_types::rules::business_days::BusinessCalendar;
use minato_types::rules::deadline::{CutOff, DeadlineRule};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::day;
use crate::model::{Model, at};

const CASES: u32 = 12_000;

#[derive(Debug, Clone)]
struct Case {
    effective: NaiveDate,
    closings: Vec<NaiveDate>,
    business_days_before: u32,
    cut_off: u16,
    /// From the instant that is too late to the one that is judged, in microseconds.
    distance: i64,
}

fn cases() -> impl Strategy<Value = Case> {
    let distance = prop_oneof![
        Just(-1),
        Just(0),
        Just(1),
        -86_400_000_000..86_400_000_000_i64,
        -60_000_000..60_000_000_i64,
    ];
    // Dates from January 2020 to November 2035, and closings in the five weeks before and after.
    let dates = 0..5_800_u64;
    let closings = prop::collection::vec(0..70_u64, 0..30);
    (dates, closings, 0..=10_u32, 1..=1440_u16, distance).prop_map(
        |(date, closings, business_days_before, cut_off, distance)| {
            let effective = day("2020-01-05") + Days::new(date);
            let first = effective - Days::new(35);
            let mut closings: Vec<_> = closings
                .into_iter()
                .map(|offset| first + Days::new(offset))
                .collect();
            // The calendar begins in December 2019: the days before stay out of it.
            closings.retain(|closing| *closing >= day("2020-01-05"));
            Case {
                effective,
                closings,
                business_days_before,
                cut_off,
                distance,
            }
        },
    )
}

#[test]
fn the_product_and_the_model_agree_on_who_is_in_time() {
    let (open, closed) = (Cell::new(0_u32), Cell::new(0_u32));
    let (holidays, model) = (BusinessCalendar::built_in(), RefCell::new(Model::new()));
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&cases(), |case| {
            let reasons = case.closings.iter().map(|date| (*date, "休業".to_owned()));
            let calendar = holidays.clone().with_closings(reasons);
            let mut model = model.borrow_mut();
            model.closed_on(&case.closings);
            let n = case.business_days_before;
            let rule = DeadlineRule {
                business_days_before: n,
                cut_off: CutOff::from_minutes(case.cut_off).unwrap(),
            };

            let too_late = |date| at(model.too_late_at(date, n, case.cut_off));
            let now = too_late(case.effective) + chrono::TimeDelta::microseconds(case.distance);
            let is_open = now < too_late(case.effective);

            let deadline = rule.deadline(&calendar, case.effective).unwrap();
            prop_assert_eq!(deadline.day, model.deadline_day(case.effective, n));
            prop_assert_eq!(deadline.has_passed(now), !is_open);
            prop_assert_eq!(deadline.days_left(now).is_some(), is_open);

            let earliest = rule.earliest_date(&calendar, now).unwrap();
            prop_assert!(too_late(earliest) > now);
            prop_assert!(too_late(earliest - Days::new(1)) <= now);
            prop_assert_eq!(earliest <= case.effective, is_open);

            let counter = if is_open { &open } else { &closed };
            counter.set(counter.get() + 1);
            Ok(())
        })
        .unwrap();

    let (open, closed) = (open.get(), closed.get());
    assert!(open + closed >= 10_000, "{open} open, {closed} closed");
    assert!(
        open.min(closed) * 5 > open + closed,
        "{open} open, {closed} closed"
    );
}
