//! Writing: one thread holds the only write connection of this process. It runs all
//! waiting writes in one transaction, each in a savepoint of its own, commits once, and
//! only then answers. One flush to the disk is so shared by many.

use std::sync::Arc;

use crossbeam_channel::Receiver;

use super::control::Control;
use super::file::DatabaseFile;
use crate::db::Ambient;
use crate::work::{Task, Verdict, Work};
use crate::{Conn, DbError, OpenError, WriteTx};

/// The writer's connection and what it needs.
pub(super) struct Writer {
    file: Arc<DatabaseFile>,
    connection: Conn,
    ambient: Ambient,
    batch: usize,
}

type Batch = Vec<Box<dyn Work>>;

impl Writer {
    /// Opens the connection; makes the file if there is none.
    pub(super) fn open(
        file: Arc<DatabaseFile>,
        ambient: Ambient,
        batch: usize,
    ) -> Result<Self, OpenError> {
        let connection = file.connect_for_writing()?;
        Ok(Self {
            file,
            connection,
            ambient,
            batch: batch.max(1),
        })
    }

    /// The life of the writer's thread: until the queue is closed and empty.
    pub(super) fn serve(mut self, queue: &Receiver<Task>) {
        while let Ok(first) = queue.recv() {
            let more = queue.try_iter().take(self.batch - 1);
            let batch = std::iter::once(first)
                .chain(more)
                .map(|task| task.work)
                .collect();
            self.run(batch);
        }
    }

    fn run(&mut self, mut batch: Batch) {
        let end = self.transact(&mut batch);
        if let Err(error) = &end {
            tracing::error!(%error, writes = batch.len(), "nothing of this batch was written");
            self.recover(error);
        }
        for work in batch {
            work.answer(end.as_ref().copied().map_err(DbError::shared));
        }
    }

    fn transact(&mut self, batch: &mut [Box<dyn Work>]) -> Result<(), DbError> {
        Control::BeginWrite.run(&mut self.connection)?;
        if let [only] = batch {
            return self.alone(only);
        }
        for work in batch {
            self.one_of_many(work)?;
        }
        Control::Commit.run(&mut self.connection)
    }

    /// A write without neighbours needs no savepoint.
    fn alone(&mut self, work: &mut Box<dyn Work>) -> Result<(), DbError> {
        match self.call(work) {
            Verdict::Keep => Control::Commit.run(&mut self.connection),
            Verdict::Undo => Control::Rollback.run(&mut self.connection),
        }
    }

    fn one_of_many(&mut self, work: &mut Box<dyn Work>) -> Result<(), DbError> {
        Control::Savepoint.run(&mut self.connection)?;
        if self.call(work) == Verdict::Undo {
            // SQLite itself undoes the whole transaction on errors like a full disk. Then
            // this fails, and with it the batch.
            Control::RollbackToSavepoint.run(&mut self.connection)?;
        }
        Control::Release.run(&mut self.connection)
    }

    fn call(&mut self, work: &mut Box<dyn Work>) -> Verdict {
        work.run(&mut WriteTx::new(
            &mut self.connection,
            self.ambient.clock.as_ref(),
            self.ambient.entropy.as_ref(),
        ))
    }

    /// Leaves the connection without a transaction, or takes a new one.
    fn recover(&mut self, error: &DbError) {
        // Fails when SQLite has rolled back by itself, which is as good.
        let _ = Control::Rollback.run(&mut self.connection);
        if matches!(error, DbError::Busy) {
            return;
        }
        match self.file.connect_for_writing() {
            Ok(connection) => self.connection = connection,
            Err(error) => tracing::error!(%error, "the write connection could not be renewed"),
        }
    }
}
