//! The database file: where it is, and how connections to it are set up.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

use super::mounts::{self, Verdict};
use crate::{Conn, OpenError};

/// A database file on a disk where locks work.
pub(super) struct DatabaseFile {
    path: String,
    patience: Duration,
}

impl DatabaseFile {
    /// Finds or makes the file that the URL names.
    pub(super) fn open(url: &str, patience: Duration) -> Result<Self, OpenError> {
        let path = make(url)?;
        refuse_network(&path)?;
        let path = path
            .into_os_string()
            .into_string()
            .map_err(|_| OpenError::NotAFile)?;
        Ok(Self { path, patience })
    }

    /// The connection of the writer: what it commits survives a power cut.
    pub(super) fn connect_for_writing(&self) -> Result<Conn, OpenError> {
        let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864;";
        self.connect(pragmas).map(Conn::Sqlite)
    }

    /// The connection of a reader: it cannot write.
    pub(super) fn connect_for_reading(&self) -> Result<Conn, OpenError> {
        self.connect("PRAGMA query_only = ON;").map(Conn::Sqlite)
    }

    /// A connection that does not enforce foreign keys while tables are rebuilt.
    pub(super) fn connect_for_migration(&self) -> Result<SqliteConnection, OpenError> {
        self.connect("PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;")
    }

    /// A connection for everything else.
    pub(super) fn connect(&self, pragmas: &str) -> Result<SqliteConnection, OpenError> {
        let mut connection = SqliteConnection::establish(&self.path)?;
        let patience = self.patience.as_millis();
        // First of all the patience: the pragmas after it may meet a lock. A negative cache
        // size is in KiB; it grows only as needed. An untrusted schema cannot call functions.
        connection.batch_execute(&format!(
            "PRAGMA busy_timeout = {patience}; PRAGMA cache_size = -8000; \
             PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; {pragmas}"
        ))?;
        Ok(connection)
    }
}

/// The absolute path behind the URL; directories and an empty file are made, readable for
/// nobody else. SQLite gives its other files the same permissions.
fn make(url: &str) -> Result<PathBuf, OpenError> {
    let path = Path::new(
        url.strip_prefix("sqlite://")
            .ok_or(OpenError::UnknownScheme)?,
    );
    let name = path.file_name().ok_or(OpenError::NotAFile)?;
    if name.to_string_lossy().starts_with([':', '?']) || path.to_string_lossy().contains('?') {
        return Err(OpenError::NotAFile);
    }
    if let Some(directory) = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        fs::create_dir_all(directory)?;
    }
    private().create(true).append(true).open(path)?;
    Ok(path.canonicalize()?)
}

/// Options for a file that only we may read.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn refuse_network(path: &Path) -> Result<(), OpenError> {
    // Only Linux has this table; elsewhere nothing is known, and nothing is refused.
    let mountinfo = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    match mounts::judge(&mountinfo, path) {
        Verdict::Fine => Ok(()),
        Verdict::Volatile(file_system) => {
            tracing::warn!(%file_system, "the database file lies inside a container");
            Ok(())
        }
        Verdict::Network(file_system) => Err(OpenError::NetworkFileSystem { file_system }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_is_refused() {
        for url in [
            "sqlite://",
            "sqlite://:memory:",
            "sqlite://a?mode=memory",
            "sqlite://..",
        ] {
            assert!(matches!(make(url), Err(OpenError::NotAFile)), "{url}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_the_file() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/new/minato.sqlite", directory.path().display());
        let mode = fs::metadata(make(&url).unwrap())
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
