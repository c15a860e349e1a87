//! SQLite: many readers on their own threads, one writer.

mod backup;
mod control;
mod file;
mod mounts;
mod readers;
mod writer;

use std::path::Path;
use std::sync::Arc;

use crossbeam_channel::Receiver;

use crate::db::Ambient;
use crate::work::{Kind, Task};
use crate::workers::Workers;
use crate::{DbError, DbSettings, OneStatement, OpenError, ReadTx, WriteTx, migrations};
use file::DatabaseFile;

/// A SQLite file and the threads that work on it.
pub(crate) struct Sqlite {
    file: Arc<DatabaseFile>,
    ambient: Ambient,
    writer: Workers,
    long: Workers,
}

impl Sqlite {
    pub(crate) fn open(settings: &DbSettings, ambient: &Ambient) -> Result<Self, OpenError> {
        let file = Arc::new(DatabaseFile::open(&settings.url, settings.patience)?);
        let writer = writer::Writer::open(Arc::clone(&file), ambient.clone(), settings.batch)?;
        let long = (0..settings.long_threads.max(1)).map(|_| {
            let (file, ambient) = (Arc::clone(&file), ambient.clone());
            move |queue: Receiver<Task>| readers::serve(&file, &ambient, &queue)
        });
        let write = [move |queue: Receiver<Task>| writer.serve(&queue)];
        Ok(Self {
            writer: Workers::start("db-writer", settings.queue, write)?,
            long: Workers::start("db-long-read", settings.queue, long)?,
            ambient: ambient.clone(),
            file,
        })
    }

    pub(crate) fn migrate(&self) -> Result<(), OpenError> {
        migrations::sqlite(&mut self.file.connect_for_migration()?)
    }

    /// Runs at once on the calling thread.
    pub(crate) fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut ReadTx<'_>) -> Result<T, E>,
        E: From<DbError>,
    {
        readers::read(&self.file, &self.ambient, f)
    }

    /// Runs at once on the calling thread.
    pub(crate) fn read_one<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(OneStatement<'_>) -> Result<T, E>,
        E: From<DbError>,
    {
        readers::read_one(&self.file, &self.ambient, f)
    }

    pub(crate) async fn read_long<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.long
            .run(Kind::Read, move |tx| f(&mut tx.as_read()))
            .await
    }

    pub(crate) async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.writer.run(Kind::Write, f).await
    }

    pub(crate) async fn backup_to(&self, target: &Path) -> Result<(), OpenError> {
        backup::run(Arc::clone(&self.file), target.to_owned()).await
    }
}
