//! The calendar of ports, and the rules that pages judge by.

use minato_types::FieldRule;
use minato_types::port_calendar::PortDay;
use minato_types::rules::business_days::{BusinessCalendar, Closing};
use minato_types::rules::deadline::DeadlineRule;
use minato_types::rules::holidays::HolidayName;

use crate::me::broken_rules;
use crate::ports::{Company, close, day, submit, try_submit};

async fn days(company: &Company, from: &str, to: &str) -> Vec<PortDay> {
    company
        .shun
        .get_port_calendar(day(from), day(to))
        .await
        .unwrap()
        .days
}

#[actix_web::test]
async fn each_day_tells_its_ports_its_deadline_and_its_closing() {
    let company = Company::start().await;
    close(&company, "2026-12-14").await;
    submit(&company.aki, "2026-12-10", 5).await;
    submit(&company.shun, "2026-12-10", 7).await;
    let given_up = submit(&company.shun, "2026-12-10", 9).await;
    let number = given_up.value.number;
    company
        .shun
        .cancel_port_application(number, &given_up.etag)
        .await
        .unwrap();

    let calendar = company
        .shun
        .get_port_calendar(day("2026-11-01"), day("2027-01-31"))
        .await;
    let calendar = calendar.unwrap();
    assert_eq!(
        (calendar.contracted_ports, calendar.today),
        (30, day("2026-11-24"))
    );
    assert_eq!(calendar.days.len(), 92, "no day is left out");
    let of = |text: &str| {
        calendar
            .days
            .iter()
            .find(|found| found.date == day(text))
            .unwrap()
    };
    let busy = of("2026-12-10");
    assert_eq!(
        (busy.added_ports, busy.effective_ports, busy.applications),
        (12, 42, 2)
    );
    assert_eq!(busy.deadline.unwrap().day, day("2026-12-08"));
    assert_eq!((&busy.closing, busy.open), (&None, true));
    assert_eq!(
        (
            of("2026-12-11").added_ports,
            of("2026-12-11").effective_ports
        ),
        (0, 30)
    );

    let reason = Closing::Operator {
        reason: "点検".to_owned(),
    };
    assert_eq!(of("2026-12-14").closing, Some(reason));
    assert_eq!(of("2026-12-16").deadline.unwrap().day, day("2026-12-11"));
    assert_eq!(of("2026-12-13").closing, Some(Closing::Weekend));
    assert_eq!(of("2026-12-29").closing, Some(Closing::YearEnd));
    let holiday = Closing::Holiday {
        name: "勤労感謝の日".to_owned(),
        code: Some(HolidayName::LaborThanksgiving),
    };
    assert_eq!(of("2026-11-23").closing, Some(holiday));
    company.finish().await;
}

#[actix_web::test]
async fn exactly_the_open_days_can_be_applied_for() {
    let company = Company::start().await;
    let rules = company.shun.get_port_application_rules().await.unwrap();
    assert_eq!(rules.earliest_date, day("2026-11-26"));
    assert_eq!(rules.latest_date, day("2027-11-24"));
    let around = days(&company, "2026-11-20", "2026-11-30").await;
    for of_day in around
        .iter()
        .chain(&days(&company, "2027-11-20", "2027-11-30").await)
    {
        let possible = (rules.earliest_date..=rules.latest_date).contains(&of_day.date);
        assert_eq!(of_day.open, possible, "{}", of_day.date);
        let applied = try_submit(&company.aki, &of_day.date.to_string(), 1).await;
        assert_eq!(applied.is_ok(), of_day.open, "{}: {applied:?}", of_day.date);
    }
    company.finish().await;
}

#[actix_web::test]
async fn whoever_has_the_rules_judges_as_the_server_does() {
    let company = Company::start().await;
    close(&company, "2026-12-14").await;
    let rules = company.shun.get_port_application_rules().await.unwrap();
    assert_eq!((rules.contracted_ports, rules.max_added_ports), (30, 100));
    assert_eq!(rules.now, company.app.app.db.clock().now());
    assert_eq!(rules.deadline_rule, DeadlineRule::default());
    assert_eq!(rules.calendar.first_day, day("2026-10-15"));
    assert_eq!(rules.calendar.last_day, day("2028-01-03"));
    assert_eq!(rules.calendar.closings.len(), 1);

    let own = BusinessCalendar::from(rules.calendar);
    for of_day in days(&company, "2026-11-24", "2027-11-24").await {
        let deadline = rules.deadline_rule.deadline(&own, of_day.date).ok();
        assert_eq!(deadline, of_day.deadline, "{}", of_day.date);
    }
    company.finish().await;
}

#[actix_web::test]
async fn beyond_the_calendar_there_is_nothing_to_tell() {
    let company = Company::start().await;
    let beyond = days(&company, "2035-12-31", "2036-01-02").await;
    assert!(beyond[0].deadline.is_some());
    for of_day in &beyond[1..] {
        assert_eq!(
            (of_day.deadline, &of_day.closing, of_day.open),
            (None, &None, false)
        );
    }
    let latest = day("2027-02-04");
    let too_many = company
        .shun
        .get_port_calendar(day("2026-01-01"), day("2027-02-05"))
        .await;
    let rule = FieldRule::DateTooFar { latest };
    assert_eq!(broken_rules(too_many), [("to".to_owned(), rule)]);
    company.finish().await;
}
