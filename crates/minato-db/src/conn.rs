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

/// Runs a statement on the connection's own type: `run!(conn, |c| query.first(c))`.
///
/// Handed to the enum, a statement is written out as text at each run, and once more for its
/// parameters, before the cache of prepared statements can be asked. A connection of one type
/// knows it by the type of the query. For what every request does.
macro_rules! run {
    ($conn:expr, |$c:ident| $run:expr) => {
        match $conn {
            $crate::Conn::Sqlite($c) => $run,
            #[cfg(feature = "postgres")]
            $crate::Conn::Postgres($c) => $run,
        }
    };
}

/// Reads the row that a query finds and keeps it for this transaction: on PostgreSQL it is locked,
/// on SQLite whoever writes has all rows anyway.
macro_rules! keep_row {
    ($conn:expr, $query:expr) => {
        match $conn {
            $crate::Conn::Sqlite(conn) => $query.get_result(conn),
            #[cfg(feature = "postgres")]
            $crate::Conn::Postgres(conn) => $query.for_no_key_update().get_result(conn),
        }
    };
}

pub(crate) use {keep_row, run};
