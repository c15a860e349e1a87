//! What a closure inside a transaction holds in its hand.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Entropy, new_id};

/// A transaction, for queries that any transaction may run.
pub trait Tx {
    /// The connection.
    fn conn(&mut self) -> &mut Conn;

    /// The time of this transaction: it does not change while the transaction runs.
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

impl Tx for ReadTx<'_> {
    fn conn(&mut self) -> &mut Conn {
        self.conn
    }

    fn now(&self) -> DateTime<Utc> {
        self.now
    }
}

/// A transaction that may change rows. Its time was read after the write lock was held.
pub struct WriteTx<'a> {
    conn: &'a mut Conn,
    now: DateTime<Utc>,
    entropy: &'a dyn Entropy,
}

impl<'a> WriteTx<'a> {
    pub(crate) fn new(conn: &'a mut Conn, now: DateTime<Utc>, entropy: &'a dyn Entropy) -> Self {
        Self { conn, now, entropy }
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
