//! Another server on the same database holds a lock, or takes our connection away.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use minato_db::{Db, DbError, DbSettings, SystemClock, SystemEntropy};
use minato_test::TestDb;

use crate::counters;

/// A server that waits for locks only a moment.
fn impatient(test: &TestDb) -> Db {
    let patience = Duration::from_millis(100);
    let settings = DbSettings {
        patience,
        ..DbSettings::new(test.url())
    };
    Db::open(settings, Arc::new(SystemClock), Arc::new(SystemEntropy)).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_lock_that_another_server_holds_too_long_is_busy() {
    let test = TestDb::new().await;
    counters::make(&test.db, "a").await;
    let (release, held) = channel();
    let (started, running) = tokio::sync::oneshot::channel();
    let db = test.db.clone();
    let holder = tokio::spawn(async move {
        db.write(move |tx| {
            let counted = counters::count_from(tx, "a", 0);
            started.send(()).unwrap();
            held.recv().unwrap();
            counted
        })
        .await
    });
    running.await.unwrap();
    let other = impatient(&test);
    let end = other.write(|tx| counters::count_from(tx, "a", 0)).await;
    assert!(matches!(end, Err(DbError::Busy)), "{end:?}");
    release.send(()).unwrap();
    assert!(holder.await.unwrap().unwrap());
    // The other server is well: now it finds that somebody was faster.
    assert!(
        !other
            .write(|tx| counters::count_from(tx, "a", 0))
            .await
            .unwrap()
    );
    assert_eq!(counters::value(&other, "a").await, 1);
}

#[cfg(feature = "postgres")]
mod postgres {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use chrono::TimeDelta;
    use diesel::connection::SimpleConnection;
    use diesel::prelude::*;
    use diesel::sql_types::Text;
    use minato_db::models::sessions;
    use minato_db::{Backend, Tx};

    use super::*;

    /// Closes all connections to this database but the one that asks.
    async fn close_all_others(server: &Db) {
        let closed: Result<(), DbError> = server
            .write(|tx| {
                Ok(tx.conn().batch_execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
                     WHERE datname = current_database() AND pid <> pg_backend_pid()",
                )?)
            })
            .await;
        closed.unwrap();
    }

    #[tokio::test]
    async fn a_connection_lost_between_calls_is_replaced() {
        let test = TestDb::new().await;
        if test.db.backend() != Backend::Postgres {
            return;
        }
        // A single thread for each kind, so that the next call meets the lost connection.
        let settings = DbSettings {
            read_threads: 1,
            write_threads: 1,
            ..DbSettings::new(test.url())
        };
        let db = Db::open(settings, Arc::new(SystemClock), Arc::new(SystemEntropy)).unwrap();
        counters::make(&db, "a").await;
        close_all_others(&test.db).await;
        assert!(
            db.write(|tx| counters::count_from(tx, "a", 0))
                .await
                .unwrap()
        );
        assert_eq!(counters::value(&db, "a").await, 1);
        close_all_others(&test.db).await;
        assert_eq!(counters::value(&db, "a").await, 1);
        close_all_others(&test.db).await;
        // What begins no transaction meets the loss at its statement, and runs again.
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&runs);
        let found: Result<_, DbError> = db
            .read_one(move |once| {
                counted.fetch_add(1, Ordering::SeqCst);
                sessions::find_live(once, "nobody's", TimeDelta::hours(1))
            })
            .await;
        assert!(found.unwrap().is_none());
        assert_eq!(runs.load(Ordering::SeqCst), 2);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn a_connection_lost_before_the_commit_leaves_the_outcome_unknown() {
        let test = TestDb::new().await;
        if test.db.backend() != Backend::Postgres {
            return;
        }
        let other = test.open_again();
        let runtime = tokio::runtime::Handle::current();
        let end = test
            .db
            .write(move |tx| {
                counters::insert(tx, "a")?;
                runtime.block_on(close_all_others(&other));
                Ok(())
            })
            .await;
        assert!(matches!(end, Err(DbError::OutcomeUnknown)), "{end:?}");
        counters::make(&test.db, "a").await;
    }

    #[derive(QueryableByName)]
    struct Setting {
        #[diesel(sql_type = Text)]
        name: String,
        #[diesel(sql_type = Text)]
        setting: String,
    }

    #[tokio::test]
    async fn sessions_are_in_utc_and_nothing_waits_for_ever() {
        let test = TestDb::new().await;
        if test.db.backend() != Backend::Postgres {
            return;
        }
        let settings: Result<Vec<Setting>, DbError> = test
            .db
            .read(|tx| {
                Ok(diesel::sql_query(
                    "SELECT name::text, setting::text FROM pg_settings \
                     WHERE name = 'TimeZone' OR name LIKE '%timeout'",
                )
                .load(tx.conn())?)
            })
            .await;
        let settings = settings.unwrap();
        let value = |name: &str| {
            let found = settings.iter().find(|setting| setting.name == name);
            found.map(|found| found.setting.as_str())
        };
        assert_eq!(value("TimeZone"), Some("UTC"));
        assert_eq!(value("statement_timeout"), Some("10000"));
        assert_eq!(value("lock_timeout"), Some("5000"));
        assert_eq!(value("idle_in_transaction_session_timeout"), Some("60000"));
    }
}
