//! Which days and how many ports can be applied for, until when, and how a refusal says it.

use chrono::TimeDelta;
use minato_types::FieldRule;
use minato_types::port_applications::{
    ChangePortApplicationRequest, PortApplicationState as State,
};
use minato_types::problem::ProblemCode;
use minato_types::rules::holidays::LAST_OFFICIAL_DAY;

use crate::me::broken_rules;
use crate::people::refused;
use crate::ports::{Company, NUMBER, apply, day, new_key, submit, to_day, to_ports, try_submit};
use crate::{audit, ports};

/// Field and rule as a test compares them.
fn rule(field: &str, rule: FieldRule) -> Vec<(String, FieldRule)> {
    vec![(field.to_owned(), rule)]
}

#[actix_web::test]
async fn every_broken_rule_is_told_at_once_and_nothing_is_left_behind() {
    let company = Company::start().await;
    let known = audit::chain(&company.app.app.db, NUMBER).await.len();
    let broken = broken_rules(try_submit(&company.shun, "2026-11-25", 101).await);
    let passed = FieldRule::DeadlinePassed {
        effective_date: day("2026-11-25"),
        deadline: day("2026-11-20"),
        earliest: day("2026-11-26"),
    };
    let expected = [
        ("effectiveDate".to_owned(), passed),
        (
            "addedPorts".to_owned(),
            FieldRule::TooManyPorts { remaining: 100 },
        ),
    ];
    assert_eq!(broken, expected);

    let latest = day("2027-11-24");
    for (text, expected) in [
        ("2027-11-25", FieldRule::DateTooFar { latest }),
        (
            "2036-01-01",
            FieldRule::BeyondCalendar {
                last_day: day("2035-12-31"),
            },
        ),
        ("1999-12-31", FieldRule::DateInThePast),
        ("2026-02-30", FieldRule::InvalidDate),
        ("", FieldRule::Required),
    ] {
        let broken = broken_rules(try_submit(&company.shun, text, 1).await);
        assert_eq!(broken, rule("effectiveDate", expected), "{text}");
    }
    let range = FieldRule::OutOfRange { min: 1, max: 9_999 };
    for ports in [0, -1, 10_000, i64::MAX] {
        let broken = broken_rules(try_submit(&company.shun, "2026-12-10", ports).await);
        assert_eq!(broken, rule("addedPorts", range.clone()), "{ports}");
    }
    assert_eq!(audit::chain(&company.app.app.db, NUMBER).await.len(), known);
    // Numbers have no gaps: the next one follows the last that was given out.
    let first = submit(&company.shun, "2027-11-24", 1).await;
    let second = submit(&company.shun, "2026-11-26", 1).await;
    assert_eq!(second.value.number.serial, first.value.number.serial + 1);
    company.finish().await;
}

#[actix_web::test]
async fn a_day_takes_only_so_many_ports_and_cancelled_ones_do_not_count() {
    let company = Company::start().await;
    let first = submit(&company.shun, "2026-12-10", 60).await;
    submit(&company.aki, "2026-12-10", 40).await;
    let full = broken_rules(try_submit(&company.aki, "2026-12-10", 1).await);
    assert_eq!(
        full,
        rule("addedPorts", FieldRule::TooManyPorts { remaining: 0 })
    );
    let other_day = submit(&company.aki, "2026-12-11", 50).await;

    let number = other_day.value.number;
    let moved = company
        .aki
        .change_port_application(number, &to_day("2026-12-10"), &other_day.etag)
        .await;
    let remaining = FieldRule::TooManyPorts { remaining: 0 };
    assert_eq!(broken_rules(moved), rule("addedPorts", remaining));
    // One's own ports do not stand in one's own way.
    let number = first.value.number;
    let more = company
        .shun
        .change_port_application(number, &to_ports(61), &first.etag)
        .await;
    let remaining = FieldRule::TooManyPorts { remaining: 60 };
    assert_eq!(broken_rules(more), rule("addedPorts", remaining));
    let fewer = company
        .shun
        .change_port_application(number, &to_ports(59), &first.etag)
        .await;
    let etag = fewer.unwrap().etag;

    company
        .shun
        .cancel_port_application(number, &etag)
        .await
        .unwrap();
    submit(&company.aki, "2026-12-10", 60).await;
    company.finish().await;
}

#[actix_web::test]
async fn fewer_ports_are_possible_even_where_the_maximum_has_shrunk() {
    let company = Company::start().await;
    let first = submit(&company.shun, "2026-12-10", 60).await;
    company
        .write(|tx, scope| minato_db::models::members::set_max_added_ports(tx, scope, 10))
        .await;
    let number = first.value.number;
    let more = company
        .shun
        .change_port_application(number, &to_ports(61), &first.etag)
        .await;
    let remaining = FieldRule::TooManyPorts { remaining: 10 };
    assert_eq!(broken_rules(more), rule("addedPorts", remaining));
    let fewer = company
        .shun
        .change_port_application(number, &to_ports(9), &first.etag)
        .await;
    assert_eq!(fewer.unwrap().value.added_ports, 9);
    company.finish().await;
}

#[actix_web::test]
async fn a_change_that_changes_nothing_is_refused() {
    let company = Company::start().await;
    let first = submit(&company.shun, "2026-12-10", 5).await;
    let same = ChangePortApplicationRequest {
        effective_date: Some("2026-12-10".to_owned()),
        added_ports: Some(5),
        remind: Some(false),
    };
    for request in [ChangePortApplicationRequest::default(), same] {
        let number = first.value.number;
        let change = company
            .shun
            .change_port_application(number, &request, &first.etag)
            .await;
        assert_eq!(
            broken_rules(change),
            rule("effectiveDate", FieldRule::NothingChanged)
        );
    }
    // The reminder alone is a change, too.
    let request = ChangePortApplicationRequest {
        remind: Some(true),
        ..ChangePortApplicationRequest::default()
    };
    let number = first.value.number;
    let change = company
        .shun
        .change_port_application(number, &request, &first.etag)
        .await;
    assert_eq!(change.unwrap().value.number.revision, 1);
    company.finish().await;
}

#[actix_web::test]
async fn the_deadline_is_judged_to_the_microsecond() {
    let company = Company::start().await;
    let first = submit(&company.shun, "2026-12-10", 5).await;
    let second = submit(&company.shun, "2026-12-10", 6).await;
    let deadline = first.value.deadline.at;
    let sessions = company.sign_in_at(deadline - TimeDelta::minutes(1)).await;
    company.app.clock.set(deadline - TimeDelta::microseconds(1));
    let number = first.value.number;
    let change = to_ports(7);
    let changed = sessions
        .change_port_application(number, &change, &first.etag)
        .await
        .unwrap();
    assert_eq!(
        (changed.value.days_left, changed.value.changeable),
        (Some(0), true)
    );

    company.app.clock.set(deadline);
    let fixed = sessions.get_port_application(number).await.unwrap().value;
    assert_eq!(
        (fixed.state, fixed.days_left, fixed.changeable),
        (State::Fixed, None, false)
    );
    let late = sessions
        .change_port_application(number, &to_ports(8), &changed.etag)
        .await;
    assert_eq!(refused(late), ProblemCode::DeadlinePassed);
    let number = second.value.number;
    let late = sessions.cancel_port_application(number, &second.etag).await;
    assert_eq!(refused(late), ProblemCode::DeadlinePassed);
    let broken = broken_rules(try_submit(&sessions, "2026-12-10", 1).await);
    let passed = FieldRule::DeadlinePassed {
        effective_date: day("2026-12-10"),
        deadline: day("2026-12-08"),
        earliest: day("2026-12-11"),
    };
    assert_eq!(broken, rule("effectiveDate", passed));
    // A stale tag is told first: whoever holds it knows less than he believes.
    let stale = sessions
        .cancel_port_application(first.value.number, &first.etag)
        .await;
    assert_eq!(refused(stale), ProblemCode::PreconditionFailed);
    company.finish().await;
}

#[actix_web::test]
async fn the_old_and_the_new_day_must_both_be_possible() {
    let company = Company::start().await;
    let first = submit(&company.shun, "2026-12-25", 5).await;
    let number = first.value.number;
    let early = company
        .shun
        .change_port_application(number, &to_day("2026-11-25"), &first.etag)
        .await;
    let passed = FieldRule::DeadlinePassed {
        effective_date: day("2026-11-25"),
        deadline: day("2026-11-20"),
        earliest: day("2026-11-26"),
    };
    assert_eq!(broken_rules(early), rule("effectiveDate", passed));
    // The turn of the year: two business days before January 4 is December 25.
    let changed = company
        .shun
        .change_port_application(number, &to_day("2027-01-04"), &first.etag)
        .await;
    assert_eq!(changed.unwrap().value.deadline.day, day("2026-12-25"));
    company.finish().await;
}

#[actix_web::test]
async fn a_promised_deadline_outlives_a_closing_and_a_later_one_counts() {
    let company = Company::start().await;
    let first = submit(&company.shun, "2026-12-10", 5).await;
    assert_eq!(first.value.deadline.day, day("2026-12-08"));
    let number = first.value.number;
    ports::close(&company, "2026-12-09").await;
    let kept = company
        .shun
        .change_port_application(number, &to_ports(6), &first.etag)
        .await;
    let kept = kept.unwrap();
    assert_eq!(
        kept.value.deadline.day,
        day("2026-12-08"),
        "what was promised holds"
    );
    let new = submit(&company.shun, "2026-12-10", 1).await;
    assert_eq!(
        new.value.deadline.day,
        day("2026-12-07"),
        "new ones are judged anew"
    );

    // The operator works on that day after all: who changes gets the later deadline.
    ports::open(&company, "2026-12-09").await;
    let number = new.value.number;
    let later = company
        .shun
        .change_port_application(number, &to_ports(2), &new.etag)
        .await;
    assert_eq!(later.unwrap().value.deadline.day, day("2026-12-08"));
    company.finish().await;
}

#[actix_web::test]
async fn days_beyond_the_announced_holidays_are_provisional() {
    let company = Company::start().await;
    let client = company
        .sign_in_at("2027-11-01T01:00:00Z".parse().unwrap())
        .await;
    let announced = submit(&client, &LAST_OFFICIAL_DAY.to_string(), 1).await;
    let computed = submit(&client, "2028-01-04", 1).await;
    assert!(!announced.value.deadline.provisional);
    assert!(computed.value.deadline.provisional);
    company.finish().await;
}

#[actix_web::test]
async fn what_is_typed_in_full_width_is_understood() {
    let company = Company::start().await;
    let request = apply("２０２６／１２／１０", 5);
    let applied = company
        .aki
        .submit_port_application(&request, &new_key())
        .await
        .unwrap();
    assert_eq!(applied.value.effective_date, day("2026-12-10"));
    company.finish().await;
}
