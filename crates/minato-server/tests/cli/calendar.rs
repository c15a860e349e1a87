//! `minato calendar`: holidays from a file, closings, the table of days.

use chrono::{Days, NaiveDate};
use minato_db::models::port_applications::desk as applications;
use minato_db::{DbError, jobs};
use minato_types::rules::business_days::{BusinessCalendar, Closing};
use minato_types::rules::deadline::DeadlineRule;
use minato_types::rules::japan_time;

use crate::desk::{Desk, done, read};
use crate::employee::{Employee, Ports, today};

/// The first line of the official file.
const HEAD: &str = "国民の祝日・休日月日,国民の祝日・休日名称\r\n";

/// A file like the official one, with the holidays of these years.
fn official(years: std::ops::RangeInclusive<i32>) -> String {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let (first, last) = (day(*years.start(), 1, 1), day(*years.end(), 12, 31));
    let holidays = BusinessCalendar::built_in().facts(first, last).holidays;
    let lines = holidays.iter().map(|holiday| {
        let day = holiday.date.format("%Y/%-m/%-d");
        format!("{day},{}\r\n", holiday.name)
    });
    let old = format!("{HEAD}1955/1/1,元日\r\n");
    std::iter::once(old).chain(lines).collect()
}

fn shift_jis(text: &str) -> Vec<u8> {
    let (bytes, _, faulty) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!faulty);
    bytes.into_owned()
}

fn show(desk: &Desk, from: &str, to: &str) -> String {
    desk.done(&["calendar", "show", "--from", from, "--to", to])
}

#[actix_web::test]
async fn the_official_file_makes_its_years_official() {
    let desk = Desk::new().await;
    assert!(show(&desk, "2028-01-01", "2028-01-31").contains("(provisional)"));
    let file = desk.file("syukujitsu.csv", &shift_jis(&official(2020..=2028)));
    let told = desk.done(&["calendar", "import", file.to_str().unwrap()]);
    assert!(
        told.ends_with("from 2019-12-01 to 2028-12-31. No deadline changed.\n"),
        "{told}"
    );
    let table = show(&desk, "2028-01-01", "2028-01-31");
    assert!(!table.contains("(provisional)"), "{table}");
    assert!(table.contains("holiday: 成人の日\n"), "{table}");
    // Saved by a spreadsheet, it says the same; imported again, nothing is there twice.
    let saved = desk.file(
        "saved.csv",
        format!("\u{feff}{}", official(2020..=2028)).as_bytes(),
    );
    assert_eq!(
        desk.done(&["calendar", "import", saved.to_str().unwrap()]),
        told
    );
    assert_eq!(show(&desk, "2028-01-01", "2028-01-31"), table);
}

#[actix_web::test]
async fn of_a_faulty_file_every_line_is_named_and_nothing_is_imported() {
    let desk = Desk::new().await;
    let good = desk.file("good.csv", &shift_jis(&official(2020..=2028)));
    desk.done(&["calendar", "import", good.to_str().unwrap()]);
    let before = show(&desk, "2026-01-01", "2026-12-31");
    let text = official(2020..=2028).replace("2026/9/23,秋分の日", "2026/9/31,秋分の日");
    let text = text
        .replace("2028/1/1,元日", "2028/1/1")
        .replace("元日", "創業日");
    let bad = desk.file("bad.csv", &shift_jis(&text));
    let told = desk.refused(&["calendar", "import", bad.to_str().unwrap()]);
    let lines: Vec<&str> = told.lines().skip(1).map(str::trim).collect();
    assert_eq!(lines.len(), 2, "{told}");
    let line = |wanted: &str| 1 + text.lines().position(|line| line == wanted).unwrap();
    let day = format!(
        "line {}: \"2026/9/31\": Enter a date",
        line("2026/9/31,秋分の日")
    );
    let cells = format!("line {}: a day and a name are needed", line("2028/1/1"));
    assert!(lines[0].starts_with(&day), "{told}");
    assert!(lines[1].starts_with(&cells), "{told}");
    assert_eq!(show(&desk, "2026-01-01", "2026-12-31"), before);
    let nowhere = desk.refused(&["calendar", "import", "/no/such/file.csv"]);
    assert!(
        nowhere.contains("/no/such/file.csv: No such file"),
        "{nowhere}"
    );
}

#[actix_web::test]
async fn the_table_tells_day_kind_and_deadline_in_every_time_zone_alike() {
    let desk = Desk::new().await;
    let words = [
        "calendar",
        "show",
        "--from",
        "2026-09-18",
        "--to",
        "2026-09-25",
    ];
    let expected = "\
day         weekday  deadline            kind
2026-09-18  Fri      2026-09-16 24:00    business day
2026-09-19  Sat      2026-09-17 24:00    weekend
2026-09-20  Sun      2026-09-17 24:00    weekend
2026-09-21  Mon      2026-09-17 24:00    holiday: 敬老の日
2026-09-22  Tue      2026-09-17 24:00    holiday: 国民の休日
2026-09-23  Wed      2026-09-17 24:00    holiday: 秋分の日
2026-09-24  Thu      2026-09-17 24:00    business day
2026-09-25  Fri      2026-09-18 24:00    business day
";
    for zone in [
        "UTC",
        "Asia/Tokyo",
        "America/Los_Angeles",
        "Pacific/Kiritimati",
    ] {
        let told = done(desk.command(&words).env("TZ", zone).output().unwrap());
        assert_eq!(told, expected, "{zone}");
    }
    let early = desk
        .command(&words)
        .env("MINATO_PORT_CUT_OFF", "17:30")
        .output();
    assert!(done(early.unwrap()).contains("2026-09-24  Thu      2026-09-17 17:30"));
}

#[actix_web::test]
async fn the_table_ends_where_the_calendar_ends() {
    let desk = Desk::new().await;
    assert!(show(&desk, "2019-12-01", "2019-12-04").contains("2019-12-02  Mon      -  "));
    for (from, to) in [("2019-11-30", "2019-12-05"), ("2035-12-31", "2036-01-01")] {
        let told = desk.refused(&["calendar", "show", "--from", from, "--to", to]);
        assert!(
            told.contains("known from 2019-12-01 to 2035-12-31 only"),
            "{told}"
        );
    }
    let told = desk.refused(&[
        "calendar",
        "show",
        "--from",
        "2026-09-02",
        "--to",
        "2026-09-01",
    ]);
    assert!(told.contains("must not lie before"), "{told}");
}

/// A working day in four to five weeks without a holiday beside it.
fn working_day() -> NaiveDate {
    let calendar = BusinessCalendar::built_in();
    let works = |day: &NaiveDate| calendar.closing(*day).unwrap().is_none();
    let mut days = (today() + Days::new(28)).iter_days();
    days.find(works).unwrap()
}

#[actix_web::test]
async fn days_are_closed_and_opened_again() {
    let desk = Desk::new().await;
    let day = working_day();
    let text = day.to_string();
    let told = desk.done(&["calendar", "close", &text, "--reason", " 設備点検 "]);
    assert_eq!(
        told,
        format!(
            "{day} ({}): closed.\nNo deadline changed.\n",
            day.format("%a")
        )
    );
    assert!(show(&desk, &text, &text).contains("closed: 設備点検\n"));
    let told = desk.done(&["calendar", "close", &text, "--reason", "棚卸し"]);
    assert!(
        told.contains("was closed already; it has the new reason now"),
        "{told}"
    );
    assert!(show(&desk, &text, &text).contains("closed: 棚卸し\n"));
    assert!(desk.done(&["calendar", "open", &text]).contains("opened."));
    assert!(show(&desk, &text, &text).contains("business day\n"));
    let told = desk.done(&["calendar", "open", &text]);
    assert!(told.contains("was not closed by the operator"), "{told}");
}

#[actix_web::test]
async fn of_several_days_all_are_closed_or_none() {
    let desk = Desk::new().await;
    let (first, last) = (working_day(), working_day() + Days::new(2));
    let (first, last) = (first.to_string(), last.to_string());
    let close = ["calendar", "close", "--reason", "改装"];
    let told = desk.done(&[&close[..], &[&first, "--to", &last]].concat());
    assert_eq!(told.matches(": closed.").count(), 3, "{told}");

    let yesterday = (today() - Days::new(2)).to_string();
    let told = desk.refused(&[&close[..], &[&yesterday, "--to", &first]].concat());
    assert!(
        told.contains(&format!("{yesterday} lies in the past")),
        "{told}"
    );
    let told = desk.refused(&[&close[..], &["2035-12-30", "--to", "2036-01-02"]].concat());
    assert!(told.contains("known from"), "{told}");
    assert!(!show(&desk, "2035-12-30", "2035-12-31").contains("改装"));
    let told = desk.refused(&[&close[..], &[&last, "--to", &first]].concat());
    assert!(told.contains("must not lie before"), "{told}");
    let told = desk.refused(&["calendar", "close", &first, "--reason", "　"]);
    assert!(told.contains("--reason"), "{told}");
    let told = desk.refused(&["calendar", "close", "2026-02-30", "--reason", "x"]);
    assert!(told.contains("Enter a date"), "{told}");
}

/// The deadline of the application with this serial, and how many reminders wait.
async fn deadline_and_reminders(desk: &Desk, serial: u32) -> (NaiveDate, bool) {
    read(desk, move |tx| {
        let application = applications::find(tx, serial)?.ok_or(DbError::NotFound)?;
        let at = application.deadline_at.and_utc().timestamp_micros();
        let subject = format!("{serial} {at}");
        let waits = jobs::is_waiting(tx, "portApplicationReminder", &subject)?;
        assert_eq!(application.version, 1, "the entity tag stays");
        let end = japan_time::end_of(application.deadline_on);
        assert_eq!(application.deadline_at.and_utc(), end);
        Ok((application.deadline_on, waits))
    })
    .await
}

#[actix_web::test]
async fn a_closing_shortens_no_promise_and_its_end_lengthens_it() {
    let desk = Desk::new().await;
    let employee = Employee::hired(&desk, "港 花子").await;
    let (rule, calendar) = (DeadlineRule::default(), BusinessCalendar::built_in());
    let day = working_day() + Days::new(7);
    let promised = rule.deadline(&calendar, day).unwrap().day;
    let closed = calendar.clone().with_closings([(promised, String::new())]);
    let earlier = rule.deadline(&closed, day).unwrap().day;
    assert!(earlier < promised);
    assert_eq!(
        closed.closing(promised).unwrap(),
        Some(Closing::Operator {
            reason: String::new()
        })
    );
    let ports = |deadline_day| Ports {
        day,
        deadline_day,
        remind: true,
        then: Vec::new(),
    };
    // The first was submitted before the day was closed, the second after it.
    let numbers = employee
        .apply(&desk, &[ports(promised), ports(earlier)])
        .await;
    let text = promised.to_string();
    let told = desk.done(&["calendar", "close", &text, "--reason", "設備点検"]);
    assert!(told.ends_with("No deadline changed.\n"), "{told}");
    assert_eq!(deadline_and_reminders(&desk, 1).await, (promised, false));
    assert_eq!(deadline_and_reminders(&desk, 2).await, (earlier, false));

    let told = desk.done(&["calendar", "open", &text]);
    assert!(
        told.ends_with(&format!("Later deadlines: {}.\n", numbers[1])),
        "{told}"
    );
    assert_eq!(deadline_and_reminders(&desk, 1).await, (promised, false));
    // The reminder of the old deadline will find that it has changed.
    assert_eq!(deadline_and_reminders(&desk, 2).await, (promised, true));
    minato_test::port_applications_hold(&desk.db).await;
}
