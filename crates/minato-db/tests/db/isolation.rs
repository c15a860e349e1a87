//! What one transaction sees and undoes.

use std::sync::Arc;
use std::sync::mpsc::channel;

use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use minato_db::{Clock, Db, DbError, Tx};
use minato_test::TestDb;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::counters;

async fn exists(db: &Db, name: &'static str) -> bool {
    match db.read(move |tx| counters::get(tx, name)).await {
        Ok(_) => true,
        Err(DbError::NotFound) => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_error_undoes_everything_before_it() {
    let test = TestDb::new().await;
    let end: Result<(), DbError> = test
        .db
        .write(|tx| {
            counters::insert(tx, "a")?;
            Err(DbError::NotFound)
        })
        .await;
    assert!(matches!(end, Err(DbError::NotFound)), "{end:?}");
    assert!(!exists(&test.db, "a").await);
}

#[tokio::test]
async fn a_statement_that_fails_cannot_be_committed_half() {
    let test = TestDb::new().await;
    counters::make(&test.db, "a").await;
    let end: Result<(), DbError> = test
        .db
        .write(|tx| {
            counters::insert(tx, "b")?;
            // Swallowed: on PostgreSQL the transaction is lost now, on SQLite it is not.
            let _ = counters::insert(tx, "a");
            Ok(())
        })
        .await;
    assert_eq!(end.is_ok(), exists(&test.db, "b").await, "{end:?} is not what happened");
}

/// Writes that wait together, so that on SQLite they share a commit: `names` in parallel,
/// while the first write holds the writer until all others are queued.
async fn together(db: &Db, names: [&'static str; 3], panics: &'static str) -> Vec<(String, bool)> {
    let (release, held) = channel::<()>();
    let holder = tokio::spawn({
        let db = db.clone();
        async move {
            db.write(move |_| {
                held.recv().unwrap();
                Ok::<_, DbError>(())
            })
            .await
        }
    });
    let queued = Arc::new(Barrier::new(names.len() + 1));
    let mut tasks = JoinSet::new();
    for name in names {
        let (db, queued) = (db.clone(), Arc::clone(&queued));
        tasks.spawn(async move {
            queued.wait().await;
            let written = db.write(move |tx| {
                counters::insert(tx, name)?;
                assert!(name != panics, "planted");
                Ok(())
            });
            let end: Result<(), DbError> = written.await;
            assert_eq!(matches!(end, Err(DbError::Panicked)), name == panics, "{end:?}");
            (name.to_owned(), end.is_ok())
        });
    }
    queued.wait().await;
    tokio::task::yield_now().await;
    release.send(()).unwrap();
    holder.await.unwrap().unwrap();
    tasks.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_panic_undoes_only_its_own_write() {
    let test = TestDb::new().await;
    let ends = together(&test.db, ["a", "b", "c"], "b").await;
    assert_eq!(ends.iter().filter(|end| end.1).count(), 2);
    assert!(exists(&test.db, "a").await && exists(&test.db, "c").await);
    assert!(!exists(&test.db, "b").await);
    // And the thread lives on.
    counters::make(&test.db, "d").await;
}

#[tokio::test]
async fn a_panic_in_a_read_is_an_error_and_the_next_read_works() {
    let test = TestDb::new().await;
    let end = test.db.read(|_| -> Result<(), DbError> { panic!("planted") }).await;
    assert!(matches!(end, Err(DbError::Panicked)), "{end:?}");
    test.db.ping().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reader_sees_one_state_while_others_write() {
    let test = TestDb::new().await;
    counters::make(&test.db, "a").await;
    let (seen_once, wait_for_first) = tokio::sync::oneshot::channel();
    let (changed, wait_for_change) = channel();
    let reading = tokio::spawn({
        let db = test.db.clone();
        async move {
            db.read_long(move |tx| {
                let first = counters::get(tx, "a")?;
                seen_once.send(()).unwrap();
                wait_for_change.recv().unwrap();
                Ok::<_, DbError>((first, counters::get(tx, "a")?))
            })
            .await
        }
    });
    wait_for_first.await.unwrap();
    assert!(test.db.write(|tx| counters::count_from(tx, "a", 0)).await.unwrap());
    changed.send(()).unwrap();
    assert_eq!(reading.await.unwrap().unwrap(), (0, 0));
    assert_eq!(counters::value(&test.db, "a").await, 1, "a later read sees the change");
}

#[tokio::test]
async fn a_read_cannot_write() {
    let test = TestDb::new().await;
    counters::make(&test.db, "a").await;
    let end: Result<(), DbError> = test
        .db
        .read(|tx| Ok(tx.conn().batch_execute("UPDATE password_failures SET failures = 9")?))
        .await;
    assert!(matches!(end, Err(DbError::Query(_))), "{end:?}");
    let end: Result<(), DbError> = test
        .db
        .read_long(|tx| Ok(tx.conn().batch_execute("UPDATE password_failures SET failures = 9")?))
        .await;
    assert!(matches!(end, Err(DbError::Query(_))), "{end:?}");
    assert_eq!(counters::value(&test.db, "a").await, 0);
}

#[tokio::test]
async fn time_and_ids_come_from_the_transaction() {
    let test = TestDb::new().await;
    let start = test.clock.now();
    let (first, early) = test.db.write(|tx| Ok::<_, DbError>((tx.now(), tx.new_id()))).await.unwrap();
    test.clock.advance(TimeDelta::hours(1));
    let (second, late) = test.db.write(|tx| Ok::<_, DbError>((tx.now(), tx.new_id()))).await.unwrap();
    assert_eq!((first, second), (start, start + TimeDelta::hours(1)));
    assert!(early < late);
    assert_eq!(test.db.read(|tx| Ok::<_, DbError>(tx.now())).await.unwrap(), second);
}
