//! What the product should say, said in another way. Nothing of the product stands here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

/// The holidays of the years 2020 to 2035 with their Japanese names.
pub fn oracle() -> BTreeMap<NaiveDate, String> {
    [
        include_str!("../data/jp_holidays_2020_2021.json"),
        include_str!("../data/jp_holidays_2022_2023.json"),
        include_str!("../data/jp_holidays_2024_2027.json"),
        include_str!("../data/jp_holidays_2028_2035.json"),
    ]
    .into_iter()
    .flat_map(|text| serde_json::from_str::<BTreeMap<NaiveDate, String>>(text).unwrap())
    .collect()
}

/// Every day from `first` to `last`.
pub fn days(first: &str, last: &str) -> impl Iterator<Item = NaiveDate> {
    let last: NaiveDate = last.parse().unwrap();
    let first: NaiveDate = first.parse().unwrap();
    first.iter_days().take_while(move |day| *day <= last)
}

/// A calendar as sets of days on which nobody works for a reason beside the weekend.
pub struct Model {
    days_off: BTreeSet<NaiveDate>,
    closings: Vec<NaiveDate>,
}

impl Model {
    /// The holidays and the turns of the year.
    pub fn new() -> Self {
        let mut days_off: BTreeSet<_> = oracle().into_keys().collect();
        for year in 2019..=2036 {
            let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
            days_off.extend([day(12, 29), day(12, 30), day(12, 31)]);
            days_off.extend([day(1, 1), day(1, 2), day(1, 3)]);
        }
        Self {
            days_off,
            closings: Vec::new(),
        }
    }

    /// The same with other closings of the operator.
    pub fn closed_on(&mut self, closings: &[NaiveDate]) {
        self.closings = closings.to_vec();
    }

    /// Whether somebody works: Monday is 1 and Friday 5.
    pub fn works(&self, day: NaiveDate) -> bool {
        day.weekday().number_from_monday() <= 5
            && !self.days_off.contains(&day)
            && !self.closings.contains(&day)
    }

    /// How many of the days from `first` to the one before `end` somebody works.
    pub fn working_days(&self, first: NaiveDate, end: NaiveDate) -> usize {
        first
            .iter_days()
            .take_while(|day| *day < end)
            .filter(|day| self.works(*day))
            .count()
    }

    /// The latest working day from which at least `n` working days lead up to `effective`.
    pub fn deadline_day(&self, effective: NaiveDate, n: u32) -> NaiveDate {
        (0..200)
            .map(|back| effective - chrono::Days::new(back))
            .find(|day| self.works(*day) && self.working_days(*day, effective) >= n as usize)
            .unwrap()
    }

    /// When it is too late: Unix time in microseconds. Japan is nine hours ahead.
    pub fn too_late_at(&self, effective: NaiveDate, n: u32, cut_off_minutes: u16) -> i64 {
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        let days = (self.deadline_day(effective, n) - epoch).num_days();
        (days * 86_400 + i64::from(cut_off_minutes) * 60 - 9 * 3_600) * 1_000_000
    }
}

/// The instant of a Unix time in microseconds.
pub fn at(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap()
}
