//! Bringing the tables up to date.

use std::sync::{Arc, Barrier};
use std::thread;

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

#[tokio::test]
async fn servers_that_start_together_migrate_once() {
    let test = TestDb::empty().await;
    let barrier = Arc::new(Barrier::new(4));
    let servers: Vec<_> = (0..4)
        .map(|_| {
            let (db, barrier) = (test.open_again(), Arc::clone(&barrier));
            thread::spawn(move || {
                barrier.wait();
                db.migrate()
            })
        })
        .collect();
    for server in servers {
        server.join().unwrap().unwrap();
    }
    counters::make(&test.db, "a").await;
}
