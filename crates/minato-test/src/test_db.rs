//! A fresh, migrated database for one test.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use minato_db::{Clock, Db, DbSettings, Entropy, FakeClock, SystemEntropy};

use crate::sqlite;

/// Where the clock of every test starts: Tuesday 2026-11-24, 10:00 in Japan.
const START: &str = "2026-11-24T01:00:00Z";

/// A database that vanishes with this value.
pub struct TestDb {
    /// The database.
    pub db: Db,
    /// The clock that its transactions read.
    pub clock: Arc<FakeClock>,
    entropy: Arc<dyn Entropy>,
    // Last, because it removes what the fields above still use.
    place: Place,
}

/// What a new database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tables {
    /// All tables, without rows.
    Migrated,
    /// Nothing.
    None,
}

enum Place {
    Sqlite(sqlite::Place),
    #[cfg(feature = "postgres")]
    Postgres(crate::postgres::Place),
}

impl Place {
    fn new(tables: Tables) -> Self {
        match std::env::var("MINATO_TEST_DATABASE").as_deref() {
            Err(_) | Ok("" | "sqlite") => Self::Sqlite(sqlite::Place::new(tables)),
            #[cfg(feature = "postgres")]
            Ok("postgres") => Self::Postgres(crate::postgres::Place::new(tables)),
            #[cfg(not(feature = "postgres"))]
            Ok("postgres") => panic!("to test on PostgreSQL, build with the feature `postgres`"),
            Ok(other) => panic!("MINATO_TEST_DATABASE is sqlite or postgres, not {other}"),
        }
    }

    fn url(&self) -> &str {
        match self {
            Self::Sqlite(place) => place.url(),
            #[cfg(feature = "postgres")]
            Self::Postgres(place) => place.url(),
        }
    }
}

#[allow(clippy::unused_async, reason = "callers need not know that it blocks")]
impl TestDb {
    /// A fresh database with the randomness of the system.
    ///
    /// It waits while it copies the tables, which is why a test awaits it.
    pub async fn new() -> Self {
        Self::with_entropy(Arc::new(SystemEntropy)).await
    }

    /// A fresh database with this randomness.
    pub async fn with_entropy(entropy: Arc<dyn Entropy>) -> Self {
        Self::make(Tables::Migrated, entropy)
    }

    /// A database without tables, for tests of the migrations.
    pub async fn empty() -> Self {
        Self::make(Tables::None, Arc::new(SystemEntropy))
    }

    fn make(tables: Tables, entropy: Arc<dyn Entropy>) -> Self {
        let place = Place::new(tables);
        let start: DateTime<Utc> = START.parse().expect("a time");
        let clock = Arc::new(FakeClock::at(start));
        let db = open(place.url(), &clock, &entropy);
        Self {
            db,
            clock,
            entropy,
            place,
        }
    }

    /// The URL, for a process that shall use the same database.
    pub fn url(&self) -> &str {
        self.place.url()
    }

    /// PostgreSQL: how many transactions wait for a lock now. SQLite has no such thing: its
    /// writers take turns.
    pub fn lock_waiters(&self) -> Option<usize> {
        match &self.place {
            Place::Sqlite(_) => None,
            #[cfg(feature = "postgres")]
            Place::Postgres(place) => Some(place.lock_waiters()),
        }
    }

    /// The same database opened once more, as a second server would.
    pub fn open_again(&self) -> Db {
        open(self.url(), &self.clock, &self.entropy)
    }
}

fn open(url: &str, clock: &Arc<FakeClock>, entropy: &Arc<dyn Entropy>) -> Db {
    // Many tests run at once: a few connections each are enough.
    let settings = DbSettings {
        read_threads: 4,
        write_threads: 4,
        long_threads: 1,
        ..DbSettings::new(url)
    };
    let clock: Arc<dyn Clock> = Arc::<FakeClock>::clone(clock);
    Db::open(settings, clock, Arc::clone(entropy)).expect("the test database opens")
}
