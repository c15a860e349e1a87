//! More calls than can wait are refused, not forgotten; calls given up do not run.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use minato_db::{Db, DbError, DbSettings, SystemClock, SystemEntropy};
use minato_test::TestDb;

use crate::counters;
use crate::waiting::{Held, enqueue};

/// A handle with one thread and room for `queue` waiting calls.
fn narrow(test: &TestDb, queue: usize) -> Db {
    let settings = DbSettings {
        read_threads: 1,
        write_threads: 1,
        long_threads: 1,
        queue,
        ..DbSettings::new(test.url())
    };
    Db::open(settings, Arc::new(SystemClock), Arc::new(SystemEntropy)).unwrap()
}

#[tokio::test]
async fn a_call_that_finds_the_queue_full_is_refused() {
    let test = TestDb::new().await;
    let db = narrow(&test, 1);
    let held = Held::start(&db).await;
    let mut waiting = Box::pin(db.write(|tx| counters::insert(tx, "waiting")));
    enqueue(waiting.as_mut());
    let refused = db.write(|tx| counters::insert(tx, "refused")).await;
    assert!(
        matches!(refused, Err(DbError::Unavailable(_))),
        "{refused:?}"
    );
    held.release().await;
    waiting.await.unwrap();
    assert_eq!(counters::value(&db, "waiting").await, 0);
    assert!(matches!(
        db.read(|tx| counters::get(tx, "refused")).await,
        Err(DbError::NotFound)
    ));
}

#[tokio::test]
async fn a_call_given_up_before_it_began_does_not_run() {
    let test = TestDb::new().await;
    let db = narrow(&test, 2);
    let held = Held::start(&db).await;
    let ran = Arc::new(AtomicBool::new(false));
    let mut given_up = Box::pin({
        let ran = Arc::clone(&ran);
        db.write(move |_| {
            ran.store(true, Ordering::SeqCst);
            Ok::<_, DbError>(())
        })
    });
    enqueue(given_up.as_mut());
    drop(given_up);
    held.release().await;
    counters::make(&db, "next").await;
    assert!(!ran.load(Ordering::SeqCst));
}

#[tokio::test]
async fn what_is_queued_is_written_before_the_database_closes() {
    let test = TestDb::new().await;
    let db = narrow(&test, 2);
    let held = Held::start(&db).await;
    let mut last = Box::pin({
        let db = db.clone();
        async move { db.write(|tx| counters::insert(tx, "last")).await }
    });
    enqueue(last.as_mut());
    drop(db);
    held.release().await;
    last.await.unwrap();
    assert_eq!(counters::value(&test.db, "last").await, 0);
}
