//! What is to be done outside the database: written in the transaction that wants it
//! done, claimed by a worker under a lease, done at least once.
//!
//! A worker that dies leaves its lease behind; when the lease ends, the next one claims
//! the job again. Only the holder of a lease may finish its job.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::conn::run;
use crate::schema::jobs;
use crate::{AsText, DbError, Tx, WriteTx};

/// How long a worker may hold a job.
pub const LEASE: TimeDelta = TimeDelta::seconds(60);

/// How long ended jobs are kept.
pub const RETENTION: TimeDelta = TimeDelta::days(30);

/// A job to be done.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// What is to be done: a word that a worker knows.
    pub kind: &'static str,
    /// Where one waiting job is enough: what it is about. A second one is refused with
    /// [`UniqueKey::WaitingJob`](crate::UniqueKey::WaitingJob).
    pub subject: Option<String>,
    /// What it needs to know, sealed by whoever writes it.
    pub payload: String,
    /// The earliest time of the first try; `None` for at once.
    pub run_at: Option<DateTime<Utc>>,
    /// After this time the job is of no use to anybody.
    pub expires_at: DateTime<Utc>,
}

/// A claimed job.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub struct Job {
    /// The id: stays the same however often the job is tried.
    pub id: AsText<Uuid>,
    /// What is to be done.
    pub kind: String,
    /// What it needs to know, sealed by whoever wrote it.
    pub payload: String,
    /// After this time the job is of no use to anybody.
    pub expires_at: NaiveDateTime,
    /// How often it was claimed, this time included.
    pub attempts: i64,
    /// When it was written.
    pub created_at: NaiveDateTime,
    lease: Option<String>,
}

/// The payload can hold a code or a link: it does not get into a log by accident.
impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// How a job ended, or when to try again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It came too late to be of use.
    Expired,
    /// It can never be done.
    Dead {
        /// Why, without secrets or personal data.
        error: String,
    },
    /// It failed this time.
    Retry {
        /// The earliest time of the next try.
        at: DateTime<Utc>,
        /// Why, without secrets or personal data.
        error: String,
    },
}

/// How many jobs are in which condition, for the metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Jobs that are due, under way or to be tried again; not those that are planned for later.
    pub ready: i64,
    /// Jobs that can never be done.
    pub dead: i64,
}

/// Writes a job down.
pub fn enqueue(tx: &mut WriteTx<'_>, job: &NewJob) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    run!(tx.conn(), |conn| diesel::insert_into(jobs::table)
        .values((
            jobs::id.eq(id.to_string()),
            jobs::kind.eq(job.kind),
            jobs::subject.eq(&job.subject),
            jobs::payload.eq(&job.payload),
            jobs::state.eq("ready"),
            jobs::run_at.eq(job.run_at.unwrap_or(now).naive_utc()),
            jobs::expires_at.eq(job.expires_at.naive_utc()),
            jobs::attempts.eq(0),
            jobs::created_at.eq(now.naive_utc()),
        ))
        .execute(conn))?;
    Ok(id)
}

/// The ids of jobs of one kind that are due, oldest first, without claiming them.
pub fn due(tx: &mut impl Tx, kind: &str, limit: i64) -> Result<Vec<Uuid>, DbError> {
    let now = tx.now().naive_utc();
    let ids: Vec<AsText<Uuid>> = jobs::table
        .filter(
            jobs::state
                .eq("ready")
                .and(jobs::kind.eq(kind))
                .and(jobs::run_at.le(now)),
        )
        .order(jobs::run_at)
        .limit(limit)
        .select(jobs::id)
        .load(tx.conn())?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// Claims a due job; `None` if another worker was faster.
pub fn claim(tx: &mut WriteTx<'_>, id: Uuid) -> Result<Option<Job>, DbError> {
    let now = tx.now().naive_utc();
    let lease = tx.new_id().to_string();
    let due = jobs::table
        .find(id.to_string())
        .filter(jobs::state.eq("ready").and(jobs::run_at.le(now)));
    let rows = diesel::update(due)
        .set((
            jobs::lease.eq(&lease),
            jobs::run_at.eq(now + LEASE),
            jobs::attempts.eq(jobs::attempts + 1),
        ))
        .execute(tx.conn())?;
    if rows == 0 {
        return Ok(None);
    }
    let job = jobs::table
        .find(id.to_string())
        .select(Job::as_select())
        .first(tx.conn())?;
    Ok(Some(job))
}

/// Notes how a try ended; false if the lease had ended and somebody else holds the job.
pub fn finish(tx: &mut WriteTx<'_>, job: &Job, outcome: &Outcome) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let held = jobs::table.find(job.id.0.to_string()).filter(
        jobs::state
            .eq("ready")
            .and(jobs::lease.eq(job.lease.clone())),
    );
    let (state, error) = match outcome {
        Outcome::Done => ("done", None),
        Outcome::Expired => ("expired", None),
        Outcome::Dead { error } => ("dead", Some(error)),
        Outcome::Retry { at, error } => {
            let rows = diesel::update(held)
                .set((
                    jobs::lease.eq(None::<String>),
                    jobs::run_at.eq(at.naive_utc()),
                    jobs::last_error.eq(error),
                ))
                .execute(tx.conn())?;
            return Ok(rows == 1);
        }
    };
    let rows = diesel::update(held)
        .set((
            jobs::state.eq(state),
            jobs::payload.eq(""),
            jobs::lease.eq(None::<String>),
            jobs::last_error.eq(error),
            jobs::finished_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(rows == 1)
}

/// Whether a job of this kind about this subject waits. What it answers holds as long as the
/// transaction keeps others from writing such a job down.
pub fn is_waiting(tx: &mut impl Tx, kind: &str, subject: &str) -> Result<bool, DbError> {
    let waiting = jobs::table.filter(
        jobs::state
            .eq("ready")
            .and(jobs::kind.eq(kind))
            .and(jobs::subject.eq(subject)),
    );
    Ok(diesel::select(diesel::dsl::exists(waiting)).get_result(tx.conn())?)
}

/// How many jobs wait and how many are dead.
pub fn counts(tx: &mut impl Tx) -> Result<Counts, DbError> {
    let now = tx.now().naive_utc();
    let planned = jobs::attempts.eq(0).and(jobs::run_at.gt(now));
    let ready = jobs::table
        .filter(jobs::state.eq("ready"))
        .filter(diesel::dsl::not(planned))
        .count()
        .get_result(tx.conn())?;
    let dead = jobs::table
        .filter(jobs::state.eq("dead"))
        .count()
        .get_result(tx.conn())?;
    Ok(Counts { ready, dead })
}

/// Removes jobs that ended more than [`RETENTION`] ago.
pub fn delete_old(tx: &mut WriteTx<'_>) -> Result<usize, DbError> {
    let limit = (tx.now() - RETENTION).naive_utc();
    let old = jobs::table.filter(jobs::state.ne("ready").and(jobs::finished_at.lt(limit)));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
