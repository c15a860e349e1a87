//! Where the database is and how much of it may be used at once.

use std::num::NonZeroUsize;
use std::time::Duration;

/// What [`Db::open`](crate::Db::open) needs to know.
#[derive(Clone)]
pub struct DbSettings {
    /// `sqlite://var/minato.sqlite`, `sqlite:///srv/minato.sqlite` or `postgres://...`.
    pub url: String,
    /// PostgreSQL: threads, each with a connection, for short reads. More than the cores can
    /// run take turns with cold caches.
    pub read_threads: usize,
    /// PostgreSQL: threads, each with a connection, for writes. One that waits for a lock makes
    /// no read wait.
    pub write_threads: usize,
    /// Threads, each with a connection, for [`Db::read_long`](crate::Db::read_long).
    pub long_threads: usize,
    /// How many calls may wait for a thread before the next is refused.
    pub queue: usize,
    /// SQLite: how many waiting writes share one commit.
    pub batch: usize,
    /// How long to wait for a lock that another process holds, or for a lost connection.
    pub patience: Duration,
    /// PostgreSQL: how long one statement of a short call may run.
    pub statement_timeout: Duration,
    /// PostgreSQL: how long one statement of a long read may run.
    pub long_statement_timeout: Duration,
}

impl DbSettings {
    /// Settings that suit one server process.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            read_threads: cores().saturating_mul(2).max(4),
            write_threads: cores().saturating_mul(2).max(4),
            long_threads: 2,
            queue: 1024,
            batch: 64,
            patience: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(10),
            long_statement_timeout: Duration::from_mins(5),
        }
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Without the URL: it can hold a password.
impl std::fmt::Debug for DbSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DbSettings")
            .field("backend", &Backend::of(&self.url))
            .field("read_threads", &self.read_threads)
            .field("write_threads", &self.write_threads)
            .field("long_threads", &self.long_threads)
            .field("queue", &self.queue)
            .finish_non_exhaustive()
    }
}

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Backend {
    /// One file.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

impl Backend {
    /// The database that the scheme of `url` names.
    pub fn of(url: &str) -> Option<Self> {
        match url.split_once("://")?.0 {
            "sqlite" => Some(Self::Sqlite),
            "postgres" | "postgresql" => Some(Self::Postgres),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_names_the_database() {
        assert_eq!(Backend::of("sqlite://var/a.sqlite"), Some(Backend::Sqlite));
        assert_eq!(
            Backend::of("postgres://app@db/minato"),
            Some(Backend::Postgres)
        );
        assert_eq!(
            Backend::of("postgresql://app@db/minato"),
            Some(Backend::Postgres)
        );
        for unknown in ["var/a.sqlite", "mysql://db/minato", "sqlite:a", "", "://"] {
            assert_eq!(Backend::of(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_password_does_not_get_into_a_log() {
        let text = format!("{:?}", DbSettings::new("postgres://app:hunter2@db/minato"));
        assert!(
            text.contains("Postgres") && !text.contains("hunter2"),
            "{text}"
        );
    }
}
