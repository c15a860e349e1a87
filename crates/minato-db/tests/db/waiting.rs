//! Calls that wait: a write that keeps the writer busy until it is released, and calls
//! that are started but not awaited.

use std::pin::Pin;
use std::sync::mpsc::{Sender, channel};
use std::task::{Context, Poll, Waker};

use minato_db::{Db, DbError};
use tokio::task::JoinHandle;

/// A write that runs until it is released.
pub(crate) struct Held {
    release: Sender<()>,
    task: JoinHandle<Result<(), DbError>>,
}

impl Held {
    /// Starts a write and waits until its closure runs.
    pub(crate) async fn start(db: &Db) -> Self {
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
        Self { release, task }
    }

    /// Lets the write end and waits for its end.
    pub(crate) async fn release(self) {
        self.release.send(()).unwrap();
        self.task.await.unwrap().unwrap();
    }
}

/// Starts a call without waiting for its end: afterwards it stands in the queue.
pub(crate) fn enqueue<F: Future>(call: Pin<&mut F>) {
    let poll: Poll<_> = call.poll(&mut Context::from_waker(Waker::noop()));
    assert!(poll.is_pending());
}
