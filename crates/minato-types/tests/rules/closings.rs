use minato_types::rules::business_days::{BusinessCalendar, Closing};
use minato_types::rules::deadline::DeadlineRule;
use minato_types::values::Language;

use crate::day;

fn closed_on(days: &[(&str, &str)]) -> BusinessCalendar {
    let closings = days
        .iter()
        .map(|(date, reason)| (day(date), (*reason).to_owned()));
    BusinessCalendar::built_in().with_closings(closings)
}

#[test]
fn a_closing_moves_the_deadlines_behind_it() {
    let rule = DeadlineRule::default();
    let calendar = closed_on(&[("2026-10-06", "設備点検")]);
    let deadline_day = |date| rule.deadline(&calendar, day(date)).unwrap().day;
    assert_eq!(deadline_day("2026-10-06"), day("2026-10-02"));
    assert_eq!(deadline_day("2026-10-07"), day("2026-10-02"));
    assert_eq!(deadline_day("2026-10-08"), day("2026-10-05"));
    assert_eq!(deadline_day("2026-10-09"), day("2026-10-07"));
}

#[test]
fn what_was_promised_holds_when_a_day_is_closed_afterwards() {
    let (rule, date) = (DeadlineRule::default(), day("2026-10-08"));
    let promised = rule.deadline(&BusinessCalendar::built_in(), date).unwrap();
    let shorter = closed_on(&[("2026-10-06", "設備点検")]);
    let shorter = rule.deadline(&shorter, date).unwrap();
    assert_eq!(promised.day, day("2026-10-06"));
    assert_eq!(shorter.day, day("2026-10-05"));
    assert_eq!(promised.later(shorter), promised);
    // The other way round, a closing that was withdrawn gives more time.
    assert_eq!(shorter.later(promised), promised);
    assert_eq!(promised.later(promised), promised);
}

#[test]
fn a_promise_is_settled_as_soon_as_its_holidays_are_announced() {
    let rule = DeadlineRule::default();
    let date = day("2028-02-15");
    let promised = rule.deadline(&BusinessCalendar::built_in(), date).unwrap();
    assert!(promised.provisional);
    let announced = BusinessCalendar::built_in().with_holidays(
        day("2028-01-01"),
        day("2028-12-31"),
        [(day("2028-02-11"), "建国記念の日".to_owned())],
    );
    let settled = rule.deadline(&announced, date).unwrap();
    assert_eq!((settled.day, settled.provisional), (promised.day, false));
    assert_eq!(promised.later(settled), settled);
    assert_eq!(settled.later(promised), settled);
}

#[test]
fn the_reason_that_people_know_best_is_told() {
    let calendar = closed_on(&[("2026-10-06", "設備点検"), ("2026-11-03", "社内行事")]);
    for (date, ja, en) in [
        ("2026-10-06", "設備点検", "設備点検"),
        ("2026-11-03", "社内行事", "社内行事"),
        ("2026-09-22", "国民の休日", "Citizens' Holiday"),
        ("2027-01-01", "元日", "New Year's Day"),
        ("2023-01-02", "振替休日", "Substitute Holiday"),
        ("2027-01-02", "年末年始", "Year-end closing"),
        ("2026-12-29", "年末年始", "Year-end closing"),
        ("2026-12-27", "土曜・日曜", "Weekend"),
    ] {
        let closing = calendar.closing(day(date)).unwrap().unwrap();
        assert_eq!(closing.words(Language::Ja), ja, "{date}");
        assert_eq!(closing.words(Language::En), en, "{date}");
    }
    assert_eq!(calendar.closing(day("2026-12-28")), Ok(None));
    assert_eq!(calendar.closing(day("2027-01-04")), Ok(None));
}

#[test]
fn the_first_reason_of_a_day_stays() {
    let calendar = closed_on(&[("2026-10-06", "設備点検")])
        .with_closings([(day("2026-10-06"), "社内行事".to_owned())]);
    let reason = "設備点検".to_owned();
    assert_eq!(
        calendar.closing(day("2026-10-06")),
        Ok(Some(Closing::Operator { reason }))
    );
}

#[test]
fn an_operator_who_is_closed_for_weeks_takes_applications_before_them() {
    let closed: Vec<_> = day("2026-08-01")
        .iter_days()
        .take(31)
        .map(|date| (date, "夏季休業".to_owned()))
        .collect();
    let calendar = BusinessCalendar::built_in().with_closings(closed);
    let deadline = DeadlineRule::default().deadline(&calendar, day("2026-09-01"));
    assert_eq!(deadline.unwrap().day, day("2026-07-30"));
}
