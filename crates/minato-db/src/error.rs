//! What can go wrong in the cellar.

use diesel::result::{DatabaseErrorKind, Error};

use crate::UniqueKey;

/// Why a read or a write did not happen.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// Another process or transaction held a lock for too long. Nothing was changed.
    #[error("the database is busy")]
    Busy,
    /// The database cannot be reached, is overloaded or refused the commit. Nothing was changed.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The connection was lost during the commit: the change was made, or it was not.
    #[error("the connection was lost during the commit; its outcome is unknown")]
    OutcomeUnknown,
    /// A row with this key stands there already.
    #[error("this key is taken: {0:?}")]
    Unique(UniqueKey),
    /// The row that a query must find is not there.
    #[error("the row was not found")]
    NotFound,
    /// The closure panicked. What it had changed is undone.
    #[error("the transaction panicked")]
    Panicked,
    /// Any other error of a query: a mistake of ours.
    #[error("query failed: {0}")]
    Query(#[source] Error),
}

impl DbError {
    /// What to tell each of several callers whose one commit failed.
    pub(crate) fn shared(&self) -> Self {
        match self {
            Self::Busy => Self::Busy,
            Self::OutcomeUnknown => Self::OutcomeUnknown,
            other => Self::Unavailable(other.to_string()),
        }
    }
}

impl From<OpenError> for DbError {
    fn from(error: OpenError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

/// The words of both databases for "somebody else has the lock".
const BUSY: [&str; 6] = [
    "database is locked",
    "database table is locked",
    "database schema is locked",
    "canceling statement due to lock timeout",
    "deadlock detected",
    "could not obtain lock",
];

impl From<Error> for DbError {
    fn from(error: Error) -> Self {
        let Error::DatabaseError(kind, information) = &error else {
            return match error {
                Error::NotFound => Self::NotFound,
                Error::BrokenTransactionManager => Self::Unavailable(error.to_string()),
                other => Self::Query(other),
            };
        };
        match kind {
            DatabaseErrorKind::UniqueViolation => Self::Unique(UniqueKey::of(information.as_ref())),
            DatabaseErrorKind::SerializationFailure => Self::Busy,
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
                Self::Unavailable(error.to_string())
            }
            _ if BUSY
                .iter()
                .any(|words| information.message().contains(words)) =>
            {
                Self::Busy
            }
            _ => Self::Query(error),
        }
    }
}

/// Why the database could not be opened or migrated.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL has a scheme that names no database we know.
    #[error("unknown database URL: it begins with sqlite:// or postgres://")]
    UnknownScheme,
    /// The URL names a SQLite database that is no plain file.
    #[error("the database URL must name a file, as in sqlite://var/minato.sqlite")]
    NotAFile,
    /// This build cannot speak to PostgreSQL.
    #[error("this build has no PostgreSQL support: build it with the feature `postgres`")]
    PostgresNotBuilt,
    /// Locks do not work there, and a database without locks loses data.
    #[error("the database file must not lie on the network file system {file_system}")]
    NetworkFileSystem {
        /// Its name, such as `nfs4`.
        file_system: String,
    },
    /// The database cannot be reached or refused us.
    #[error("cannot connect to the database: {0}")]
    Connect(#[from] diesel::ConnectionError),
    /// The file cannot be made or read.
    #[error("cannot use the database file: {0}")]
    File(#[from] std::io::Error),
    /// A statement of the set-up failed.
    #[error("cannot set up the database: {0}")]
    SetUp(#[from] Error),
    /// A migration failed. What it had changed is undone.
    #[error("migration failed: {0}")]
    Migration(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A PostgreSQL server has its own tool for copies.
    #[error("this is a PostgreSQL database: back it up with pg_dump")]
    BackupByPgDump,
    /// After the migrations, rows refer to rows that do not exist. All is undone.
    #[error("migration leaves dangling references in {tables}")]
    DanglingReferences {
        /// The tables with such rows.
        tables: String,
    },
}
