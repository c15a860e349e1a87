//! What a closure inside a transaction holds in its hand.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Clock, Conn, Entropy, new_id};

/// A transaction, for queries that any transaction may run.
pub trait Tx {
    /// The connection.
    fn conn(&mut self) -> &mut Conn;

    /// The time of this transaction: it does not change while the transaction decides.
    fn now(&self) -> DateTime<Utc>;
}

/// A transaction that reads one state of the database and cannot change it.
pub struct ReadTx<'a> {
    conn: &'a mut Conn,
    now: DateTime<Utc>,
}

impl<'a> ReadTx<'a> {
    pub(crate) fn new(conn: &'a mut Conn, now: DateTime<Utc>) -> Self {
        Self { conn, now }
    }
}

/// The chance to run one statement: it is gone once it is taken. One statement sees one state
/// of the database without a transaction around it.
pub struct OneStatement<'a> {
    pub(crate) conn: &'a mut Conn,
    /// The time that it judges by.
    pub(crate) now: DateTime<Utc>,
}

impl<'a, T: Tx> From<&'a mut T> for OneStatement<'a> {
    fn from(tx: &'a mut T) -> Self {
        let now = tx.now();
        Self {
            conn: tx.conn(),
            now,
        }
    }
}

impl Tx for ReadTx<'_> {
    fn conn(&mut self) -> &mut Conn {
        self.conn
    }

    fn now(&self) -> DateTime<Utc> {
        self.now
    }
}

/// A transaction that may change rows. Its time was read after the write lock was held: on
/// PostgreSQL, where each row has its own, a function that locks a row reads it again.
pub struct WriteTx<'a> {
    conn: &'a mut Conn,
    now: DateTime<Utc>,
    clock: &'a dyn Clock,
    entropy: &'a dyn Entropy,
}

impl<'a> WriteTx<'a> {
    pub(crate) fn new(conn: &'a mut Conn, clock: &'a dyn Clock, entropy: &'a dyn Entropy) -> Self {
        Self {
            conn,
            now: clock.now(),
            clock,
            entropy,
        }
    }

    /// The time of the transaction is now: it has just got the lock that it waited for.
    pub(crate) fn read_clock(&mut self) {
        self.now = self.clock.now();
    }

    /// The same transaction for a closure that only reads.
    pub(crate) fn as_read(&mut self) -> ReadTx<'_> {
        ReadTx {
            conn: self.conn,
            now: self.now,
        }
    }

    /// Randomness for secrets.
    pub fn entropy(&self) -> &dyn Entropy {
        self.entropy
    }

    /// A new id that sorts by the time of this transaction.
    pub fn new_id(&self) -> Uuid {
        new_id(self.entropy, self.now)
    }
}

impl Tx for WriteTx<'_> {
    fn conn(&mut self) -> &mut Conn {
        self.conn
    }

    fn now(&self) -> DateTime<Utc> {
        self.now
    }
}
