//! The database: the one door to all rows.

use std::path::Path;
use std::sync::Arc;

use crate::sqlite::Sqlite;
use crate::{
    Backend, Clock, DbError, DbSettings, Entropy, OneStatement, OpenError, ReadTx, WriteTx,
};

/// A database that is open. Clones are handles on the same one; dropping the last handle
/// ends its threads after the writes that are queued.
#[derive(Clone)]
pub struct Db {
    ambient: Ambient,
    engine: Arc<Engine>,
}

/// What a transaction gets besides its connection.
#[derive(Clone)]
pub(crate) struct Ambient {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
}

enum Engine {
    Sqlite(Sqlite),
    #[cfg(feature = "postgres")]
    Postgres(crate::postgres::Postgres),
}

impl Db {
    /// Opens the database that the URL names. A SQLite file is made if there is none; a
    /// PostgreSQL server is not asked before the first call.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "the password in the URL ends here"
    )]
    pub fn open(
        settings: DbSettings,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, OpenError> {
        let ambient = Ambient { clock, entropy };
        let engine = match Backend::of(&settings.url).ok_or(OpenError::UnknownScheme)? {
            Backend::Sqlite => Engine::Sqlite(Sqlite::open(&settings, &ambient)?),
            Backend::Postgres => postgres(&settings, &ambient)?,
        };
        Ok(Self {
            ambient,
            engine: Arc::new(engine),
        })
    }

    /// Brings the tables up to date. Processes that do so together take turns.
    pub fn migrate(&self) -> Result<(), OpenError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.migrate(),
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => postgres.migrate(),
        }
    }

    /// Reads one state of the database. On SQLite this happens at once on the calling
    /// thread, so it is for short queries by an index; see [`Db::read_long`].
    #[cfg_attr(
        not(feature = "postgres"),
        allow(
            clippy::unused_async,
            reason = "callers need not know which database it is"
        )
    )]
    pub async fn read<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.read(f),
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => postgres.read(f).await,
        }
    }

    /// Runs one statement that reads, like [`Db::read`], but without a transaction. After a
    /// lost connection it may run again.
    #[cfg_attr(
        not(feature = "postgres"),
        allow(
            clippy::unused_async,
            reason = "callers need not know which database it is"
        )
    )]
    pub async fn read_one<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: Fn(OneStatement<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.read_one(f),
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => postgres.read_one(f).await,
        }
    }

    /// Reads one state of the database on a thread for long work: files, reports, big
    /// searches.
    pub async fn read_long<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut ReadTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.read_long(f).await,
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => postgres.read_long(f).await,
        }
    }

    /// Runs a closure in a write transaction: `Ok` commits, `Err` and a panic undo. An
    /// `Ok` that comes back is on the disk.
    ///
    /// If the future is dropped before the closure has begun, the closure does not run.
    pub async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&mut WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.write(f).await,
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => postgres.write(f).await,
        }
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), DbError> {
        self.read(|tx| {
            diesel::connection::SimpleConnection::batch_execute(crate::Tx::conn(tx), "SELECT 1")?;
            Ok(())
        })
        .await
    }

    /// Copies a SQLite database in use to `target`, which must not exist. PostgreSQL has
    /// its own tool: [`OpenError::BackupByPgDump`].
    pub async fn backup_to(&self, target: &Path) -> Result<(), OpenError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.backup_to(target).await,
            #[cfg(feature = "postgres")]
            Engine::Postgres(_) => Err(OpenError::BackupByPgDump),
        }
    }

    /// Which database it is.
    pub fn backend(&self) -> Backend {
        match &*self.engine {
            Engine::Sqlite(_) => Backend::Sqlite,
            #[cfg(feature = "postgres")]
            Engine::Postgres(_) => Backend::Postgres,
        }
    }

    /// The clock that transactions read.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.ambient.clock
    }

    /// The randomness that transactions use.
    pub fn entropy(&self) -> &Arc<dyn Entropy> {
        &self.ambient.entropy
    }
}

#[cfg(feature = "postgres")]
fn postgres(settings: &DbSettings, ambient: &Ambient) -> Result<Engine, OpenError> {
    crate::postgres::Postgres::open(settings, ambient).map(Engine::Postgres)
}

#[cfg(not(feature = "postgres"))]
fn postgres(_: &DbSettings, _: &Ambient) -> Result<Engine, OpenError> {
    Err(OpenError::PostgresNotBuilt)
}
