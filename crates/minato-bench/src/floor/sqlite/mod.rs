//! SQLite by hand: a connection per worker, in the thread that answers.

mod submit;

use std::cell::RefCell;

use anyhow::Result;
use chrono::{DateTime, Utc};
use minato_types::contracts::ContractCounts;
use minato_types::page::Page;
use minato_types::values::PortApplicationNumber;
use rusqlite::{CachedStatement, Connection, params, params_from_iter};

use super::application::{self, Application, Found};
use super::caller::{Caller, SESSION};
use super::contract::{self, Contract, Tagged};
use super::http::{Outcome, Store};
use super::submission::{Asked, Kept, Keys};

/// The pragmas of the product: readers wait for nobody, what is committed is on the disk.
const PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8000; \
    PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA journal_mode = WAL; \
    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864;";

/// The worker's connection, opened when it is asked for first.
pub(super) struct Sqlite {
    path: String,
    connection: RefCell<Option<Connection>>,
}

impl Store for Sqlite {
    fn new(url: &str) -> Self {
        Self {
            path: url.trim_start_matches("sqlite://").to_owned(),
            connection: RefCell::new(None),
        }
    }

    async fn list(&self, secret: &str, now: DateTime<Utc>) -> Result<Outcome<Page<Application>>> {
        self.read(|transaction| {
            let Some(caller) = transaction.caller(secret, now)? else {
                return Ok(Outcome::NotSignedIn);
            };
            let mut statement = transaction.prepare(application::PAGE)?;
            let mut rows = statement.query(params![caller.member, application::PAGE_AND_ONE, 0])?;
            let mut found = Vec::with_capacity(11);
            while let Some(row) = rows.next()? {
                found.push(Found::read(row, &caller, now)?);
            }
            let total = transaction
                .prepare(application::TOTAL)?
                .query_row([&caller.member], |row| row.get(0))?;
            Ok(Outcome::Done(application::page(found, total)))
        })
    }

    async fn detail(
        &self,
        secret: &str,
        number: PortApplicationNumber,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Found>> {
        self.read(|transaction| {
            let Some(caller) = transaction.caller(secret, now)? else {
                return Ok(Outcome::NotSignedIn);
            };
            let mut statement = transaction.prepare(application::ONE)?;
            let mut rows = statement.query(params![caller.member, number.serial])?;
            Ok(match rows.next()? {
                Some(row) => Outcome::Done(Found::read(row, &caller, now)?),
                None => Outcome::Refused,
            })
        })
    }

    async fn submit(&self, secret: &str, asked: &Asked, keys: &Keys) -> Result<Outcome<Kept>> {
        self.with(|connection| submit::submit(&connection, secret, asked, keys))
    }

    async fn contracts(
        &self,
        secret: &str,
        words: Option<[String; 2]>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Page<Contract>>> {
        self.read(|transaction| {
            let Some(caller) = transaction.caller(secret, now)? else {
                return Ok(Outcome::NotSignedIn);
            };
            if !transaction.sees_everything(&caller)? {
                return Ok(Outcome::Refused);
            }
            let (page, total, mut values) = match words {
                None => (contract::PAGE, contract::TOTAL, Vec::new()),
                Some(words) => (
                    contract::PAGE_OF_WORDS,
                    contract::TOTAL_OF_WORDS,
                    words.map(|word| contract::containing(&word)).to_vec(),
                ),
            };
            values.insert(0, caller.member);
            let mut statement = transaction.prepare(page)?;
            let mut rows = statement.query(params_from_iter(&values))?;
            let mut found = Vec::with_capacity(11);
            while let Some(row) = rows.next()? {
                found.push(Contract::read(row)?);
            }
            let total = transaction
                .prepare(total)?
                .query_row(params_from_iter(&values), |row| row.get(0))?;
            Ok(Outcome::Done(contract::page(found, total)))
        })
    }

    async fn contract_counts(
        &self,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<Outcome<ContractCounts>> {
        self.read(|transaction| {
            let Some(caller) = transaction.caller(secret, now)? else {
                return Ok(Outcome::NotSignedIn);
            };
            if !transaction.sees_everything(&caller)? {
                return Ok(Outcome::Refused);
            }
            let mut statement = transaction.prepare(contract::COUNTS)?;
            let mut rows = statement.query([&caller.member])?;
            Ok(match rows.next()? {
                Some(row) => Outcome::Done(contract::counts(row)?),
                None => Outcome::Refused,
            })
        })
    }

    async fn contract(
        &self,
        secret: &str,
        number: &str,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Tagged>> {
        self.read(|transaction| {
            let Some(caller) = transaction.caller(secret, now)? else {
                return Ok(Outcome::NotSignedIn);
            };
            if !transaction.sees_everything(&caller)? {
                return Ok(Outcome::Refused);
            }
            let values = [caller.member.as_str(), number];
            let mut statement = transaction.prepare(contract::CONTACTS)?;
            let mut rows = statement.query(values)?;
            let mut contacts = Vec::new();
            while let Some(row) = rows.next()? {
                contacts.push(contract::contact(row)?);
            }
            let mut statement = transaction.prepare(contract::DETAIL)?;
            let mut rows = statement.query(values)?;
            Ok(match rows.next()? {
                Some(row) => Outcome::Done(Tagged::read(row, contacts)?),
                None => Outcome::Refused,
            })
        })
    }
}

impl Sqlite {
    fn with<T>(&self, f: impl FnOnce(Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut slot = self.connection.borrow_mut();
        let connection = match &mut *slot {
            Some(connection) => connection,
            None => slot.insert(open(&self.path)?),
        };
        f(Transaction { connection })
    }

    /// Everything is read from one state of the database.
    fn read<T>(&self, f: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.with(|transaction| {
            transaction.run("BEGIN")?;
            let result = f(&transaction);
            transaction.run("COMMIT")?;
            result
        })
    }
}

fn open(path: &str) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(PRAGMAS)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// A connection that is between its `BEGIN` and its end.
struct Transaction<'a> {
    connection: &'a Connection,
}

impl Transaction<'_> {
    fn prepare(&self, sql: &str) -> Result<CachedStatement<'_>> {
        Ok(self.connection.prepare_cached(sql)?)
    }

    fn run(&self, sql: &str) -> Result<()> {
        self.prepare(sql)?.execute([])?;
        Ok(())
    }

    fn sees_everything(&self, caller: &Caller) -> Result<bool> {
        let mut statement = self.prepare(contract::RIGHTS)?;
        let mut rows = statement.query([&caller.member, &caller.account])?;
        while let Some(row) = rows.next()? {
            if contract::is_everything(row)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn caller(&self, secret: &str, now: DateTime<Utc>) -> Result<Option<Caller>> {
        let mut statement = self.prepare(SESSION)?;
        let mut rows = statement.query([secret])?;
        match rows.next()? {
            Some(row) => Caller::read(row, now),
            None => Ok(None),
        }
    }
}
