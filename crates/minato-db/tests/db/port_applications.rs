//! Port applications: numbers without gaps, deadlines that are only ever raised.

use chrono::{DateTime, NaiveDate, Utc};
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::members::{self, NewMember};
use minato_db::models::port_applications::list::{self, Filter, Key, Start};
use minato_db::models::port_applications::{self, NewPortApplication, PortApplication, desk};
use minato_db::models::serial_numbers::{self, Series};
use minato_db::{Clock as _, DbError, TenantScope, Tx as _, WriteTx};
use minato_test::TestDb;
use minato_types::port_applications::{PortApplicationSort as Sort, PortApplicationState};
use minato_types::rules::business_days::BusinessCalendar;
use minato_types::rules::deadline::DeadlineRule;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    AccountId, AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName,
    SecondFactor, TimeZone,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A member with one person.
fn register(tx: &mut WriteTx<'_>) -> Result<(TenantScope, AccountId), DbError> {
    let scope = members::insert(
        tx,
        &NewMember {
            member_number: MemberNumber::parse("M97-00001").unwrap(),
            name: "試験".to_owned(),
            postal_code: None,
            address: "東京都".to_owned(),
            contracted_ports: 30,
            closing_day: 20,
            two_step: true,
            password_policy: PasswordPolicy::Standard,
        },
    )?;
    let account = accounts::insert(
        tx,
        scope,
        &NewAccount {
            email: EmailAddress::parse("a@b.example").unwrap(),
            name: PersonName::parse("a").unwrap(),
            department: Department::parse("d").unwrap(),
            phone: None,
            role: AccountRole::User,
            second_factor: SecondFactor::MailOtp,
            valid_until: day("9999-12-31"),
            language: Language::Ja,
            time_zone: TimeZone::parse("Asia/Tokyo").unwrap(),
            password_hash: None,
        },
    )?;
    Ok((scope, account))
}

/// An application for a day, with the deadline of this calendar.
fn submit(
    tx: &mut WriteTx<'_>,
    (scope, applicant): (TenantScope, AccountId),
    effective_date: NaiveDate,
    calendar: &BusinessCalendar,
) -> Result<PortApplication, DbError> {
    let new = NewPortApplication {
        serial: serial_numbers::take(tx, Series::PortApplication, 1)?,
        effective_date,
        added_ports: 5,
        applicant,
        applicant_name: PersonName::parse("a").unwrap(),
        remind: false,
        deadline: DeadlineRule::default()
            .deadline(calendar, effective_date)
            .unwrap(),
        submitted_at: tx.now(),
    };
    port_applications::insert(tx, scope, &new)
}

#[tokio::test]
async fn a_number_that_was_not_used_is_given_out_again() {
    let test = TestDb::new().await;
    let take = |succeeds: bool, count: u32| {
        let db = test.db.clone();
        async move {
            db.write(move |tx| {
                let first = serial_numbers::take(tx, Series::PortApplication, count)?;
                if succeeds {
                    Ok(first)
                } else {
                    Err(DbError::NotFound)
                }
            })
            .await
        }
    };
    assert_eq!(take(true, 1).await.unwrap(), 1);
    assert!(take(false, 5).await.is_err());
    assert_eq!(take(true, 3).await.unwrap(), 2);
    assert_eq!(take(true, 1).await.unwrap(), 5);
}

#[tokio::test]
async fn open_deadlines_are_raised_and_never_lowered() {
    let test = TestDb::new().await;
    // The operator had closed on December 9 and 16, and then opens on the 9th but closes on
    // the 23rd.
    let closings = |days: &[&str]| {
        let days = days.iter().map(|text| (day(text), "点検".to_owned()));
        BusinessCalendar::built_in().with_closings(days.collect::<Vec<_>>())
    };
    let (before, after) = (
        closings(&["2026-12-09", "2026-12-16"]),
        closings(&["2026-12-16", "2026-12-23"]),
    );
    let raised = test
        .db
        .write(move |tx| {
            let who = register(tx)?;
            for date in ["2026-11-26", "2026-12-10", "2026-12-17", "2026-12-24"] {
                submit(tx, who, day(date), &before)?;
            }
            let given_up = submit(tx, who, day("2026-12-10"), &before)?;
            let claimed = port_applications::claim(tx, who.0, given_up.serial, 1)?.unwrap();
            let cancelled = PortApplicationState::Cancelled;
            port_applications::set_state(tx, who.0, &claimed, cancelled)?;
            let raised = desk::raise_deadlines(tx, &DeadlineRule::default(), &after);
            let raised: Vec<u32> = raised.unwrap().iter().map(|row| row.serial).collect();
            let mut deadlines = Vec::new();
            for serial in 1..=5 {
                let row = port_applications::get(tx, who.0, serial)?;
                deadlines.push((row.deadline_on.to_string(), row.version));
            }
            Ok::<_, DbError>((raised, deadlines))
        })
        .await
        .unwrap();
    let promised = |day: &str, version| (day.to_owned(), version);
    let expected = [
        promised("2026-11-24", 1),
        promised("2026-12-08", 1),
        promised("2026-12-14", 1),
        promised("2026-12-22", 1),
        promised("2026-12-07", 2),
    ];
    assert_eq!(raised.0, [2]);
    assert_eq!(raised.1, expected);
}

#[tokio::test]
async fn a_claim_of_an_old_version_finds_nothing() {
    let test = TestDb::new().await;
    let claims = test
        .db
        .write(|tx| {
            let who = register(tx)?;
            let row = submit(tx, who, day("2026-12-10"), &BusinessCalendar::built_in())?;
            let mut claims = Vec::new();
            for version in [1, 1, 2, 7] {
                claims.push(port_applications::claim(tx, who.0, row.serial, version)?.is_some());
            }
            Ok::<_, DbError>(claims)
        })
        .await
        .unwrap();
    assert_eq!(claims, [true, false, true, false]);
}

#[tokio::test]
async fn a_place_in_another_order_lies_nowhere() {
    let test = TestDb::new().await;
    let now: DateTime<Utc> = test.clock.now();
    let found = test
        .db
        .write(move |tx| {
            let who = register(tx)?;
            submit(tx, who, day("2026-12-10"), &BusinessCalendar::built_in())?;
            let mut rows = |sort, start| {
                let filter = Filter::default();
                list::rows(tx, who.0, &filter, now, sort, start, 10).map(|rows| rows.len())
            };
            Ok::<_, DbError>([
                rows(Sort::Number, Start::Offset(0))?,
                rows(Sort::Number, Start::Behind(Key::Number(0)))?,
                rows(Sort::EffectiveDate, Start::Behind(Key::Number(0)))?,
            ])
        })
        .await
        .unwrap();
    assert_eq!(found, [1, 1, 0]);
}
