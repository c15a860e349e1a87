//! How much of what is allowed in a time is used. The subject is a keyed digest; nobody is known
//! yet where it is asked.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::changed;
use crate::conn::{keep_row, run};
use crate::fixed::fixed_update;
use crate::schema::rate_limits;
use crate::{DbError, OneStatement, Tx, WriteTx};

/// What is allowed in a time, which begins with the first use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How often.
    pub most: i64,
    /// In which time.
    pub window: TimeDelta,
}

/// Uses what is allowed to `subject` once, or answers from when on it is allowed again. Each way
/// is one conditional statement: two at the same time do not count as one.
pub fn take(
    tx: &mut WriteTx<'_>,
    subject: &str,
    limit: RateLimit,
) -> Result<Option<DateTime<Utc>>, DbError> {
    if add_one(tx, subject, limit)? || begin_anew(tx, subject, limit)? {
        return Ok(None);
    }
    // Whoever inserted it meanwhile has begun the time: then one is added to his.
    if begin(tx, subject, limit)? || add_one(tx, subject, limit)? {
        return Ok(None);
    }
    let ends_at: NaiveDateTime = rate_limits::table
        .find(subject)
        .select(rate_limits::ends_at)
        .first(tx.conn())?;
    Ok(Some(ends_at.and_utc()))
}

fn add_one(tx: &mut WriteTx<'_>, subject: &str, limit: RateLimit) -> Result<bool, DbError> {
    let now = tx.now().naive_utc();
    let left = rate_limits::subject
        .eq(subject)
        .and(rate_limits::ends_at.gt(now))
        .and(rate_limits::used.lt(limit.most));
    let one_more = rate_limits::used.eq(rate_limits::used + 1);
    let rows = run!(tx.conn(), |conn| fixed_update!(
        rate_limits::table,
        left,
        one_more
    )
    .execute(conn))?;
    Ok(changed(rows))
}

fn begin_anew(tx: &mut WriteTx<'_>, subject: &str, limit: RateLimit) -> Result<bool, DbError> {
    let now = tx.now();
    let over = rate_limits::subject
        .eq(subject)
        .and(rate_limits::ends_at.le(now.naive_utc()));
    let anew = (
        rate_limits::used.eq(1),
        rate_limits::ends_at.eq((now + limit.window).naive_utc()),
    );
    let rows = run!(tx.conn(), |conn| fixed_update!(
        rate_limits::table,
        over,
        anew
    )
    .execute(conn))?;
    Ok(changed(rows))
}

fn begin(tx: &mut WriteTx<'_>, subject: &str, limit: RateLimit) -> Result<bool, DbError> {
    let ends_at = (tx.now() + limit.window).naive_utc();
    let rows = run!(tx.conn(), |conn| diesel::insert_into(rate_limits::table)
        .values((
            rate_limits::subject.eq(subject),
            rate_limits::used.eq(1),
            rate_limits::ends_at.eq(ends_at),
        ))
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(changed(rows))
}

/// From when on `subject` is allowed again what is used up now, in one statement; counts nothing.
pub fn used_up_until<'a>(
    once: impl Into<OneStatement<'a>>,
    subject: &str,
    limit: RateLimit,
) -> Result<Option<DateTime<Utc>>, DbError> {
    let OneStatement { conn, now } = once.into();
    let ends_at: Option<NaiveDateTime> = run!(conn, |conn| rate_limits::table
        .find(subject)
        .filter(rate_limits::ends_at.gt(now.naive_utc()))
        .filter(rate_limits::used.ge(limit.most))
        .select(rate_limits::ends_at)
        .first(conn))
    .optional()?;
    Ok(ends_at.map(|at| at.and_utc()))
}

/// Gives one use back: it was none that counts.
pub fn give_back(tx: &mut WriteTx<'_>, subject: &str) -> Result<(), DbError> {
    let now = tx.now().naive_utc();
    let used = rate_limits::subject
        .eq(subject)
        .and(rate_limits::ends_at.gt(now))
        .and(rate_limits::used.gt(0));
    let one_less = rate_limits::used.eq(rate_limits::used - 1);
    run!(tx.conn(), |conn| fixed_update!(
        rate_limits::table,
        used,
        one_less
    )
    .execute(conn))?;
    Ok(())
}

/// What was given of what is allowed in a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How often it may be used now: as often as was asked for, or what is left.
    pub given: i64,
    /// How much is used up by all, this share among it.
    pub used: i64,
    /// When counting begins anew.
    pub ends_at: DateTime<Utc>,
}

/// Uses what is allowed to `subject` up to `wanted` times at once, for a server that gives it out
/// piece by piece: many uses cost one write.
pub fn take_share(
    tx: &mut WriteTx<'_>,
    subject: &str,
    limit: RateLimit,
    wanted: i64,
) -> Result<Share, DbError> {
    let now = tx.now();
    let ends_at = now + limit.window;
    run!(tx.conn(), |conn| diesel::insert_into(rate_limits::table)
        .values((
            rate_limits::subject.eq(subject),
            rate_limits::used.eq(0),
            rate_limits::ends_at.eq(ends_at.naive_utc()),
        ))
        .on_conflict_do_nothing()
        .execute(conn))?;
    // Kept until the commit: nobody else takes a share in between.
    let (used, ends_at): (i64, NaiveDateTime) = keep_row!(
        tx.conn(),
        rate_limits::table
            .find(subject)
            .select((rate_limits::used, rate_limits::ends_at))
    )?;
    let (before, ends_at) = if ends_at > now.naive_utc() {
        (used, ends_at.and_utc())
    } else {
        (0, now + limit.window)
    };
    let given = wanted.min(limit.most - before).max(0);
    let share = Share {
        given,
        used: before + given,
        ends_at,
    };
    let now_used = (
        rate_limits::used.eq(share.used),
        rate_limits::ends_at.eq(ends_at.naive_utc()),
    );
    run!(tx.conn(), |conn| fixed_update!(
        rate_limits::table,
        rate_limits::subject.eq(subject),
        now_used
    )
    .execute(conn))?;
    Ok(share)
}

/// Removes what counts no more.
pub fn delete_ended(tx: &mut WriteTx<'_>) -> Result<usize, DbError> {
    let ended = rate_limits::table.filter(rate_limits::ends_at.le(tx.now().naive_utc()));
    Ok(diesel::delete(ended).execute(tx.conn())?)
}
