//! The deadline in a running server, both sides of midnight in Japan: applications arrive one
//! after the other until one is too late. The clock of the server is libfaketime's; the zone
//! in which it lives makes no difference.

use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use futures_util::future::join_all;
use minato_client::{Client, ClientError, Versioned};
use minato_db::{Clock as _, SystemClock};
use minato_test::TestDb;
use minato_types::FieldRule;
use minato_types::port_applications::{
    ChangePortApplicationRequest, PortApplication, PortApplicationRules,
    SubmitPortApplicationRequest,
};
use minato_types::problem::ProblemCode;

use crate::mail_server::MailServer;
use crate::population::{self, signed_in};
use crate::server_process::Plan;
use crate::set_clock::libfaketime;

/// Where the servers believe to be.
const ZONES: [&str; 4] = [
    "UTC",
    "Asia/Tokyo",
    "America/Los_Angeles",
    "Pacific/Kiritimati",
];

/// The end of the deadline day of `DAY`.
const MIDNIGHT: &str = "2026-09-17T15:00:00Z";
const DAY: &str = "2026-09-24";
const DEADLINE_DAY: &str = "2026-09-17";
/// The first day that is possible before: all of these days have one deadline.
const FIRST_DAY: &str = "2026-09-19";
/// The first day that is possible afterwards.
const NEXT_DAY: &str = "2026-09-25";

/// How long before midnight a server starts: a busy machine starts four of them in this time.
const BEFORE: TimeDelta = TimeDelta::seconds(24);

/// How long before midnight the applications begin.
const BEGIN: TimeDelta = TimeDelta::seconds(5);

/// How close to midnight the last application must have arrived to mean anything.
const CLOSE: TimeDelta = TimeDelta::seconds(2);

const PATIENCE: Duration = Duration::from_mins(1);

#[actix_web::test]
async fn the_deadline_is_midnight_in_japan_wherever_the_server_lives() {
    let library = libfaketime();
    let database = TestDb::new().await;
    let mails = MailServer::start();
    let people = population::populate(database.url(), ZONES.len()).await;
    let servers = ZONES.iter().enumerate().map(|(person, zone)| {
        let plan = Plan::new(database.url(), mails.url());
        around_midnight(plan, person, zone, &library)
    });
    let counts = join_all(servers).await;
    println!("accepted before midnight, by zone {ZONES:?}: {counts:?}");
    minato_test::port_applications_hold(&people.db).await;
}

/// Starts a server shortly before midnight and applies until it is too late. Answers how many
/// applications were accepted.
async fn around_midnight(plan: Plan, person: usize, zone: &str, library: &str) -> usize {
    let ahead = midnight() - BEFORE - SystemClock.now();
    let environment = [
        ("TZ", zone.to_owned()),
        ("LD_PRELOAD", library.to_owned()),
        ("FAKETIME", format!("{:+}s", ahead.num_seconds())),
        // Timeouts and pauses go by the monotonic clock, which nobody sets.
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
    ];
    let (_server, _) = plan.start_in(&environment).await;
    let client = signed_in(&plan.origin(), person).await;
    let rules = rules(&client).await;
    let started = midnight() - rules.now;
    assert!(
        started > TimeDelta::zero() && started <= BEFORE + TimeDelta::seconds(1),
        "{zone}: the clock of the server stands at {}",
        rules.now
    );
    assert_eq!(rules.earliest_date, day(FIRST_DAY), "{zone}");
    let wait = (started - BEGIN).to_std().unwrap_or_default();
    tokio::time::sleep(wait).await;

    let accepted = apply_until_refused(&client, zone).await;
    let last = &accepted[accepted.len() - 1];
    let gap = midnight() - last.value.submitted_at;
    assert!(gap > TimeDelta::zero(), "{zone}: accepted {gap} too late");
    assert!(gap <= CLOSE, "{zone}: the last came {gap} before midnight");
    what_was_accepted_stays(&client, &accepted, zone).await;
    accepted.len()
}

async fn apply_until_refused(client: &Client, zone: &str) -> Vec<Versioned<PortApplication>> {
    let started = Instant::now();
    let mut accepted = Vec::new();
    loop {
        let key = format!("{zone}-{}", accepted.len());
        match client.submit_port_application(&request(), &key).await {
            Ok(known) => {
                let deadline = known.value.deadline;
                assert_eq!((deadline.day, deadline.at), (day(DEADLINE_DAY), midnight()));
                accepted.push(known);
            }
            Err(error) => {
                is_too_late(&error, zone);
                break;
            }
        }
        assert!(started.elapsed() < PATIENCE, "{zone}: never refused");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let rules = rules(client).await;
    assert!(rules.now >= midnight(), "{zone}: refused at {}", rules.now);
    assert_eq!(rules.earliest_date, day(NEXT_DAY), "{zone}");
    accepted
}

fn is_too_late(error: &ClientError, zone: &str) {
    let ClientError::Problem { problem, .. } = error else {
        panic!("{zone}: {error}");
    };
    let rule = FieldRule::DeadlinePassed {
        effective_date: day(DAY),
        deadline: day(DEADLINE_DAY),
        earliest: day(NEXT_DAY),
    };
    let errors = problem.field_errors();
    assert_eq!(errors.of("effectiveDate"), Some(&rule), "{zone}");
}

/// After midnight it can be neither changed nor cancelled; its request gets its answer again.
async fn what_was_accepted_stays(
    client: &Client,
    accepted: &[Versioned<PortApplication>],
    zone: &str,
) {
    let first = &accepted[0];
    let number = first.value.number;
    let change = ChangePortApplicationRequest {
        added_ports: Some(2),
        ..ChangePortApplicationRequest::default()
    };
    let changed = client.change_port_application(number, &change, &first.etag);
    let cancelled = client.cancel_port_application(number, &first.etag);
    for refused in [changed.await, cancelled.await] {
        let code = refused.map_err(|error| error.code());
        assert_eq!(code, Err(Some(ProblemCode::DeadlinePassed)), "{zone}");
    }
    let key = format!("{zone}-0");
    let again = client.submit_port_application(&request(), &key).await;
    assert_eq!(again.as_ref(), Ok(first), "{zone}");
}

fn request() -> SubmitPortApplicationRequest {
    SubmitPortApplicationRequest {
        effective_date: DAY.to_owned(),
        added_ports: 1,
        remind: false,
    }
}

async fn rules(client: &Client) -> PortApplicationRules {
    client.get_port_application_rules().await.unwrap()
}

fn midnight() -> DateTime<Utc> {
    MIDNIGHT.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
