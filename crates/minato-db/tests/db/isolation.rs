//! What one transaction sees and undoes.

use std::sync::mpsc::channel;

use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use diesel::result::QueryResult;
use minato_db::{Backend, Clock, Db, DbError, Tx, WriteTx};
use minato_test::TestDb;

use crate::counters;
use crate::waiting::{Held, enqueue};

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
    assert_eq!(
        end.is_ok(),
        exists(&test.db, "b").await,
        "{end:?} is not what happened"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_writes_that_share_a_commit_only_the_failing_ones_are_undone() {
    let test = TestDb::new().await;
    let held = Held::start(&test.db).await;
    let mut calls = ["kept", "panics", "fails", "kept too"].map(|name| {
        let db = test.db.clone();
        Box::pin(async move { db.write(move |tx| write_as_named(tx, name)).await })
    });
    // All stand in the queue before the writer is free: they share its next commit.
    for call in &mut calls {
        enqueue(call.as_mut());
    }
    held.release().await;
    let [kept, panics, fails, kept_too] = calls;
    assert!(matches!(panics.await, Err(DbError::Panicked)));
    assert!(matches!(fails.await, Err(DbError::NotFound)));
    kept.await.unwrap();
    kept_too.await.unwrap();
    assert!(exists(&test.db, "kept").await && exists(&test.db, "kept too").await);
    assert!(!exists(&test.db, "panics").await && !exists(&test.db, "fails").await);
}

fn write_as_named(tx: &mut WriteTx<'_>, name: &str) -> Result<(), DbError> {
    counters::insert(tx, name)?;
    assert!(name != "panics", "planted");
    if name == "fails" {
        Err(DbError::NotFound)
    } else {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_commit_that_fails_is_told_to_everybody_who_shared_it() {
    let test = TestDb::new().await;
    if test.db.backend() == Backend::Postgres {
        return; // There everybody has a commit of his own.
    }
    let held = Held::start(&test.db).await;
    let mut neighbour = Box::pin(test.db.write(|tx| counters::insert(tx, "neighbour")));
    let mut culprit = Box::pin(test.db.write(|tx| Ok::<_, DbError>(break_the_commit(tx)?)));
    enqueue(neighbour.as_mut());
    enqueue(culprit.as_mut());
    held.release().await;
    for end in [neighbour.await, culprit.await] {
        assert!(matches!(end, Err(DbError::Unavailable(_))), "{end:?}");
    }
    assert!(!exists(&test.db, "neighbour").await);
    counters::make(&test.db, "next").await;
}

/// A row whose member does not exist, which SQLite is told to notice only at the commit.
fn break_the_commit(tx: &mut WriteTx<'_>) -> QueryResult<()> {
    tx.conn().batch_execute(
        "PRAGMA defer_foreign_keys = ON; \
         INSERT INTO member_options (member_id, kind, enabled_since) \
         VALUES ('nobody', 'webhooks', '2026-11-24')",
    )
}

#[tokio::test]
async fn a_panic_undoes_a_write_without_neighbours() {
    let test = TestDb::new().await;
    let end = test.db.write(|tx| write_as_named(tx, "panics")).await;
    assert!(matches!(end, Err(DbError::Panicked)), "{end:?}");
    assert!(!exists(&test.db, "panics").await);
    counters::make(&test.db, "next").await;
}

#[tokio::test]
async fn a_panic_in_a_read_is_an_error_and_the_next_read_works() {
    let test = TestDb::new().await;
    let end = test
        .db
        .read(|_| -> Result<(), DbError> { panic!("planted") })
        .await;
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
    assert!(
        test.db
            .write(|tx| counters::count_from(tx, "a", 0))
            .await
            .unwrap()
    );
    changed.send(()).unwrap();
    assert_eq!(reading.await.unwrap().unwrap(), (0, 0));
    assert_eq!(
        counters::value(&test.db, "a").await,
        1,
        "a later read sees the change"
    );
}

#[tokio::test]
async fn a_read_cannot_write() {
    let test = TestDb::new().await;
    counters::make(&test.db, "a").await;
    let end: Result<(), DbError> = test
        .db
        .read(|tx| {
            Ok(tx
                .conn()
                .batch_execute("UPDATE password_failures SET failures = 9")?)
        })
        .await;
    assert!(matches!(end, Err(DbError::Query(_))), "{end:?}");
    let end: Result<(), DbError> = test
        .db
        .read_long(|tx| {
            Ok(tx
                .conn()
                .batch_execute("UPDATE password_failures SET failures = 9")?)
        })
        .await;
    assert!(matches!(end, Err(DbError::Query(_))), "{end:?}");
    assert_eq!(counters::value(&test.db, "a").await, 0);
}

#[tokio::test]
async fn time_and_ids_come_from_the_transaction() {
    let test = TestDb::new().await;
    let start = test.clock.now();
    let (first, early) = test
        .db
        .write(|tx| Ok::<_, DbError>((tx.now(), tx.new_id())))
        .await
        .unwrap();
    test.clock.advance(TimeDelta::hours(1));
    let (second, late) = test
        .db
        .write(|tx| Ok::<_, DbError>((tx.now(), tx.new_id())))
        .await
        .unwrap();
    assert_eq!((first, second), (start, start + TimeDelta::hours(1)));
    assert!(early < late);
    assert_eq!(
        test.db.read(|tx| Ok::<_, DbError>(tx.now())).await.unwrap(),
        second
    );
}
