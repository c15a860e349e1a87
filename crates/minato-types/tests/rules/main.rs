//! The rules that browser and server share, from the outside: each against facts, or against a
//! model that was written without looking at it.
//!
//! `data/jp_holidays_*.json` are lists that two independent programs (the Python packages
//! `jpholiday` and `holidays`) agree on: 2020 to 2027 as announced, with the days that were
//! moved for the games of 2020 and 2021; 2028 to 2035 as they compute them.

#![allow(clippy::unwrap_used, reason = "a test that fails stops there")]

mod billing_months;
mod calendar_facts;
mod calendar_import;
mod closings;
mod cut_off;
mod every_day;
mod holidays;
mod keyword_search;
mod model;
mod networks;
mod random_calendars;
mod worked_deadlines;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse::<DateTime<chrono::FixedOffset>>()
        .unwrap()
        .into()
}

const MICROSECOND: TimeDelta = TimeDelta::microseconds(1);
