//! One connection type over both databases.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "the derive writes code that we do not"
)]

#[cfg(feature = "postgres")]
use diesel::PgConnection;
use diesel::SqliteConnection;

// The derive does not know `cfg` on variants, so there is one enum for each feature set.

/// A connection to whichever database the settings name.
#[cfg(feature = "postgres")]
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// A SQLite file.
    Sqlite(SqliteConnection),
    /// A PostgreSQL session.
    Postgres(PgConnection),
}

/// A connection to whichever database the settings name.
#[cfg(not(feature = "postgres"))]
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// A SQLite file.
    Sqlite(SqliteConnection),
}
