//! Many at once: nothing is lost, nothing happens twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use minato_db::{Backend, Db, DbError};
use minato_test::TestDb;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::counters;

/// Starts `count` tasks behind a barrier, half of them in a second server; their answers.
async fn all_at_once<T, F, R>(test: &TestDb, count: usize, task: F) -> Vec<T>
where
    F: Fn(Db) -> R,
    R: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let servers = [test.db.clone(), test.open_again()];
    let barrier = Arc::new(Barrier::new(count));
    let mut tasks = JoinSet::new();
    for (_, server) in (0..count).zip(servers.iter().cycle()) {
        let (barrier, task) = (Arc::clone(&barrier), task(server.clone()));
        tasks.spawn(async move {
            barrier.wait().await;
            task.await
        });
    }
    tasks.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_read_modify_writes_lose_nothing() {
    let test = TestDb::new().await;
    counters::make(&test.db, "shared").await;
    let tries = Arc::new(AtomicUsize::new(0));
    all_at_once(&test, 200, |db| {
        let tries = Arc::clone(&tries);
        async move { while !count_up(&db, &tries).await {} }
    })
    .await;
    assert_eq!(counters::value(&test.db, "shared").await, 200);
    if test.db.backend() == Backend::Sqlite {
        // The write lock is held from the start: what was read still stands.
        assert_eq!(tries.load(Ordering::SeqCst), 200);
    }
}

async fn count_up(db: &Db, tries: &AtomicUsize) -> bool {
    tries.fetch_add(1, Ordering::SeqCst);
    let counted = db.write(|tx| {
        let seen = counters::get(tx, "shared")?;
        counters::count_from(tx, "shared", seen)
    });
    counted
        .await
        .map_err(|error: DbError| error.to_string())
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_hundred_that_use_a_secret_exactly_one_succeeds() {
    let test = TestDb::new().await;
    counters::make(&test.db, "secret").await;
    let reached = Arc::new(AtomicUsize::new(0));
    let won = all_at_once(&test, 100, |db| {
        let reached = Arc::clone(&reached);
        async move {
            let used = db.write(move |tx| {
                reached.fetch_add(1, Ordering::SeqCst);
                counters::count_from(tx, "secret", 0)
            });
            used.await
                .map_err(|error: DbError| error.to_string())
                .unwrap()
        }
    })
    .await;
    assert_eq!(
        reached.load(Ordering::SeqCst),
        100,
        "all must reach the conditional update"
    );
    assert_eq!(won.into_iter().filter(|won| *won).count(), 1);
    assert_eq!(counters::value(&test.db, "secret").await, 1);
}
