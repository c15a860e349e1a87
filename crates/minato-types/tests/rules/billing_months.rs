use minato_types::FieldRule;
use minato_types::rules::billing_month::BillingMonth;
use proptest::prelude::*;

use crate::day;
use crate::model::days;

fn month(text: &str) -> BillingMonth {
    BillingMonth::parse(text).unwrap()
}

#[test]
fn a_month_runs_from_the_day_after_the_closing_day_to_the_next_closing_day() {
    for (text, closing_day, first, last) in [
        ("2021-02", 20, "2021-02-21", "2021-03-20"),
        ("2021-12", 20, "2021-12-21", "2022-01-20"),
        ("2021-02", 31, "2021-02-01", "2021-02-28"),
        ("2024-02", 31, "2024-02-01", "2024-02-29"),
        ("2021-01", 30, "2021-01-31", "2021-02-28"),
        ("2021-02", 30, "2021-03-01", "2021-03-30"),
        ("2024-01", 30, "2024-01-31", "2024-02-29"),
        ("2021-02", 29, "2021-03-01", "2021-03-29"),
        ("2021-02", 1, "2021-02-02", "2021-03-01"),
    ] {
        let period = month(text).period(closing_day);
        assert_eq!(period, (day(first), day(last)), "{text}, {closing_day}");
    }
}

#[test]
fn every_day_is_billed_with_exactly_one_month_for_every_closing_day() {
    for closing_day in 1..=31 {
        let mut current = BillingMonth::containing(day("2019-12-31"), closing_day);
        for date in days("2020-01-01", "2035-12-31") {
            let (_, last) = current.period(closing_day);
            if date > last {
                current = current.next();
                let (first, _) = current.period(closing_day);
                assert_eq!(first, date, "no gap, closing day {closing_day}");
            }
            let found = BillingMonth::containing(date, closing_day);
            assert_eq!(found, current, "{date}, closing day {closing_day}");
        }
    }
}

proptest! {
    #[test]
    fn months_follow_each_other_without_gap_or_overlap(
        year in 1..=9998_i32,
        number in 1..=12_u32,
        closing_day in 1..=31_u8,
        offset in 0..31_u64,
    ) {
        let month = BillingMonth::new(year, number).unwrap();
        let (first, last) = month.period(closing_day);
        prop_assert!(first <= last);
        prop_assert_eq!(last.succ_opt().unwrap(), month.next().period(closing_day).0);
        prop_assert_eq!(month.next().previous(), month);
        let inside = (first + chrono::Days::new(offset)).min(last);
        prop_assert_eq!(BillingMonth::containing(inside, closing_day), month);
        prop_assert_eq!(BillingMonth::parse(&month.to_string()), Ok(month));
    }
}

#[test]
fn a_month_is_read_as_people_write_it_and_kept_in_one_form() {
    for input in ["2021-02", "２０２１－０２", "2021/2", " 2021年2月 "] {
        let month = month(input);
        assert_eq!(month.to_string(), "2021-02", "{input:?}");
        assert_eq!((month.year(), month.month()), (2021, 2));
        assert_eq!(serde_json::to_value(month).unwrap(), "2021-02");
    }
    for input in [
        "",
        "2021",
        "2021-00",
        "2021-13",
        "21-02",
        "2021-002",
        "0000-01",
        "-2021-02",
        "2021-+2",
        "2021-02-03",
        "2021-",
        "12021-02",
    ] {
        let read = BillingMonth::parse(input);
        assert_eq!(read, Err(FieldRule::InvalidMonth), "{input:?}");
    }
}

#[test]
fn the_first_and_the_last_month_have_no_neighbours() {
    assert_eq!(month("0001-01").previous(), month("0001-01"));
    assert_eq!(month("9999-12").next(), month("9999-12"));
    let (first, last) = month("9999-12").period(20);
    assert_eq!(first, day("9999-12-21"));
    assert_eq!(last, day("+10000-01-20"));
}
