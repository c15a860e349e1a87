//! PostgreSQL: a database and its copy on one server, which counts statements if asked to.

use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio_postgres::{Client, NoTls};

const ORIGINAL: &str = "bench_original";
const COPY: &str = "bench_copy";

/// How long somebody whose connection was ended may take to notice.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server and a connection to its database `postgres`.
pub(crate) struct Server {
    url: String,
    client: Client,
}

impl Server {
    /// Connects to the server that this URL of its database `postgres` names.
    pub(super) async fn connect(url: &str) -> Result<Self> {
        let client = connect(url).await?;
        client
            .batch_execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
            .await
            .context("the server cannot count statements")?;
        Ok(Self {
            url: url.to_owned(),
            client,
        })
    }

    /// Makes the database that is filled, in the place of the last one; answers its URL.
    pub(super) async fn make_original(&self) -> Result<String> {
        self.drop(COPY).await?;
        self.drop(ORIGINAL).await?;
        self.client
            .batch_execute(&format!("CREATE DATABASE {ORIGINAL}"))
            .await?;
        Ok(self.url_of(ORIGINAL))
    }

    /// Runs the statements that fill it, and leaves nothing to be cleaned up later. Foreign
    /// keys are triggers, which the role of a replica does not fire.
    pub(super) async fn fill(&self, sql: &str) -> Result<()> {
        let client = connect(&self.url_of(ORIGINAL)).await?;
        client
            .batch_execute(&format!(
                "SET session_replication_role = replica; BEGIN;\n{sql}\nCOMMIT;"
            ))
            .await?;
        client.batch_execute("VACUUM (FREEZE, ANALYZE)").await?;
        Ok(())
    }

    /// A fresh copy in the place of the last one; answers its URL. Copying the files makes a
    /// checkpoint before and after: none is due while somebody measures.
    pub(super) async fn copy(&self) -> Result<String> {
        self.end_connections(ORIGINAL).await?;
        self.drop(COPY).await?;
        let sql = format!("CREATE DATABASE {COPY} TEMPLATE {ORIGINAL} STRATEGY file_copy");
        self.client.batch_execute(&sql).await?;
        Ok(self.url_of(COPY))
    }

    /// The numbers of the one row that a query of the copy has.
    pub(super) async fn numbers(&self, sql: &str) -> Result<Vec<i64>> {
        let client = connect(&self.url_of(COPY)).await?;
        let row = client.query_one(sql, &[]).await?;
        (0..row.len())
            .map(|column| Ok(row.try_get(column)?))
            .collect()
    }

    /// The processes that serve connections to the copy.
    pub(crate) async fn backends(&self) -> Result<Vec<u32>> {
        let sql = "SELECT pid FROM pg_stat_activity WHERE datname = $1";
        let rows = self.client.query(sql, &[&COPY]).await?;
        rows.iter()
            .map(|row| Ok(u32::try_from(row.try_get::<_, i32>(0)?)?))
            .collect()
    }

    /// From now on statements of new connections to the copy are counted.
    pub(crate) async fn count_statements(&self) -> Result<()> {
        let sql = format!("ALTER DATABASE {COPY} SET pg_stat_statements.track = 'top'");
        Ok(self.client.batch_execute(&sql).await?)
    }

    /// How many statements of the copy were counted so far. What begins and ends transactions
    /// is left out: the server counts it only where it was not prepared.
    pub(crate) async fn statements(&self) -> Result<f64> {
        let sql = "SELECT COALESCE(sum(calls), 0)::float8 FROM pg_stat_statements s \
            JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = $1 \
            AND s.query !~ '^(BEGIN|COMMIT|ROLLBACK)'";
        Ok(self.client.query_one(sql, &[&COPY]).await?.try_get(0)?)
    }

    /// Its version, as it calls itself.
    pub(crate) async fn version(&self) -> Result<String> {
        let row = self.client.query_one("SHOW server_version", &[]).await?;
        Ok(row.try_get(0)?)
    }

    async fn drop(&self, name: &str) -> Result<()> {
        let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        Ok(self.client.batch_execute(&sql).await?)
    }

    /// A database in use cannot be copied.
    async fn end_connections(&self, name: &str) -> Result<()> {
        let sql = "SELECT count(pg_terminate_backend(pid, $2)) FROM pg_stat_activity \
            WHERE datname = $1";
        let milliseconds = i64::try_from(PATIENCE.as_millis())?;
        self.client.query_one(sql, &[&name, &milliseconds]).await?;
        Ok(())
    }

    fn url_of(&self, database: &str) -> String {
        let server = self.url.rsplit_once('/').map_or("", |parts| parts.0);
        format!("{server}/{database}")
    }
}

/// A connection that is served by a task of its own.
pub(crate) async fn connect(url: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    // It ends with an error when the server ends the connection: whoever asks then hears of it.
    actix_web::rt::spawn(async move { drop(connection.await) });
    Ok(client)
}
