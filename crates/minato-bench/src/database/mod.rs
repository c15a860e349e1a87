//! The databases under measurement: filled once, copied for every measurement, so that both
//! sides begin with the same.

mod postgres;
mod sqlite;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use minato_db::{Backend, Db, DbError, DbSettings, SystemClock, SystemEntropy, WriteTx};
use minato_server::auth::keys::Keys;

use crate::data::{self, Crowd, Size};
pub(crate) use postgres::{Server, connect};
use sqlite::Folder;

/// How long the statement may run that inserts a million rows.
const PATIENCE: Duration = Duration::from_mins(10);

/// The tables into which an application writes a row each.
pub(crate) const WRITTEN: [&str; 5] = [
    "port_applications",
    "port_application_events",
    "audit_events",
    "idempotency_keys",
    "jobs",
];

/// Where databases are made.
pub(crate) enum Place {
    /// A folder for files.
    Sqlite(Folder),
    /// A server.
    Postgres(Box<Server>),
}

impl Place {
    /// A place for one database and its copies.
    pub(crate) async fn open(backend: Backend, server: Option<&str>) -> Result<Self> {
        Ok(match (backend, server) {
            (Backend::Postgres, Some(url)) => Self::Postgres(Box::new(Server::connect(url).await?)),
            _ => Self::Sqlite(Folder::new()?),
        })
    }

    /// The server, if it is one.
    pub(crate) fn server(&self) -> Option<&Server> {
        match self {
            Self::Postgres(server) => Some(server),
            Self::Sqlite(_) => None,
        }
    }

    /// Makes the database that all others are copies of.
    pub(crate) async fn fill(&self, size: Size, keys: Keys, with_contracts: bool) -> Result<Crowd> {
        let url = match self {
            Self::Sqlite(folder) => folder.original(),
            Self::Postgres(server) => server.make_original().await?,
        };
        let crowd = migrate_and_insert(&url, keys).await?;
        let sql = data::statements(size, &crowd, with_contracts)?;
        match self {
            Self::Sqlite(folder) => folder.fill(&sql)?,
            Self::Postgres(server) => server.fill(&sql).await?,
        }
        Ok(crowd)
    }

    /// How many rows each table of [`WRITTEN`] has in the copy.
    pub(crate) async fn counts(&self) -> Result<Vec<i64>> {
        let counts = WRITTEN.map(|table| format!("(SELECT count(*) FROM {table})"));
        self.numbers(&format!("SELECT {}", counts.join(", "))).await
    }

    /// By how many characters the shortest and the longest payload of a job differ.
    pub(crate) async fn difference_of_payloads(&self) -> Result<i64> {
        let lengths =
            "SELECT CAST(max(length(payload)) - min(length(payload)) AS BIGINT) FROM jobs";
        let difference = self.numbers(lengths).await?;
        Ok(difference.first().copied().unwrap_or_default())
    }

    /// How many contracts the copy has.
    pub(crate) async fn count_contracts(&self) -> Result<i64> {
        let counted = self.numbers("SELECT count(*) FROM contracts").await?;
        Ok(counted.first().copied().unwrap_or_default())
    }

    async fn numbers(&self, sql: &str) -> Result<Vec<i64>> {
        match self {
            Self::Sqlite(folder) => folder.numbers(sql),
            Self::Postgres(server) => server.numbers(sql).await,
        }
    }

    /// A copy of it; answers its URL. There is one copy at a time.
    pub(crate) async fn copy(&self) -> Result<String> {
        match self {
            Self::Sqlite(folder) => folder.copy(),
            Self::Postgres(server) => server.copy().await,
        }
    }
}

/// Opens a database as the product does.
pub(crate) fn open(url: &str) -> Result<Db> {
    let settings = DbSettings {
        statement_timeout: PATIENCE,
        read_threads: 1,
        write_threads: 1,
        long_threads: 1,
        ..DbSettings::new(url)
    };
    Ok(Db::open(
        settings,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
    )?)
}

async fn migrate_and_insert(url: &str, keys: Keys) -> Result<Crowd> {
    let db = open(url)?;
    db.migrate()?;
    let crowd: Result<Crowd, DbError> = db
        .write(move |tx: &mut WriteTx<'_>| data::insert(tx, &keys))
        .await;
    Ok(crowd?)
}
