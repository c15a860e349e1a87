//! Failed passwords per e-mail address. Nobody is known yet: the subject is a keyed
//! digest of the address, the same for addresses that exist and that do not.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::changed;
use crate::conn::{keep_row, run};
use crate::fixed::fixed_update;
use crate::schema::password_failures;
use crate::{DbError, Tx, WriteTx};

/// How often a password failed for one address.
#[derive(Debug, Clone, Copy, Queryable, Selectable)]
#[diesel(table_name = password_failures)]
pub struct PasswordFailures {
    /// Tries since the last success.
    pub failures: i64,
    /// When the last of them was.
    pub last_failed_at: NaiveDateTime,
    /// Until when no further try is looked at.
    pub blocked_until: NaiveDateTime,
}

/// What is known of `subject`. On PostgreSQL the row stays locked until the end of the
/// transaction, so that tries for one address take turns.
pub fn lock(tx: &mut WriteTx<'_>, subject: &str) -> Result<Option<PasswordFailures>, DbError> {
    Ok(keep_row!(
        tx.conn(),
        password_failures::table
            .find(subject)
            .select(PasswordFailures::as_select())
    )
    .optional()?)
}

/// What is known of `subject`.
pub fn get(tx: &mut impl Tx, subject: &str) -> Result<Option<PasswordFailures>, DbError> {
    Ok(run!(tx.conn(), |conn| password_failures::table
        .find(subject)
        .select(PasswordFailures::as_select())
        .first(conn))
    .optional()?)
}

/// Until when those of `subjects` wait that wait now, in one statement.
pub fn blocked(
    tx: &mut impl Tx,
    subjects: Vec<String>,
) -> Result<HashMap<String, NaiveDateTime>, DbError> {
    let now = tx.now().naive_utc();
    let rows: Vec<(String, NaiveDateTime)> = password_failures::table
        .filter(password_failures::subject.eq_any(subjects))
        .filter(password_failures::blocked_until.gt(now))
        .select((password_failures::subject, password_failures::blocked_until))
        .load(tx.conn())?;
    Ok(rows.into_iter().collect())
}

/// Counts one more try for `subject`, of which `known` tries were counted before; false, and
/// nothing is counted, where somebody else has counted the first one at the same moment.
pub fn count(
    tx: &mut WriteTx<'_>,
    subject: &str,
    known: Option<i64>,
    blocked_until: DateTime<Utc>,
) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let counted = (
        password_failures::failures.eq(known.unwrap_or(0) + 1),
        password_failures::last_failed_at.eq(now),
        password_failures::blocked_until.eq(blocked_until.naive_utc()),
    );
    let rows = if known.is_some() {
        run!(tx.conn(), |conn| fixed_update!(
            password_failures::table,
            password_failures::subject.eq(subject),
            counted
        )
        .execute(conn))?
    } else {
        run!(tx.conn(), |conn| diesel::insert_into(
            password_failures::table
        )
        .values((password_failures::subject.eq(subject), counted))
        .on_conflict_do_nothing()
        .execute(conn))?
    };
    Ok(changed(rows))
}

/// Notes that the try for `subject` that was counted last has failed now: it was counted
/// before the password was looked at.
pub fn note_refusal(tx: &mut WriteTx<'_>, subject: &str) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    run!(tx.conn(), |conn| fixed_update!(
        password_failures::table,
        password_failures::subject.eq(subject),
        password_failures::last_failed_at.eq(now)
    )
    .execute(conn))?;
    Ok(())
}

/// Forgets the failures of `subject`: the password was right, or was set anew.
pub fn clear(tx: &mut WriteTx<'_>, subject: &str) -> Result<(), DbError> {
    run!(tx.conn(), |conn| diesel::delete(
        password_failures::table.find(subject)
    )
    .execute(conn))?;
    Ok(())
}

/// Forgets failures that are older than `age`, but for those of whom there are `kept` or more:
/// what so many have closed is not opened by waiting.
pub fn delete_older_than(
    tx: &mut WriteTx<'_>,
    age: TimeDelta,
    kept: i64,
) -> Result<usize, DbError> {
    let limit = (tx.now() - age).naive_utc();
    let old = password_failures::table
        .filter(password_failures::last_failed_at.lt(limit))
        .filter(password_failures::failures.lt(kept));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
