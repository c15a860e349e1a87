//! SQLite: a file and its copy.

use std::fs::{self, File};
use std::path::PathBuf;

use anyhow::Result;
use rusqlite::Connection;
use tempfile::TempDir;

/// The folder of both; it disappears with this value.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(super) fn new() -> Result<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    /// The URL of the file that is filled.
    pub(super) fn original(&self) -> String {
        format!("sqlite://{}", self.path("original").display())
    }

    /// Runs the statements that fill it, without the promises of a database in use.
    pub(super) fn fill(&self, sql: &str) -> Result<()> {
        let connection = Connection::open(self.path("original"))?;
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; \
             PRAGMA foreign_keys = OFF;",
        )?;
        connection.execute_batch(&format!("BEGIN;\n{sql}\nCOMMIT;"))?;
        // Two workers that both turn a file to WAL at once would find it busy.
        connection.execute_batch("PRAGMA journal_mode = WAL;")?;
        Ok(())
    }

    /// A fresh copy in the place of the last one, on the disk before anybody measures.
    pub(super) fn copy(&self) -> Result<String> {
        for name in ["copy", "copy-wal", "copy-shm"] {
            let path = self.path(name);
            if path.exists() {
                fs::remove_file(path)?;
            }
        }
        let copy = self.path("copy");
        fs::copy(self.path("original"), &copy)?;
        File::open(&copy)?.sync_all()?;
        Ok(format!("sqlite://{}", copy.display()))
    }

    /// The numbers of the one row that a query of the copy has.
    pub(super) fn numbers(&self, sql: &str) -> Result<Vec<i64>> {
        let connection = Connection::open(self.path("copy"))?;
        let numbers = connection.query_row(sql, [], |row| {
            (0..row.as_ref().column_count())
                .map(|column| row.get(column))
                .collect()
        })?;
        Ok(numbers)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}
