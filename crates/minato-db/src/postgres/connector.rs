//! How connections to the server are made and set up.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{Connection, ConnectionError, ConnectionResult, PgConnection};

use crate::DbSettings;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Reads and writes that somebody waits for.
    Short,
    /// Files, reports, big searches.
    LongRead,
    /// Changing tables, once at start.
    Migration,
}

/// Makes connections.
pub(super) struct Connector {
    url: String,
    pub(super) patience: Duration,
    statement_timeout: Duration,
    long_statement_timeout: Duration,
}

impl Connector {
    pub(super) fn new(settings: &DbSettings) -> Self {
        let seconds = settings.patience.as_secs().max(2).to_string();
        let milliseconds = settings.statement_timeout.as_millis().to_string();
        let url = with_default(&settings.url, "connect_timeout", &seconds);
        // Without it, a server that vanished without a word is missed only after many minutes.
        let url = with_default(&url, "tcp_user_timeout", &milliseconds);
        Self {
            url: with_default(&url, "application_name", "minato"),
            patience: settings.patience,
            statement_timeout: settings.statement_timeout,
            long_statement_timeout: settings.long_statement_timeout,
        }
    }

    /// A new connection.
    pub(super) fn connect(&self, purpose: Purpose) -> ConnectionResult<PgConnection> {
        let mut connection = PgConnection::establish(&self.url)?;
        let (statement, lock) = self.timeouts(purpose);
        connection
            .batch_execute(&format!(
                "SET TIME ZONE 'UTC'; SET statement_timeout = {statement}; \
                 SET lock_timeout = {lock}; SET idle_in_transaction_session_timeout = '60s'",
                statement = statement.as_millis(),
                lock = lock.as_millis(),
            ))
            .map_err(ConnectionError::CouldntSetupConfiguration)?;
        Ok(connection)
    }

    /// How long a statement may run and how long it may wait for a lock; zero is for ever.
    fn timeouts(&self, purpose: Purpose) -> (Duration, Duration) {
        match purpose {
            Purpose::Short => (self.statement_timeout, self.patience),
            Purpose::LongRead => (self.long_statement_timeout, self.patience),
            // Other processes' migrations are waited for.
            Purpose::Migration => (Duration::ZERO, Duration::from_mins(10)),
        }
    }
}

/// The URL with a parameter, unless the operator has set it.
fn with_default(url: &str, name: &str, value: &str) -> String {
    let query = url.split_once('?').map(|parts| parts.1);
    let is_set = |query: &str| {
        query
            .split('&')
            .any(|pair| pair.split('=').next() == Some(name))
    };
    match query {
        Some(query) if is_set(query) => url.to_owned(),
        Some("") => format!("{url}{name}={value}"),
        Some(_) => format!("{url}&{name}={value}"),
        None => format!("{url}?{name}={value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_operator_set_stays() {
        let add = |url| with_default(url, "connect_timeout", "5");
        assert_eq!(add("postgres://db/a"), "postgres://db/a?connect_timeout=5");
        assert_eq!(add("postgres://db/a?"), "postgres://db/a?connect_timeout=5");
        assert_eq!(
            add("postgres://db/a?x=1"),
            "postgres://db/a?x=1&connect_timeout=5"
        );
        assert_eq!(
            add("postgres://db/a?connect_timeout=9"),
            "postgres://db/a?connect_timeout=9"
        );
    }
}
