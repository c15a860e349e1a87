//! More calls than can wait are refused, not forgotten; calls given up do not run.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::task::{Context, Poll, Waker};

use minato_db::{Db, DbError, DbSettings, SystemClock, SystemEntropy};
use minato_test::TestDb;
use tokio::task::JoinHandle;

use crate::counters;

/// A handle with one thread and room for one waiting call.
fn narrow(test: &TestDb) -> Db {
    let settings =
        DbSettings { threads: 1, long_threads: 1, queue: 1, ..DbSettings::new(test.url()) };
    Db::open(settings, Arc::new(SystemClock), Arc::new(SystemEntropy)).unwrap()
}

/// Keeps the thread for writes busy until the sender is used.
async fn occupy(db: &Db) -> (Sender<()>, JoinHandle<Result<(), DbError>>) {
    let (release, held) = channel();
    let (started, running) = tokio::sync::oneshot::channel();
    let db = db.clone();
    let task = tokio::spawn(async move {
        db.write(move |_| {
            started.send(()).unwrap();
            held.recv().unwrap();
            Ok(())
        })
        .await
    });
    running.await.unwrap();
    (release, task)
}

/// Starts a future without waiting for its end.
fn start<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

#[tokio::test]
async fn a_call_that_finds_the_queue_full_is_refused() {
    let test = TestDb::new().await;
    let db = narrow(&test);
    let (release, task) = occupy(&db).await;
    let mut waiting = Box::pin(db.write(|tx| counters::insert(tx, "waiting")));
    assert!(start(waiting.as_mut()).is_pending());
    let refused = db.write(|tx| counters::insert(tx, "refused")).await;
    assert!(matches!(refused, Err(DbError::Unavailable(_))), "{refused:?}");
    release.send(()).unwrap();
    task.await.unwrap().unwrap();
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
    let db = narrow(&test);
    let (release, task) = occupy(&db).await;
    let ran = Arc::new(AtomicBool::new(false));
    let mut given_up = Box::pin({
        let ran = Arc::clone(&ran);
        db.write(move |_| {
            ran.store(true, Ordering::SeqCst);
            Ok::<_, DbError>(())
        })
    });
    assert!(start(given_up.as_mut()).is_pending());
    drop(given_up);
    release.send(()).unwrap();
    task.await.unwrap().unwrap();
    counters::make(&db, "next").await;
    assert!(!ran.load(Ordering::SeqCst));
}

#[tokio::test]
async fn what_is_queued_is_written_before_the_database_closes() {
    let test = TestDb::new().await;
    let db = narrow(&test);
    let (release, task) = occupy(&db).await;
    let mut last = Box::pin({
        let db = db.clone();
        async move { db.write(|tx| counters::insert(tx, "last")).await }
    });
    assert!(start(last.as_mut()).is_pending());
    drop(db);
    release.send(()).unwrap();
    task.await.unwrap().unwrap();
    last.await.unwrap();
    assert_eq!(counters::value(&test.db, "last").await, 0);
}
