//! Claims jobs, does them, notes how they ended.
//!
//! Any number of servers can run a worker on one database: a job belongs to whoever's
//! conditional update finds it, until the lease ends.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::web::Data;
use chrono::{DateTime, TimeDelta, Utc};
use minato_db::DbError;
use minato_db::jobs::{self, Job, Outcome};
use tokio::sync::{Semaphore, watch};
use uuid::Uuid;

use super::{
    JobError, JobKind, audit_checkpoints, clean_up, contract_import, expiry_reminders,
    opening_mails, password_reset, port_application_reminder, send_mail, service_renamed,
};
use crate::app::App;
use crate::programs::call_log;

/// How often an idle worker looks for jobs.
const POLL: Duration = Duration::from_millis(200);

/// How often the calls of programs are written down.
const LOG_INTERVAL: Duration = Duration::from_secs(1);

/// How many jobs of a kind are under way at a time: a mail server that hangs must not stop
/// the rest, and many requests of strangers must not stop mails.
const fn parallel(kind: JobKind) -> usize {
    match kind {
        JobKind::SendMail => 16,
        JobKind::PasswordReset | JobKind::PortApplicationReminder => 4,
        JobKind::OpeningMails
        | JobKind::ContractImport
        | JobKind::ServiceRenamed
        | JobKind::ExpiryReminders => 1,
    }
}

/// How long a stopping worker waits for what is under way.
const PATIENCE: Duration = Duration::from_secs(25);

/// The longest pause between two tries.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(15);

/// Works until `stop` says so, then finishes what is under way.
pub async fn run(app: Data<App>, mut stop: watch::Receiver<bool>) {
    let lanes = JobKind::ALL.map(|kind| (kind, Arc::new(Semaphore::new(parallel(kind)))));
    let mut last_clean_up: Option<Instant> = None;
    let mut last_log = Instant::now();
    let mut last_checkpoints: Option<Instant> = None;
    while !*stop.borrow() {
        if last_clean_up.is_none_or(|at| at.elapsed() >= clean_up::INTERVAL) {
            clean_up::run(&app).await;
            expiry_reminders::plan(&app).await;
            last_clean_up = Some(Instant::now());
        }
        if last_log.elapsed() >= LOG_INTERVAL {
            write_log(&app).await;
            last_log = Instant::now();
        }
        if last_checkpoints.is_none_or(|at| at.elapsed() >= audit_checkpoints::INTERVAL) {
            audit_checkpoints::run(&app).await;
            last_checkpoints = Some(Instant::now());
        }
        let mut full = false;
        for (kind, slots) in &lanes {
            full |= begin(&app, *kind, slots).await;
        }
        if full {
            // More waits than was begun: look again as soon as the others had their turn.
            tokio::task::yield_now().await;
            continue;
        }
        // An error means that nobody can stop us any more: the server is gone.
        if let Ok(Err(_)) = tokio::time::timeout(POLL, stop.changed()).await {
            break;
        }
    }
    write_log(&app).await;
    for (kind, slots) in &lanes {
        // Every slot free again: nothing is under way.
        let all = u32::try_from(parallel(*kind)).unwrap_or(u32::MAX);
        let _ = tokio::time::timeout(PATIENCE, slots.acquire_many(all)).await;
    }
    // What was done last is closed too.
    audit_checkpoints::run(&app).await;
}

/// Writes down what programs called.
async fn write_log(app: &App) {
    if let Err(error) = call_log::write(app).await {
        tracing::error!(%error, "the log of programs' calls cannot be written");
    }
}

/// Begins as many jobs of a kind as there are free slots; true if it found that many.
async fn begin(app: &Data<App>, kind: JobKind, slots: &Arc<Semaphore>) -> bool {
    let Ok(first) = Arc::clone(slots).try_acquire_owned() else {
        return false;
    };
    let free = 1 + slots.available_permits();
    let ids = due(app, kind, free).await;
    let found = ids.len();
    let mut next = Some(first);
    for id in ids {
        let Some(slot) = next
            .take()
            .or_else(|| Arc::clone(slots).try_acquire_owned().ok())
        else {
            break;
        };
        let app = app.clone();
        actix_web::rt::spawn(async move {
            work(&app, id).await;
            drop(slot);
        });
    }
    found == free
}

/// Does every job that is due, one after the other; answers how many. For tests and for
/// whoever wants nothing left behind.
pub async fn run_due(app: &Data<App>) -> usize {
    let mut done = 0;
    loop {
        let mut ids = Vec::new();
        for kind in JobKind::ALL {
            ids.extend(due(app, kind, parallel(kind)).await);
        }
        if ids.is_empty() {
            return done;
        }
        for id in ids {
            work(app, id).await;
            done += 1;
        }
    }
}

async fn due(app: &App, kind: JobKind, most: usize) -> Vec<Uuid> {
    let limit = i64::try_from(most).unwrap_or(0);
    let found: Result<Vec<Uuid>, DbError> = app
        .db
        .read(move |tx| jobs::due(tx, kind.as_str(), limit))
        .await;
    found.unwrap_or_else(|error| {
        tracing::error!(%error, "jobs cannot be read");
        Vec::new()
    })
}

async fn work(app: &Data<App>, id: Uuid) {
    let claimed: Result<Option<Job>, DbError> = app.db.write(move |tx| jobs::claim(tx, id)).await;
    let job = match claimed {
        Ok(Some(job)) => job,
        Ok(None) => return,
        Err(error) => return tracing::error!(%error, "a job cannot be claimed"),
    };
    let outcome = match perform(app, &job).await {
        Performed::Ended(outcome) => {
            finish(app, job.clone(), outcome.clone()).await;
            outcome
        }
        Performed::Noted => Outcome::Done,
        Performed::LeaseLost => return tracing::warn!(job = %id, "the lease ended before the job"),
    };
    app.metrics.job(&job.kind, &outcome);
    match &outcome {
        Outcome::Done => tracing::info!(job = %id, kind = job.kind, "job done"),
        other => tracing::warn!(job = %id, kind = job.kind, outcome = ?other, "job not done"),
    }
}

async fn finish(app: &App, job: Job, outcome: Outcome) {
    let id = job.id.0;
    let finished: Result<bool, DbError> = app
        .db
        .write(move |tx| jobs::finish(tx, &job, &outcome))
        .await;
    match finished {
        Ok(true) => {}
        Ok(false) => tracing::warn!(job = %id, "the lease ended before the job"),
        Err(error) => tracing::error!(job = %id, %error, "the end of a job cannot be noted"),
    }
}

/// What came of a try.
enum Performed {
    /// It ended so, which is still to be noted.
    Ended(Outcome),
    /// It is done and noted, in the transaction of its effect.
    Noted,
    /// Somebody else holds the job now.
    LeaseLost,
}

async fn perform(app: &Data<App>, job: &Job) -> Performed {
    let now = app.db.clock().now();
    if job.expires_at <= now.naive_utc() {
        return Performed::Ended(Outcome::Expired);
    }
    let (result, done) = match JobKind::parse(&job.kind) {
        Some(JobKind::SendMail) => (
            send_mail::run(app, job).await,
            Performed::Ended(Outcome::Done),
        ),
        Some(JobKind::PasswordReset) => (password_reset::run(app, job).await, Performed::Noted),
        Some(JobKind::PortApplicationReminder) => (
            port_application_reminder::run(app, job).await,
            Performed::Noted,
        ),
        Some(JobKind::OpeningMails) => (opening_mails::run(app, job).await, Performed::Noted),
        Some(JobKind::ContractImport) => (contract_import::run(app, job).await, Performed::Noted),
        Some(JobKind::ServiceRenamed) => (service_renamed::run(app, job).await, Performed::Noted),
        Some(JobKind::ExpiryReminders) => (expiry_reminders::run(app, job).await, Performed::Noted),
        None => {
            let error = "nobody knows this kind of job".to_owned();
            return Performed::Ended(Outcome::Dead { error });
        }
    };
    match result {
        Ok(()) => done,
        Err(JobError::LeaseLost) => Performed::LeaseLost,
        Err(JobError::Permanent(error)) => Performed::Ended(Outcome::Dead { error }),
        Err(JobError::Transient(error)) => {
            let at = next_try(now, job.attempts);
            Performed::Ended(Outcome::Retry { at, error })
        }
    }
}

/// Pauses double from five seconds to a quarter of an hour.
fn next_try(now: DateTime<Utc>, attempts: i64) -> DateTime<Utc> {
    let doublings = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or(0);
    let pause = TimeDelta::seconds(5 * 2_i64.pow(doublings));
    now + pause.min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_until_a_quarter_of_an_hour() {
        let pauses: Vec<i64> = (1..=9)
            .map(|n| (next_try(DateTime::UNIX_EPOCH, n) - DateTime::UNIX_EPOCH).num_seconds())
            .collect();
        assert_eq!(pauses, [5, 10, 20, 40, 80, 160, 320, 640, 900]);
    }
}
