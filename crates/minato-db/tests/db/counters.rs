//! A row that counts, for tests that change the same row many times.

use diesel::prelude::*;
use minato_db::{Db, DbError, Tx, WriteTx};

use crate::schema::password_failures::{self as counters, failures, subject};

/// Makes a counter that stands at zero.
pub(crate) async fn make(db: &Db, name: &'static str) {
    db.write(move |tx| insert(tx, name)).await.unwrap();
}

/// Makes a counter that stands at zero, inside a transaction.
pub(crate) fn insert(tx: &mut WriteTx<'_>, name: &str) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    diesel::insert_into(counters::table)
        .values((
            subject.eq(name),
            failures.eq(0),
            counters::last_failed_at.eq(now),
            counters::blocked_until.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Where the counter stands.
pub(crate) fn get(tx: &mut impl Tx, name: &str) -> Result<i64, DbError> {
    Ok(counters::table
        .find(name)
        .select(failures)
        .first(tx.conn())?)
}

/// Where the counter stands, from outside.
pub(crate) async fn value(db: &Db, name: &'static str) -> i64 {
    db.read(move |tx| get(tx, name)).await.unwrap()
}

/// Counts one up if the counter still stands at `seen`; false if somebody was faster.
pub(crate) fn count_from(tx: &mut WriteTx<'_>, name: &str, seen: i64) -> Result<bool, DbError> {
    let row = counters::table.find(name).filter(failures.eq(seen));
    let rows = diesel::update(row)
        .set(failures.eq(seen + 1))
        .execute(tx.conn())?;
    Ok(rows == 1)
}
