//! The holidays of a year by the rules of the law as it stands since 2022
//! (国民の祝日に関する法律), for years that are not announced yet.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::HolidayName::{
    self, AutumnalEquinox, Childrens, Citizens, ComingOfAge, Constitution, Culture,
    EmperorsBirthday, Greenery, LaborThanksgiving, Marine, Mountain, NationalFoundation, NewYear,
    RespectForTheAged, Showa, Sports, Substitute, VernalEquinox,
};

const FIXED: [(u32, u32, HolidayName); 10] = [
    (1, 1, NewYear),
    (2, 11, NationalFoundation),
    (2, 23, EmperorsBirthday),
    (4, 29, Showa),
    (5, 3, Constitution),
    (5, 4, Greenery),
    (5, 5, Childrens),
    (8, 11, Mountain),
    (11, 3, Culture),
    (11, 23, LaborThanksgiving),
];

/// Month, which Monday of it, name.
const MONDAYS: [(u32, u8, HolidayName); 4] = [
    (1, 2, ComingOfAge),
    (7, 3, Marine),
    (9, 3, RespectForTheAged),
    (10, 2, Sports),
];

/// The holidays of `year`, which is between 2022 and 2099, in order.
pub(super) fn holidays(year: i32) -> Vec<(NaiveDate, HolidayName)> {
    let mut named = named_by_law(year);
    named.sort_unstable_by_key(|&(day, _)| day);
    let mut all = named.clone();
    all.extend(substitutes(&named));
    all.extend(between_two(&named));
    all.sort_by_key(|&(day, _)| day);
    // A day that is both is a substitute: the law names that reason first.
    all.dedup_by_key(|&mut (day, _)| day);
    all
}

fn named_by_law(year: i32) -> Vec<(NaiveDate, HolidayName)> {
    let fixed = FIXED
        .into_iter()
        .map(|(month, day, name)| (NaiveDate::from_ymd_opt(year, month, day), name));
    let mondays = MONDAYS.into_iter().map(|(month, nth, name)| {
        let monday = NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth);
        (monday, name)
    });
    let equinoxes = [
        (vernal_equinox(year), VernalEquinox),
        (autumnal_equinox(year), AutumnalEquinox),
    ];
    fixed
        .chain(mondays)
        .chain(equinoxes)
        .filter_map(|(day, name)| Some((day?, name)))
        .collect()
}

/// Article 3, paragraph 2: a holiday on a Sunday gives the next day that is none.
fn substitutes(
    named: &[(NaiveDate, HolidayName)],
) -> impl Iterator<Item = (NaiveDate, HolidayName)> {
    named
        .iter()
        .filter(|(day, _)| day.weekday() == Weekday::Sun)
        .filter_map(|&(sunday, _)| sunday.iter_days().find(|&day| !is_named(named, day)))
        .map(|day| (day, Substitute))
}

/// Article 3, paragraph 3: a day between two holidays is one too.
fn between_two(
    named: &[(NaiveDate, HolidayName)],
) -> impl Iterator<Item = (NaiveDate, HolidayName)> {
    named
        .iter()
        .filter(|&&(before, _)| is_named(named, before + Days::new(2)))
        .map(|&(before, _)| before + Days::new(1))
        .filter(|&day| !is_named(named, day))
        .map(|day| (day, Citizens))
}

fn is_named(named: &[(NaiveDate, HolidayName)], day: NaiveDate) -> bool {
    named.binary_search_by_key(&day, |&(day, _)| day).is_ok()
}

fn vernal_equinox(year: i32) -> Option<NaiveDate> {
    equinox(year, 3, 20_843_100)
}

fn autumnal_equinox(year: i32) -> Option<NaiveDate> {
    equinox(year, 9, 23_248_800)
}

/// The usual approximation for 1980 to 2099: the equinox of 1980 in millionths of a day of the
/// month, moved by what a year is longer than 365 days, less the leap days.
fn equinox(year: i32, month: u32, in_1980: i32) -> Option<NaiveDate> {
    let years = year - 1980;
    let day = (in_1980 + 242_194 * years) / 1_000_000 - years / 4;
    NaiveDate::from_ymd_opt(year, month, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::super::official;
    use super::*;

    #[test]
    fn the_rules_give_what_was_announced_since_they_hold() {
        let announced: Vec<_> = official::holidays()
            .filter(|(day, _)| day.year() >= 2022)
            .collect();
        let computed: Vec<_> = (2022..=2027).flat_map(holidays).collect();
        assert_eq!(computed, announced);
    }

    #[test]
    fn a_day_between_two_holidays_is_one_too() {
        let citizens: Vec<_> = (2022..=2099)
            .flat_map(holidays)
            .filter(|&(_, name)| name == Citizens)
            .map(|(day, _)| day.to_string())
            .take(3)
            .collect();
        assert_eq!(citizens, ["2026-09-22", "2032-09-21", "2037-09-22"]);
    }
}
