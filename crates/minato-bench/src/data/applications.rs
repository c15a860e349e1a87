//! Applications by the hundred thousand, as SQL that both databases understand.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use chrono::{Days, NaiveDate, TimeDelta};
use minato_types::rules::business_days::BusinessCalendar;
use minato_types::rules::deadline::DeadlineRule;

use super::Size;
use super::crowd::Member;

/// How many days before today the first application is for, and how many there are in all.
const BEFORE: u64 = 365;
const DAYS: u64 = 730;

/// How many days of one another the days of two neighbours may be.
const SPREAD: u64 = 30;

/// How a time is written; SQLite compares it as text.
const TIME: &str = "%F %T%.f";

/// The statements that insert them: oldest first, each with its history. `then` runs while the
/// people are still known by their numbers.
pub(super) fn statements(size: Size, members: &[Member], then: &str) -> Result<String> {
    Ok([
        people(members),
        days(size.today)?,
        applications(size, members.len()),
        EVENTS.to_owned(),
        then.to_owned(),
        format!(
            "UPDATE serial_numbers SET last = {} WHERE name = 'portApplication';\n\
             DROP TABLE bench_people; DROP TABLE bench_days;",
            size.rows
        ),
    ]
    .concat())
}

fn people(members: &[Member]) -> String {
    let mut sql = "CREATE TABLE bench_people (n BIGINT PRIMARY KEY, member_id TEXT, \
        account_id TEXT, name TEXT, search_name TEXT);\n"
        .to_owned();
    for (n, member) in members.iter().enumerate() {
        let (id, account) = (member.scope.member(), member.account);
        let (name, search_name) = (&member.name, &member.search_name);
        let _ = writeln!(
            sql,
            "INSERT INTO bench_people VALUES ({n}, '{id}', '{account}', '{name}', '{search_name}');"
        );
    }
    sql
}

/// The days with their deadlines. What is long past was provisioned.
fn days(today: NaiveDate) -> Result<String> {
    let (calendar, rule) = (BusinessCalendar::built_in(), DeadlineRule::default());
    let mut sql = "CREATE TABLE bench_days (n BIGINT PRIMARY KEY, day DATE, deadline_on DATE, \
        deadline_at TIMESTAMP, submitted_at TIMESTAMP, state TEXT);\n"
        .to_owned();
    let first = today - Days::new(BEFORE);
    for (n, day) in first.iter_days().take(usize::try_from(DAYS)?).enumerate() {
        let deadline = rule.deadline(&calendar, day).context("the calendar ends")?;
        let submitted = deadline
            .at
            .min(today.and_time(chrono::NaiveTime::MIN).and_utc())
            - TimeDelta::days(20)
            + TimeDelta::milliseconds(1_234_567);
        let state = if day < today {
            "provisioned"
        } else {
            "accepted"
        };
        let _ = writeln!(
            sql,
            "INSERT INTO bench_days VALUES ({n}, '{day}', '{}', '{}', '{}', '{state}');",
            deadline.day,
            deadline.at.naive_utc().format(TIME),
            submitted.naive_utc().format(TIME),
        );
    }
    Ok(sql)
}

/// The reader's member has every so many-th; the others share the rest. Their days follow the
/// numbers, as they do where people apply some weeks ahead. One in eleven was cancelled.
fn applications(size: Size, people: usize) -> String {
    let (rows, step, others) = (size.rows, size.step(), people.saturating_sub(1).max(1));
    let weeks = DAYS - SPREAD;
    format!(
        "INSERT INTO port_applications (member_id, serial, revision, effective_date, \
            added_ports, state, applicant_id, applicant_name, remind, deadline_on, deadline_at, \
            search_text, version, submitted_at, updated_at) \
         WITH RECURSIVE numbers (serial) AS (SELECT CAST(1 AS BIGINT) \
            UNION ALL SELECT serial + 1 FROM numbers WHERE serial < {rows}), \
         placed AS (SELECT serial, \
            CASE WHEN serial % {step} = 0 THEN 0 ELSE 1 + (serial * 7919) % {others} END AS person, \
            ((serial - 1) * {weeks}) / {rows} + (serial * 31) % {SPREAD} AS day, \
            CASE WHEN serial < 100000 THEN substr(CAST(100000 + serial AS TEXT), 2) \
                ELSE CAST(serial AS TEXT) END AS digits \
            FROM numbers) \
         SELECT p.member_id, serial, 0, d.day, 1 + serial % 5, \
            CASE WHEN serial % 11 = 0 THEN 'cancelled' ELSE d.state END, p.account_id, p.name, \
            FALSE, d.deadline_on, d.deadline_at, 'so-' || digits || '-0 ' || p.search_name, \
            CASE WHEN serial % 11 = 0 OR d.state <> 'accepted' THEN 2 ELSE 1 END, \
            d.submitted_at, d.submitted_at \
         FROM placed \
         JOIN bench_people p ON p.n = placed.person JOIN bench_days d ON d.n = placed.day \
         ORDER BY serial;\n"
    )
}

/// Each was submitted; the operator provisioned or the applicant cancelled it.
const EVENTS: &str = "INSERT INTO port_application_events (member_id, serial, seq, revision, \
        kind, effective_date, added_ports, deadline_on, deadline_at, account_id, account_name, at) \
    SELECT member_id, serial, 1, 0, 'submitted', effective_date, added_ports, deadline_on, \
        deadline_at, applicant_id, applicant_name, submitted_at \
    FROM port_applications ORDER BY serial;\n\
    INSERT INTO port_application_events (member_id, serial, seq, revision, \
        kind, effective_date, added_ports, deadline_on, deadline_at, account_id, account_name, at) \
    SELECT member_id, serial, 2, 0, state, effective_date, added_ports, deadline_on, deadline_at, \
        CASE WHEN state = 'cancelled' THEN applicant_id END, \
        CASE WHEN state = 'cancelled' THEN applicant_name END, updated_at \
    FROM port_applications WHERE state <> 'accepted' ORDER BY serial;\n";
