//! The holidays that were announced: 内閣府「国民の祝日」について.

use chrono::NaiveDate;

use super::HolidayName::{
    self, AutumnalEquinox, Childrens, Citizens, ComingOfAge, Constitution, Culture,
    EmperorsBirthday, Greenery, LaborThanksgiving, Marine, Mountain, NationalFoundation, NewYear,
    RespectForTheAged, Showa, Sports, Substitute, VernalEquinox,
};

/// Month, day and name of each holiday of a year.
type Year = &'static [(u8, u8, HolidayName)];

/// The years with their holidays. In 2020 and 2021 some were moved for the Olympic games.
#[rustfmt::skip]
const YEARS: &[(i32, Year)] = &[
    (2020, &[
        (1, 1, NewYear), (1, 13, ComingOfAge), (2, 11, NationalFoundation),
        (2, 23, EmperorsBirthday), (2, 24, Substitute), (3, 20, VernalEquinox), (4, 29, Showa),
        (5, 3, Constitution), (5, 4, Greenery), (5, 5, Childrens), (5, 6, Substitute),
        (7, 23, Marine), (7, 24, Sports), (8, 10, Mountain), (9, 21, RespectForTheAged),
        (9, 22, AutumnalEquinox), (11, 3, Culture), (11, 23, LaborThanksgiving),
    ]),
    (2021, &[
        (1, 1, NewYear), (1, 11, ComingOfAge), (2, 11, NationalFoundation),
        (2, 23, EmperorsBirthday), (3, 20, VernalEquinox), (4, 29, Showa), (5, 3, Constitution),
        (5, 4, Greenery), (5, 5, Childrens), (7, 22, Marine), (7, 23, Sports), (8, 8, Mountain),
        (8, 9, Substitute), (9, 20, RespectForTheAged), (9, 23, AutumnalEquinox),
        (11, 3, Culture), (11, 23, LaborThanksgiving),
    ]),
    (2022, &[
        (1, 1, NewYear), (1, 10, ComingOfAge), (2, 11, NationalFoundation),
        (2, 23, EmperorsBirthday), (3, 21, VernalEquinox), (4, 29, Showa), (5, 3, Constitution),
        (5, 4, Greenery), (5, 5, Childrens), (7, 18, Marine), (8, 11, Mountain),
        (9, 19, RespectForTheAged), (9, 23, AutumnalEquinox), (10, 10, Sports), (11, 3, Culture),
        (11, 23, LaborThanksgiving),
    ]),
    (2023, &[
        (1, 1, NewYear), (1, 2, Substitute), (1, 9, ComingOfAge), (2, 11, NationalFoundation),
        (2, 23, EmperorsBirthday), (3, 21, VernalEquinox), (4, 29, Showa), (5, 3, Constitution),
        (5, 4, Greenery), (5, 5, Childrens), (7, 17, Marine), (8, 11, Mountain),
        (9, 18, RespectForTheAged), (9, 23, AutumnalEquinox), (10, 9, Sports), (11, 3, Culture),
        (11, 23, LaborThanksgiving),
    ]),
    (2024, &[
        (1, 1, NewYear), (1, 8, ComingOfAge), (2, 11, NationalFoundation), (2, 12, Substitute),
        (2, 23, EmperorsBirthday), (3, 20, VernalEquinox), (4, 29, Showa), (5, 3, Constitution),
        (5, 4, Greenery), (5, 5, Childrens), (5, 6, Substitute), (7, 15, Marine),
        (8, 11, Mountain), (8, 12, Substitute), (9, 16, RespectForTheAged),
        (9, 22, AutumnalEquinox), (9, 23, Substitute), (10, 14, Sports), (11, 3, Culture),
        (11, 4, Substitute), (11, 23, LaborThanksgiving),
    ]),
    (2025, &[
        (1, 1, NewYear), (1, 13, ComingOfAge), (2, 11, NationalFoundation),
        (2, 23, EmperorsBirthday), (2, 24, Substitute), (3, 20, VernalEquinox), (4, 29, Showa),
        (5, 3, Constitution), (5, 4, Greenery), (5, 5, Childrens), (5, 6, Substitute),
        (7, 21, Marine), (8, 11, Mountain), (9, 15, RespectForTheAged), (9, 23, AutumnalEquinox),
        (10, 13, Sports), (11, 3, Culture), (11, 23, LaborThanksgiving), (11, 24, Substitute),
    ]),
    (2026, &[
        (1, 1, NewYear), (1, 12, ComingOfAge), (2, 11, NationalFoundation),
        (2, 23, EmperorsBirthday), (3, 20, VernalEquinox), (4, 29, Showa), (5, 3, Constitution),
        (5, 4, Greenery), (5, 5, Childrens), (5, 6, Substitute), (7, 20, Marine),
        (8, 11, Mountain), (9, 21, RespectForTheAged), (9, 22, Citizens),
        (9, 23, AutumnalEquinox), (10, 12, Sports), (11, 3, Culture), (11, 23, LaborThanksgiving),
    ]),
    (2027, &[
        (1, 1, NewYear), (1, 11, ComingOfAge), (2, 11, NationalFoundation),
        (2, 23, EmperorsBirthday), (3, 21, VernalEquinox), (3, 22, Substitute), (4, 29, Showa),
        (5, 3, Constitution), (5, 4, Greenery), (5, 5, Childrens), (7, 19, Marine),
        (8, 11, Mountain), (9, 20, RespectForTheAged), (9, 23, AutumnalEquinox), (10, 11, Sports),
        (11, 3, Culture), (11, 23, LaborThanksgiving),
    ]),
];

/// Every announced holiday, in order.
pub(super) fn holidays() -> impl Iterator<Item = (NaiveDate, HolidayName)> {
    YEARS.iter().flat_map(|&(year, days)| {
        days.iter().filter_map(move |&(month, day, name)| {
            Some((
                NaiveDate::from_ymd_opt(year, month.into(), day.into())?,
                name,
            ))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_day_and_they_stand_in_order() {
        let lines: usize = YEARS.iter().map(|(_, days)| days.len()).sum();
        let days: Vec<_> = holidays().map(|(day, _)| day).collect();
        assert_eq!(days.len(), lines);
        assert!(days.is_sorted_by(|a, b| a < b));
    }
}
