//! A caller's closure on its way to the thread that runs it, and the answer back.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use crate::{DbError, WriteTx};

/// Whether a transaction begins, and whether for reading or for writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    #[cfg(feature = "postgres")]
    OneStatement,
    Read,
    Write,
}

/// What is to become of a closure's changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Keep,
    Undo,
}

/// A closure and its caller, of whatever types.
pub(crate) trait Work: Send {
    /// Runs the closure inside the transaction; keeps its result until [`Work::answer`]. A
    /// closure that runs once has nothing to do the second time.
    fn run(&mut self, tx: &mut WriteTx<'_>) -> Verdict;

    /// Tells the caller: its own result if the transaction ended well, else the error.
    fn answer(self: Box<Self>, end: Result<(), DbError>);
}

/// Work for a thread that owns a connection.
pub(crate) struct Task {
    #[cfg_attr(
        not(feature = "postgres"),
        allow(dead_code, reason = "SQLite has a thread for each kind")
    )]
    pub(crate) kind: Kind,
    pub(crate) work: Box<dyn Work>,
}

impl Task {
    /// Packs a closure; the receiver gets its result after the transaction has ended.
    pub(crate) fn new<T, E, F>(kind: Kind, f: F) -> (Self, oneshot::Receiver<Result<T, E>>)
    where
        F: FnOnce(&mut WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let mut f = Some(f);
        Self::pack(kind, move |tx| f.take().map(|f| f(tx)))
    }

    /// Packs a closure that may run again where a connection was lost.
    #[cfg(feature = "postgres")]
    pub(crate) fn repeatable<T, E, F>(kind: Kind, f: F) -> (Self, oneshot::Receiver<Result<T, E>>)
    where
        F: Fn(&mut WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        Self::pack(kind, move |tx| Some(f(tx)))
    }

    fn pack<T, E, F>(kind: Kind, f: F) -> (Self, oneshot::Receiver<Result<T, E>>)
    where
        F: FnMut(&mut WriteTx<'_>) -> Option<Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (reply, receiver) = oneshot::channel();
        (
            Self {
                kind,
                work: Box::new(Call {
                    f,
                    result: None,
                    reply,
                }),
            },
            receiver,
        )
    }
}

struct Call<F, T, E> {
    /// Answers nothing when it has nothing to do.
    f: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Work for Call<F, T, E>
where
    F: FnMut(&mut WriteTx<'_>) -> Option<Result<T, E>> + Send,
    T: Send,
    E: From<DbError> + Send,
{
    fn run(&mut self, tx: &mut WriteTx<'_>) -> Verdict {
        // Nobody waits any more: the request was given up before it began.
        if self.reply.is_closed() {
            return Verdict::Undo;
        }
        let result = guarded(|| (self.f)(tx).transpose());
        let Some(result) = result.transpose() else {
            return Verdict::Undo;
        };
        let verdict = if result.is_ok() {
            Verdict::Keep
        } else {
            Verdict::Undo
        };
        self.result = Some(result);
        verdict
    }

    fn answer(self: Box<Self>, end: Result<(), DbError>) {
        let answer = match (self.result, end) {
            (Some(Ok(value)), Ok(())) => Ok(value),
            // The closure's own error says more than what became of its neighbours.
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(error.into()),
            (None, Ok(())) => return,
        };
        // A caller that went away needs no answer.
        let _ = self.reply.send(answer);
    }
}

/// Runs a closure whose panic must not end the thread.
pub(crate) fn guarded<T, E: From<DbError>>(f: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    // What the closure held is dropped, and the transaction it touched is rolled back, so
    // nothing half changed is seen again.
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|_| Err(DbError::Panicked.into()))
}
