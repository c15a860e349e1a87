//! PostgreSQL: threads that own a connection each, for short calls and for long reads.

mod backoff;
mod connector;
mod session;

use std::sync::Arc;

use crossbeam_channel::Receiver;

use crate::db::Ambient;
use crate::work::{Kind, Task};
use crate::workers::Workers;
use crate::{DbError, DbSettings, OneStatement, OpenError, ReadTx, WriteTx, migrations};
use connector::{Connector, Purpose};
use session::Session;

/// A PostgreSQL server and the threads that speak to it.
pub(crate) struct Postgres {
    connector: Arc<Connector>,
    readers: Workers,
    writers: Workers,
    long: Workers,
}

impl Postgres {
    pub(crate) fn open(settings: &DbSettings, ambient: &Ambient) -> Result<Self, OpenError> {
        let connector = Arc::new(Connector::new(settings));
        let lane = |purpose| {
            let session = Session::new(Arc::clone(&connector), ambient.clone(), purpose);
            move |queue: Receiver<Task>| session.serve(&queue)
        };
        let start = |name, threads: usize, purpose| {
            let lanes = (0..threads.max(1)).map(|_| lane(purpose));
            Workers::start(name, settings.queue, lanes)
        };
        Ok(Self {
            readers: start("db-read", settings.read_threads, Purpose::Short)?,
            writers: start("db-write", settings.write_threads, Purpose::Short)?,
            long: start("db-long-read", settings.long_threads, Purpose::LongRead)?,
            connector: Arc::clone(&connector),
        })
    }

    pub(crate) fn migrate(&self) -> Result<(), OpenError> {
        migrations::postgres(&mut self.connector.connect(Purpose::Migration)?)
    }

    pub(crate) async fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.readers
            .run(Kind::Read, move |tx| f(&mut tx.as_read()))
            .await
    }

    pub(crate) async fn read_one<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: Fn(OneStatement<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.readers
            .run_repeatable(Kind::OneStatement, move |tx| f(tx.into()))
            .await
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
        self.writers.run(Kind::Write, f).await
    }
}
