//! Bringing the tables up to date.

use std::sync::{Arc, Barrier};
use std::thread;

use diesel::connection::SimpleConnection;
use minato_db::{DbError, Tx};
use minato_test::TestDb;

use crate::counters;

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    let test = TestDb::new().await;
    counters::make(&test.db, "a").await;
    test.db.migrate().unwrap();
    test.db.migrate().unwrap();
    assert_eq!(counters::value(&test.db, "a").await, 0);
}

/// Four servers migrate at the same moment.
fn migrate_in_four_servers(test: &TestDb) {
    let barrier = Arc::new(Barrier::new(4));
    let servers = [(); 4].map(|()| {
        let (db, barrier) = (test.open_again(), Arc::clone(&barrier));
        thread::spawn(move || {
            barrier.wait();
            db.migrate()
        })
    });
    for server in servers {
        server.join().unwrap().unwrap();
    }
}

#[tokio::test]
async fn servers_that_start_together_migrate_a_new_database_once() {
    let test = TestDb::empty().await;
    migrate_in_four_servers(&test);
    counters::make(&test.db, "a").await;
}

#[tokio::test]
async fn servers_that_start_together_migrate_an_older_database_once() {
    let test = TestDb::empty().await;
    let older: Result<(), DbError> = test
        .db
        .write(|tx| {
            Ok(tx.conn().batch_execute(
                "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, \
                 run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)",
            )?)
        })
        .await;
    older.unwrap();
    migrate_in_four_servers(&test);
    counters::make(&test.db, "a").await;
}
