//! The life of a thread that owns a connection.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::Receiver;
use diesel::connection::SimpleConnection;

use super::backoff::Backoff;
use super::connector::{Connector, Purpose};
use crate::db::Ambient;
use crate::work::{Kind, Task, Verdict, Work};
use crate::{Conn, DbError, WriteTx};

/// A thread's connection and what it needs.
pub(super) struct Session {
    connector: Arc<Connector>,
    ambient: Ambient,
    purpose: Purpose,
    connection: Option<Conn>,
    /// The last call found no server: the next ones are refused after a single try.
    down: bool,
}

impl Session {
    /// A session that connects when it is needed.
    pub(super) fn new(connector: Arc<Connector>, ambient: Ambient, purpose: Purpose) -> Self {
        Self {
            connector,
            ambient,
            purpose,
            connection: None,
            down: false,
        }
    }

    /// Runs calls until the queue is closed and empty.
    pub(super) fn serve(mut self, queue: &Receiver<Task>) {
        for Task { kind, mut work } in queue {
            let end = match kind {
                Kind::OneStatement => self.run_one(work.as_mut()),
                Kind::Read | Kind::Write => self.transact(kind, work.as_mut()),
            };
            work.answer(end);
        }
    }

    /// Runs what needs no transaction. That a kept connection was lost shows at its statement,
    /// which then runs again on a new one.
    fn run_one(&mut self, work: &mut dyn Work) -> Result<(), DbError> {
        loop {
            let kept = self.connection.is_some();
            let mut connection = self.begin(Kind::OneStatement)?;
            let verdict = self.run(work, &mut connection);
            if verdict == Verdict::Keep || connection.batch_execute("").is_ok() {
                self.connection = Some(connection);
                return Ok(());
            }
            if !kept {
                return Ok(());
            }
        }
    }

    fn run(&self, work: &mut dyn Work, connection: &mut Conn) -> Verdict {
        let (clock, entropy) = (self.ambient.clock.as_ref(), self.ambient.entropy.as_ref());
        work.run(&mut WriteTx::new(connection, clock, entropy))
    }

    fn transact(&mut self, kind: Kind, work: &mut dyn Work) -> Result<(), DbError> {
        let mut connection = self.begin(kind)?;
        let verdict = self.run(work, &mut connection);
        let end = match (kind, verdict) {
            (Kind::Write, Verdict::Keep) => commit(&mut connection),
            _ => Ok(()),
        };
        // Ends what was not committed; after a commit the server only remarks that there is
        // nothing to end, which the happy path is spared.
        let committed = end.is_ok() && (kind, verdict) == (Kind::Write, Verdict::Keep);
        let alive = committed || connection.batch_execute("ROLLBACK").is_ok();
        if alive {
            self.connection = Some(connection);
        }
        // On a living connection the server itself has said that it did not commit.
        end.map_err(|error| {
            if alive {
                error
            } else {
                DbError::OutcomeUnknown
            }
        })
    }

    /// A connection on which the transaction of this kind, if it has one, has begun. Nothing
    /// has run yet, so a lost connection can be replaced without doing anything twice.
    fn begin(&mut self, kind: Kind) -> Result<Conn, DbError> {
        let patience = if self.down {
            Duration::ZERO
        } else {
            self.connector.patience
        };
        let mut backoff = Backoff::new(patience);
        loop {
            let error = match self.try_begin(kind) {
                Ok(connection) => {
                    self.down = false;
                    return Ok(connection);
                }
                Err(error) => error,
            };
            let Some(pause) = backoff.next(self.ambient.entropy.as_ref()) else {
                self.down = true;
                tracing::error!(%error, "the database cannot be reached");
                return Err(DbError::Unavailable("it cannot be reached".to_owned()));
            };
            thread::sleep(pause);
        }
    }

    fn try_begin(&mut self, kind: Kind) -> Result<Conn, Box<dyn std::error::Error>> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Conn::Postgres(self.connector.connect(self.purpose)?),
        };
        connection.batch_execute(match kind {
            Kind::OneStatement => return Ok(connection),
            // All statements of a read see one state.
            Kind::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Kind::Write => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
        })?;
        Ok(connection)
    }
}

/// Commits. After a failed statement PostgreSQL answers `COMMIT` with a rollback and no
/// error; the statement before it makes that an error.
fn commit(connection: &mut Conn) -> Result<(), DbError> {
    connection.batch_execute("SELECT 1; COMMIT")?;
    Ok(())
}
