//! What must hold of all port applications, whatever was done to them by however many.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use minato_db::models::members;
use minato_db::models::port_application_events::{self, PortApplicationEvent};
use minato_db::models::port_applications::{PortApplication, desk};
use minato_db::{Db, DbError, ReadTx, TenantScope};
use minato_types::port_applications::{PortApplicationEventKind as Kind, PortApplicationState};
use minato_types::values::MemberId;

/// An application with its history.
#[derive(Debug, Clone)]
pub struct Story {
    /// The application as it is now.
    pub application: PortApplication,
    /// What happened to it, oldest first.
    pub events: Vec<PortApplicationEvent>,
}

/// Asserts that numbers have no gaps, histories are whole and legal, and no day has too many
/// ports. Answers the applications by serial.
pub async fn port_applications_hold(db: &Db) -> Vec<Story> {
    let read: Result<_, DbError> = db.read_long(|tx| stories(tx, None)).await;
    let stories = read.expect("the applications can be read");
    for (story, serial) in stories.iter().zip(1..) {
        assert_eq!(story.application.serial, serial, "serials have no gaps");
        check(story);
    }
    days_are_not_overfull(db, &stories).await;
    stories
}

/// Every application of all members, or of one, by serial: one serial cannot stand there twice.
pub fn stories(tx: &mut ReadTx<'_>, member: Option<TenantScope>) -> Result<Vec<Story>, DbError> {
    let all = desk::DeskFilter {
        member,
        all: true,
        ..desk::DeskFilter::default()
    };
    let mut stories = Vec::new();
    for row in desk::list(tx, &all, 0, 1_000_000)? {
        let application = row.application;
        let events = port_application_events::list(tx, application.scope(), application.serial)?;
        stories.push(Story {
            application,
            events,
        });
    }
    Ok(stories)
}

fn check(story: &Story) {
    let Story {
        application,
        events,
    } = story;
    let what = application.number();
    let places: Vec<u32> = events.iter().map(|event| event.seq).collect();
    let whole: Vec<u32> = (1..).take(events.len()).collect();
    assert_eq!(places, whole, "{what}: the history has gaps");
    let changes = events.iter().filter(|e| e.kind.0 == Kind::Changed).count();
    let revision = usize::try_from(application.revision).expect("a small number");
    assert_eq!(revision, changes, "{what}: revision");
    let version = usize::try_from(application.version).expect("a small number");
    assert_eq!(version, events.len(), "{what}: version");

    let (first, last) = (events.first(), events.last());
    let (first, last) = first.zip(last).expect("a history");
    assert_eq!(
        (first.kind.0, first.revision),
        (Kind::Submitted, 0),
        "{what}"
    );
    assert_eq!(
        (last.revision, last.effective_date, last.added_ports),
        (
            application.revision,
            application.effective_date,
            application.added_ports
        ),
        "{what}: the row is what the history says"
    );
    // A closing that the operator takes back may have raised it since.
    assert!(application.deadline_at >= last.deadline_at, "{what}");
    let state = match last.kind.0 {
        Kind::Cancelled => PortApplicationState::Cancelled,
        Kind::Provisioned => PortApplicationState::Provisioned,
        Kind::Submitted | Kind::Changed => PortApplicationState::Accepted,
    };
    assert_eq!(application.state.0, state, "{what}");
    for (before, after) in events.iter().zip(events.iter().skip(1)) {
        check_step(application, before, after);
    }
}

/// One event after the other: in order of time, nothing after the end, nothing too late.
fn check_step(
    application: &PortApplication,
    before: &PortApplicationEvent,
    after: &PortApplicationEvent,
) {
    let (first, second) = (before.kind.0, after.kind.0);
    let what = format!("{}: {second:?} after {first:?}", after.number());
    assert!(before.at <= after.at, "{what}: time goes back");
    assert!(matches!(first, Kind::Submitted | Kind::Changed), "{what}");
    let deadline = before.deadline_at.max(application.deadline_at);
    let legal = match second {
        Kind::Submitted => false,
        Kind::Changed => after.at < deadline && after.at < after.deadline_at,
        Kind::Cancelled => after.at < deadline,
        Kind::Provisioned => after.at >= before.deadline_at,
    };
    assert!(legal, "{what}");
}

async fn days_are_not_overfull(db: &Db, stories: &[Story]) {
    let mut sums: BTreeMap<(MemberId, NaiveDate), (TenantScope, u32)> = BTreeMap::new();
    for Story { application, .. } in stories {
        if application.state.0 != PortApplicationState::Cancelled {
            let day = (application.member_id.0, application.effective_date);
            sums.entry(day).or_insert((application.scope(), 0)).1 += application.added_ports;
        }
    }
    let checked: Result<(), DbError> = db
        .read_long(move |tx| {
            for ((_, day), (scope, sum)) in sums {
                let max = members::get(tx, scope)?.max_added_ports;
                assert!(sum <= max, "{sum} ports on {day}, at most {max}");
            }
            Ok(())
        })
        .await;
    checked.expect("the members can be read");
}
