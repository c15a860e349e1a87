//! Threads that take work from one bounded queue.

use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use tokio::sync::oneshot;

use crate::work::{Kind, Task};
use crate::{DbError, WriteTx};

/// A queue and its threads. Dropping it ends the threads after what is queued.
pub(crate) struct Workers {
    queue: Option<Sender<Task>>,
    threads: Vec<JoinHandle<()>>,
}

impl Workers {
    /// Starts one thread for each of `lanes`.
    pub(crate) fn start<L>(
        name: &str,
        capacity: usize,
        lanes: impl IntoIterator<Item = L>,
    ) -> std::io::Result<Self>
    where
        L: FnOnce(Receiver<Task>) + Send + 'static,
    {
        let (sender, receiver) = bounded(capacity);
        let mut workers = Self {
            queue: Some(sender),
            threads: Vec::new(),
        };
        for lane in lanes {
            let receiver = receiver.clone();
            let thread = thread::Builder::new().name(name.to_owned());
            workers.threads.push(thread.spawn(move || lane(receiver))?);
        }
        Ok(workers)
    }

    /// Runs a closure on one of the threads.
    pub(crate) async fn run<T, E, F>(&self, kind: Kind, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.answer_of(Task::new(kind, f)).await
    }

    /// Runs a closure on one of the threads; where its connection was lost, again.
    #[cfg(feature = "postgres")]
    pub(crate) async fn run_repeatable<T, E, F>(&self, kind: Kind, f: F) -> Result<T, E>
    where
        F: Fn(&mut WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.answer_of(Task::repeatable(kind, f)).await
    }

    async fn answer_of<T, E: From<DbError>>(
        &self,
        (task, reply): (Task, oneshot::Receiver<Result<T, E>>),
    ) -> Result<T, E> {
        self.submit(task)?;
        reply.await.unwrap_or_else(|_| Err(shut_down().into()))
    }

    fn submit(&self, task: Task) -> Result<(), DbError> {
        let Some(queue) = &self.queue else {
            return Err(shut_down());
        };
        queue.try_send(task).map_err(|error| match error {
            TrySendError::Full(_) => DbError::Unavailable("too many calls are waiting".to_owned()),
            TrySendError::Disconnected(_) => shut_down(),
        })
    }
}

fn shut_down() -> DbError {
    DbError::Unavailable("shut down".to_owned())
}

impl Drop for Workers {
    fn drop(&mut self) {
        drop(self.queue.take());
        for thread in self.threads.drain(..) {
            // A closure may hold the last handle on the database: a thread cannot wait for itself.
            if thread.thread().id() != thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}
