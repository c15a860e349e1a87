//! People who apply for ports, change and cancel, and do not give up when the server dies:
//! they repeat a submission with its key, and look what became of a change before they
//! repeat it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use chrono::Days;
use minato_client::{Client, ClientError, Versioned};
use minato_db::DbError;
use minato_db::models::serial_numbers::{self, Series};
use minato_test::Story;
use minato_types::port_applications::{
    ChangePortApplicationRequest, PortApplication, PortApplicationState,
    SubmitPortApplicationRequest,
};
use minato_types::problem::ProblemCode;

use crate::mail_server::MailServer;
use crate::population::{NOTIFIED, Population, email};

/// How long they rest after each step.
const REST: Duration = Duration::from_millis(10);

/// An application as its applicant knows it: everything was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Applied {
    serial: u32,
    ports: u32,
    revision: u32,
    state: PortApplicationState,
}

/// How far all applicants are.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// Applications whose last step was acknowledged.
    pub(crate) applied: AtomicUsize,
    /// Steps that had to be tried again.
    pub(crate) repeated: AtomicUsize,
    /// Set when it is enough.
    pub(crate) stop: AtomicBool,
}

/// Applies until it is enough; every second application is changed, every third cancelled.
pub(crate) async fn apply(client: Client, person: usize, progress: Arc<Progress>) -> Vec<Applied> {
    let client = Persistent {
        client,
        progress: Arc::clone(&progress),
    };
    let mut applied = Vec::new();
    while !progress.stop.load(Ordering::SeqCst) {
        let n = applied.len();
        let mut known = client.submit(&format!("{person}-{n}"), n).await;
        if n.is_multiple_of(2) {
            known = client.change(known).await;
        }
        if n.is_multiple_of(3) {
            known = client.cancel(known).await;
        }
        let application = known.value;
        applied.push(Applied {
            serial: application.number.serial,
            ports: application.added_ports,
            revision: application.number.revision,
            state: application.state,
        });
        progress.applied.fetch_add(1, Ordering::SeqCst);
    }
    applied
}

type Known = Versioned<PortApplication>;

/// A client that does not give up.
struct Persistent {
    client: Client,
    progress: Arc<Progress>,
}

impl Persistent {
    async fn submit(&self, key: &str, n: usize) -> Known {
        loop {
            if let Some(known) = self.answered(self.try_to_submit(key, n).await).await {
                return known;
            }
        }
    }

    async fn try_to_submit(&self, key: &str, n: usize) -> Result<Known, ClientError> {
        let rules = self.client.get_port_application_rules().await?;
        let ahead = 30 + u64::try_from(n % 200).unwrap();
        let request = SubmitPortApplicationRequest {
            effective_date: (rules.earliest_date + Days::new(ahead)).to_string(),
            added_ports: 1,
            remind: false,
        };
        self.client.submit_port_application(&request, key).await
    }

    async fn change(&self, before: Known) -> Known {
        let request = ChangePortApplicationRequest {
            added_ports: Some(2),
            ..ChangePortApplicationRequest::default()
        };
        loop {
            let number = before.value.number;
            let changed = self
                .client
                .change_port_application(number, &request, &before.etag);
            let changed = changed.await;
            if changed.as_ref().is_err_and(is_stale) {
                // Nobody else changes it: an answer was lost, not the change.
                let known = self.look(&before).await;
                assert_eq!(
                    (known.value.number.revision, known.value.added_ports),
                    (1, 2)
                );
                return known;
            }
            if let Some(known) = self.answered(changed).await {
                return known;
            }
        }
    }

    async fn cancel(&self, before: Known) -> Known {
        loop {
            let number = before.value.number;
            let cancelled = self
                .client
                .cancel_port_application(number, &before.etag)
                .await;
            if cancelled.as_ref().is_err_and(is_stale) {
                let known = self.look(&before).await;
                assert_eq!(known.value.state, PortApplicationState::Cancelled);
                return known;
            }
            if let Some(known) = self.answered(cancelled).await {
                return known;
            }
        }
    }

    async fn look(&self, before: &Known) -> Known {
        loop {
            let found = self.client.get_port_application(before.value.number).await;
            if let Some(known) = self.answered(found).await {
                return known;
            }
        }
    }

    /// What the server acknowledged; nothing if it was away. It refuses none of this.
    async fn answered(&self, answer: Result<Known, ClientError>) -> Option<Known> {
        use ProblemCode as P;
        tokio::time::sleep(REST).await;
        match answer {
            Ok(known) => return Some(known),
            Err(ClientError::Network(_)) => {}
            Err(error) => assert!(
                matches!(
                    error.code(),
                    Some(P::Unavailable | P::Internal | P::IdempotencyKeyInUse)
                ),
                "refused: {error:?}"
            ),
        }
        self.progress.repeated.fetch_add(1, Ordering::SeqCst);
        None
    }
}

fn is_stale(error: &ClientError) -> bool {
    error.code() == Some(ProblemCode::PreconditionFailed)
}

/// Every application is there once and is what its applicant knows; numbers and histories are
/// whole; whoever is to hear of an event got one mail.
pub(crate) async fn every_application_holds(
    people: &Population,
    applied: &[(usize, Vec<Applied>)],
    mails: &MailServer,
) {
    let stories = minato_test::port_applications_hold(&people.db).await;
    let known: usize = applied.iter().map(|(_, all)| all.len()).sum();
    assert_eq!(stories.len(), known, "one application for each key");
    for applied in applied.iter().flat_map(|(_, all)| all) {
        let index = usize::try_from(applied.serial).unwrap() - 1;
        let application = &stories[index].application;
        let found = Applied {
            serial: application.serial,
            ports: application.added_ports,
            revision: application.revision,
            state: application.state.0,
        };
        assert_eq!(&found, applied);
    }
    the_next_number_follows(people, known).await;

    let caught = mails.caught();
    let count = |address: &str| {
        caught
            .get(address)
            .map_or(0, std::collections::BTreeSet::len)
    };
    let events: usize = stories.iter().map(|story| story.events.len()).sum();
    assert_eq!(count(NOTIFIED), events, "one mail for each event");
    for (person, _) in applied {
        let own = events_of(people, &stories, *person);
        assert_eq!(count(&email(*person)), own, "person {person}");
    }
    println!(
        "applications {known}, events {events}, mails about them {}",
        2 * events
    );
}

fn events_of(people: &Population, stories: &[Story], person: usize) -> usize {
    let own = |story: &&Story| story.application.applicant_id.0 == people.people[person];
    stories
        .iter()
        .filter(own)
        .map(|story| story.events.len())
        .sum()
}

/// No number was given out in vain.
async fn the_next_number_follows(people: &Population, known: usize) {
    let taken = std::sync::Arc::new(std::sync::Mutex::new(None));
    let told = std::sync::Arc::clone(&taken);
    let undone: Result<(), DbError> = people
        .db
        .write(move |tx| {
            *told.lock().unwrap() = Some(serial_numbers::take(tx, Series::PortApplication, 1)?);
            Err(DbError::NotFound)
        })
        .await;
    assert!(matches!(undone, Err(DbError::NotFound)), "{undone:?}");
    let next = u32::try_from(known + 1).unwrap();
    assert_eq!(*taken.lock().unwrap(), Some(next));
}
