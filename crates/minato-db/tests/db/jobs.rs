//! Jobs that are planned for later.

use chrono::TimeDelta;
use minato_db::jobs::{self, Counts, NewJob, Outcome};
use minato_db::{Clock as _, Db, DbError, Tx as _};
use minato_test::TestDb;

const KIND: &str = "test";

/// A job about `subject`, planned for `later` from now.
async fn plan(db: &Db, subject: &str, later: TimeDelta) {
    let subject = subject.to_owned();
    let planned: Result<_, DbError> = db
        .write(move |tx| {
            let run_at = tx.now() + later;
            let job = NewJob {
                kind: KIND,
                subject: Some(subject),
                payload: String::new(),
                run_at: Some(run_at),
                expires_at: run_at + TimeDelta::hours(1),
            };
            jobs::enqueue(tx, &job)
        })
        .await;
    planned.unwrap();
}

async fn ready(db: &Db) -> (i64, usize) {
    let found: Result<_, DbError> = db
        .read(|tx| Ok((jobs::counts(tx)?, jobs::due(tx, KIND, 10)?.len())))
        .await;
    let (Counts { ready, dead }, due) = found.unwrap();
    assert_eq!(dead, 0);
    (ready, due)
}

async fn is_waiting(db: &Db, subject: &'static str) -> bool {
    let found: Result<bool, DbError> = db.read(move |tx| jobs::is_waiting(tx, KIND, subject)).await;
    found.unwrap()
}

#[tokio::test]
async fn a_job_that_is_planned_is_due_at_its_time_and_counts_from_then() {
    let test = TestDb::new().await;
    plan(&test.db, "a", TimeDelta::hours(1)).await;
    assert_eq!(ready(&test.db).await, (0, 0));
    test.clock.advance(TimeDelta::minutes(59));
    assert_eq!(ready(&test.db).await, (0, 0));
    test.clock.advance(TimeDelta::minutes(1));
    assert_eq!(ready(&test.db).await, (1, 1));
    // Under way, and between two tries, it still counts.
    let again = test.clock.now() + TimeDelta::minutes(15);
    let tried: Result<bool, DbError> = test
        .db
        .write(move |tx| {
            let id = jobs::due(tx, KIND, 1)?.pop().ok_or(DbError::NotFound)?;
            let job = jobs::claim(tx, id)?.ok_or(DbError::NotFound)?;
            let outcome = Outcome::Retry {
                at: again,
                error: String::new(),
            };
            jobs::finish(tx, &job, &outcome)
        })
        .await;
    assert!(tried.unwrap());
    assert_eq!(ready(&test.db).await, (1, 0));
}

#[tokio::test]
async fn a_job_waits_until_it_ended() {
    let test = TestDb::new().await;
    plan(&test.db, "a", TimeDelta::zero()).await;
    assert!(is_waiting(&test.db, "a").await);
    assert!(!is_waiting(&test.db, "b").await);
    let done: Result<bool, DbError> = test
        .db
        .write(|tx| {
            let id = jobs::due(tx, KIND, 1)?.pop().ok_or(DbError::NotFound)?;
            let job = jobs::claim(tx, id)?.ok_or(DbError::NotFound)?;
            jobs::finish(tx, &job, &Outcome::Done)
        })
        .await;
    assert!(done.unwrap());
    assert!(!is_waiting(&test.db, "a").await);
}
