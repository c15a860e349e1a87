//! The migrations, compiled into the binary.

use diesel::SqliteConnection;
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::OpenError;

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
#[cfg(feature = "postgres")]
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Brings a SQLite file up to date, all migrations in one transaction.
///
/// The write lock is taken before looking which migrations are missing, so that of two
/// processes that start together the second finds nothing to do. `connection` must not
/// enforce foreign keys: a migration may rebuild a table that others refer to. That all
/// references hold is checked before the commit.
pub(crate) fn sqlite(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN IMMEDIATE")?;
    match apply(connection) {
        Ok(()) => Ok(AnsiTransactionManager::commit_transaction(connection)?),
        Err(error) => {
            AnsiTransactionManager::rollback_transaction(connection)?;
            Err(error)
        }
    }
}

fn apply(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    let applied = connection
        .run_pending_migrations(SQLITE)
        .map_err(OpenError::Migration)?;
    if applied.is_empty() {
        return Ok(());
    }
    let dangling = dangling_references(connection)?;
    if dangling.is_empty() {
        Ok(())
    } else {
        Err(OpenError::DanglingReferences {
            tables: dangling.join(", "),
        })
    }
}

#[derive(QueryableByName)]
struct Dangling {
    #[diesel(sql_type = Text)]
    name: String,
}

fn dangling_references(connection: &mut SqliteConnection) -> QueryResult<Vec<String>> {
    let rows: Vec<Dangling> =
        diesel::sql_query("SELECT DISTINCT \"table\" AS name FROM pragma_foreign_key_check")
            .load(connection)?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// Brings a PostgreSQL database up to date, each migration in a transaction of its own.
///
/// The advisory lock makes processes that start together take turns; it ends with the
/// connection at the latest.
#[cfg(feature = "postgres")]
pub(crate) fn postgres(connection: &mut diesel::PgConnection) -> Result<(), OpenError> {
    use diesel::connection::SimpleConnection;

    /// "minato" in ASCII: any number will do, as long as nobody else takes it.
    const LOCK: i64 = 0x6d_69_6e_61_74_6f;
    connection.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))?;
    let applied = connection.run_pending_migrations(POSTGRES).map(drop);
    connection.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
    applied.map_err(OpenError::Migration)
}
