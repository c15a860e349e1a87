//! kill -9 of the server under load, twenty times: no acknowledged write is lost, none is
//! half done, every mail is sent at least once under one id, and the server is ready again
//! within two seconds.
//!
//! Writers rename themselves to the numbers 1, 2, 3, ...; askers each ask once for a link
//! for a new password; applicants apply for ports, change and cancel. What the server
//! acknowledged is kept in a journal outside of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use minato_client::Client;
use minato_db::models::accounts;
use minato_db::{DbError, audit, jobs};
use minato_test::TestDb;
use minato_types::audit::AuditAction;
use minato_types::auth::RequestPasswordResetRequest;
use minato_types::me::UpdateMeRequest;
use tokio::task::JoinHandle;

use crate::applicants::{self, Applied, Progress};
use crate::mail_server::MailServer;
use crate::population::{self, MEMBER_NUMBER, Population, email, signed_in};
use crate::server_process::Plan;

const KILLS: usize = 20;
const WRITERS: usize = 8;
const ASKERS: usize = 1200;
const APPLICANTS: usize = 4;
const LEAST_ACKNOWLEDGED: usize = 1000;
const LEAST_PER_ROUND: usize = LEAST_ACKNOWLEDGED / KILLS + 10;
const LEAST_APPLICATIONS_PER_ROUND: usize = 4;
const LONGEST_ROUND: Duration = Duration::from_secs(10);
const READY_WITHIN: Duration = Duration::from_secs(2);

/// What the server acknowledged, and what it was asked in vain.
#[derive(Default)]
struct Journal {
    /// The last acknowledged number of each writer.
    named: [AtomicUsize; WRITERS],
    /// How many askers were acknowledged, from the first on without gaps but for `unsure`.
    asked: std::sync::Mutex<Vec<usize>>,
    applicants: Arc<Progress>,
    stop: AtomicBool,
}

impl Journal {
    fn acknowledged(&self) -> usize {
        let named: usize = self.named.iter().map(|n| n.load(Ordering::SeqCst)).sum();
        named + self.asked.lock().unwrap().len() + self.applied()
    }

    fn applied(&self) -> usize {
        self.applicants.applied.load(Ordering::SeqCst)
    }
}

#[actix_web::test]
async fn no_acknowledged_write_is_lost_when_the_server_dies() {
    let database = TestDb::new().await;
    let mails = MailServer::start();
    let people = population::populate(database.url(), WRITERS + ASKERS + APPLICANTS).await;
    let plan = Plan::new(database.url(), mails.url());
    let (mut server, _) = plan.start().await;

    let journal = Arc::new(Journal::default());
    let load = start_load(&plan, &journal).await;
    let applying = start_applicants(&plan, &journal).await;
    let (mut slowest, mut under_way) = (Duration::ZERO, 0);
    for round in 0..KILLS {
        work(&journal, round).await;
        under_way += mails.under_way();
        server.kill();
        let (next, ready) = plan.start().await;
        server = next;
        slowest = slowest.max(ready);
    }
    journal.stop.store(true, Ordering::SeqCst);
    journal.applicants.stop.store(true, Ordering::SeqCst);
    for task in load {
        task.await.unwrap();
    }
    let mut applied = Vec::new();
    for (person, task) in applying {
        applied.push((person, task.await.unwrap()));
    }
    wait_for_jobs(&people).await;

    let acknowledged = journal.acknowledged();
    let asked = journal.asked.lock().unwrap().clone();
    println!(
        "kills {KILLS}, acknowledged {acknowledged} (of which requests for mails {}), mails \
         taken {}, under way at kills {under_way}, slowest start {slowest:?}",
        asked.len(),
        mails.taken(),
    );
    assert!(
        acknowledged >= LEAST_ACKNOWLEDGED,
        "only {acknowledged} acknowledged writes"
    );
    assert!(under_way > 0, "no mail was under way at any kill");
    assert!(slowest <= READY_WITHIN, "ready only after {slowest:?}");
    names_hold(&people, &journal).await;
    every_mail_came(&mails, &asked);
    applicants::every_application_holds(&people, &applied, &mails).await;
    let repeated = journal.applicants.repeated.load(Ordering::SeqCst);
    println!("steps of applicants that were tried again: {repeated}");
    assert!(journal.applied() >= LEAST_APPLICATIONS_PER_ROUND * KILLS);
    assert!(repeated >= KILLS, "too few steps met a death");
}

/// Lets the load work for a while, never for the same time: 300 to 700 ms, and on a slow
/// machine until its share of the writes is acknowledged.
async fn work(journal: &Journal, round: usize) {
    let started = Instant::now();
    let (before, applied) = (journal.acknowledged(), journal.applied());
    let enough = || {
        journal.acknowledged() - before >= LEAST_PER_ROUND
            && journal.applied() - applied >= LEAST_APPLICATIONS_PER_ROUND
    };
    tokio::time::sleep(Duration::from_millis(300 + (round as u64 * 137) % 400)).await;
    while !enough() && started.elapsed() < LONGEST_ROUND {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Every writer signs in and begins; the askers are shared out among a few tasks.
async fn start_load(plan: &Plan, journal: &Arc<Journal>) -> Vec<JoinHandle<()>> {
    let mut tasks = Vec::new();
    for n in 0..WRITERS {
        let client = signed_in(&plan.origin(), n).await;
        tasks.push(actix_web::rt::spawn(write(client, n, Arc::clone(journal))));
    }
    for lane in 0..4 {
        let client = Client::new(&plan.origin());
        tasks.push(actix_web::rt::spawn(ask(client, lane, Arc::clone(journal))));
    }
    tasks
}

/// The applicants come after all others among the people.
async fn start_applicants(
    plan: &Plan,
    journal: &Arc<Journal>,
) -> Vec<(usize, JoinHandle<Vec<Applied>>)> {
    let mut tasks = Vec::new();
    for person in WRITERS + ASKERS..WRITERS + ASKERS + APPLICANTS {
        let client = signed_in(&plan.origin(), person).await;
        let progress = Arc::clone(&journal.applicants);
        let task = actix_web::rt::spawn(applicants::apply(client, person, progress));
        tasks.push((person, task));
    }
    tasks
}

/// Renames the writer to the next number, again and again.
async fn write(client: Client, writer: usize, journal: Arc<Journal>) {
    while !journal.stop.load(Ordering::SeqCst) {
        let next = journal.named[writer].load(Ordering::SeqCst) + 1;
        if rename(&client, next).await {
            journal.named[writer].store(next, Ordering::SeqCst);
        } else {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// One step; true if the server acknowledged that the name is `number`.
pub(crate) async fn rename(client: &Client, number: usize) -> bool {
    let Ok(me) = client.get_me().await else {
        return false;
    };
    if me.value.name.as_str() == number.to_string() {
        // The answer to an earlier try was lost, but not the write.
        return true;
    }
    let request = UpdateMeRequest {
        name: Some(number.to_string()),
        ..UpdateMeRequest::default()
    };
    client.update_me(&request, &me.etag).await.is_ok()
}

/// Asks for a link for every fourth person.
async fn ask(client: Client, lane: usize, journal: Arc<Journal>) {
    for person in (WRITERS + lane..WRITERS + ASKERS).step_by(4) {
        if journal.stop.load(Ordering::SeqCst) {
            return;
        }
        let request = RequestPasswordResetRequest {
            member_number: Some(MEMBER_NUMBER.to_owned()),
            email: email(person),
        };
        if client.request_password_reset(&request).await.is_ok() {
            journal.asked.lock().unwrap().push(person);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Waits until nothing is left to do: the leases of dead servers must end first.
async fn wait_for_jobs(people: &Population) {
    let started = Instant::now();
    loop {
        let counts: Result<jobs::Counts, DbError> = people.db.read(|tx| jobs::counts(tx)).await;
        let counts = counts.unwrap();
        assert_eq!(counts.dead, 0, "a job can never be done");
        if counts.ready == 0 {
            return;
        }
        assert!(
            started.elapsed() < Duration::from_secs(150),
            "{} jobs left",
            counts.ready
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The last acknowledged name is there, or the one after it, whose answer was lost; each
/// change has its audit event, and the chain holds.
async fn names_hold(people: &Population, journal: &Journal) {
    let scope = people.scope;
    let writers: Vec<_> = people.people[..WRITERS].to_vec();
    let read: Result<_, DbError> = people
        .db
        .read(move |tx| {
            let rows: Result<Vec<_>, _> = writers
                .iter()
                .map(|id| accounts::get(tx, scope, *id))
                .collect();
            Ok((rows?, audit::list(tx, scope)?, audit::head(tx, scope)?))
        })
        .await;
    let (rows, chain, head) = read.unwrap();
    audit::verify(&chain, &head).unwrap();
    for (account, acknowledged) in rows.iter().zip(&journal.named) {
        let acknowledged = acknowledged.load(Ordering::SeqCst);
        let name: usize = account.name.0.as_str().parse().unwrap();
        assert!(
            name == acknowledged || name == acknowledged + 1,
            "{name} in the database, {acknowledged} acknowledged"
        );
        let id = account.id.0.to_string();
        let recorded = chain.iter().filter(|event| {
            event.action.0 == AuditAction::ProfileChanged
                && event.actor_id.as_deref() == Some(id.as_str())
        });
        assert_eq!(recorded.count(), name, "one event per change");
        assert_eq!(
            account.version,
            i64::try_from(name).unwrap() + 1,
            "one version per change"
        );
    }
}

/// Everybody whose request was acknowledged got his mail; what came twice had one id.
fn every_mail_came(mails: &MailServer, asked: &[usize]) {
    let caught = mails.caught();
    for person in asked {
        let ids = caught.get(&email(*person));
        assert!(ids.is_some(), "no mail for person {person}");
        assert_eq!(
            ids.map(std::collections::BTreeSet::len),
            Some(1),
            "person {person}"
        );
    }
    let different: usize = caught.values().map(std::collections::BTreeSet::len).sum();
    println!(
        "mails {different}, taken twice {}",
        mails.taken() - different
    );
}
