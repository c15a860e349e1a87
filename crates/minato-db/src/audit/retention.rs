//! The end of texts, of checkpoints that later ones stand for, and of old events.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use minato_types::values::MemberId;

use crate::schema::{audit_checkpoints, audit_events, audit_heads, audit_texts};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// Removes the texts that no event since `limit` refers to.
pub fn delete_texts_before(tx: &mut WriteTx<'_>, limit: DateTime<Utc>) -> Result<usize, DbError> {
    // A server that did not know the column has left its default: the text begins to age now.
    let now = tx.now();
    let tomorrow = (now + TimeDelta::days(1)).naive_utc();
    diesel::update(audit_texts::table.filter(audit_texts::last_used_at.gt(tomorrow)))
        .set(audit_texts::last_used_at.eq(now.naive_utc()))
        .execute(tx.conn())?;
    let old = audit_texts::table.filter(audit_texts::last_used_at.lt(limit.naive_utc()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}

/// Of the checkpoints that were made on a day (UTC), keeps the last one of each chain.
pub fn thin_checkpoints(tx: &mut WriteTx<'_>, day: NaiveDate) -> Result<usize, DbError> {
    let begin = day.and_time(chrono::NaiveTime::MIN);
    let end = begin + TimeDelta::days(1);
    let made: Vec<(String, i64)> = audit_checkpoints::table
        .filter(audit_checkpoints::made_at.ge(begin))
        .filter(audit_checkpoints::made_at.lt(end))
        .select((audit_checkpoints::member_id, audit_checkpoints::seq))
        .load(tx.conn())?;
    let mut last: HashMap<&str, (i64, usize)> = HashMap::new();
    for (member, seq) in &made {
        let entry = last.entry(member).or_default();
        *entry = (entry.0.max(*seq), entry.1 + 1);
    }
    let mut deleted = 0;
    for (member, (seq, _)) in last.into_iter().filter(|(_, (_, count))| *count > 1) {
        let earlier = audit_checkpoints::table
            .filter(audit_checkpoints::member_id.eq(member))
            .filter(audit_checkpoints::seq.lt(seq))
            .filter(audit_checkpoints::made_at.ge(begin))
            .filter(audit_checkpoints::made_at.lt(end));
        deleted += diesel::delete(earlier).execute(tx.conn())?;
    }
    Ok(deleted)
}

/// At most `limit` checkpoints made before `before` that close events which are still there and
/// not the last ones of their chains, oldest first.
pub fn closed_before(
    tx: &mut impl Tx,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(TenantScope, i64)>, DbError> {
    let events = audit_events::table
        .filter(audit_events::member_id.eq(audit_checkpoints::member_id))
        .filter(audit_events::seq.le(audit_checkpoints::seq));
    let longer = audit_heads::table
        .filter(audit_heads::member_id.eq(audit_checkpoints::member_id))
        .filter(audit_heads::seq.gt(audit_checkpoints::seq));
    let rows: Vec<(AsText<MemberId>, i64)> = audit_checkpoints::table
        .filter(audit_checkpoints::made_at.lt(before.naive_utc()))
        .filter(diesel::dsl::exists(events))
        .filter(diesel::dsl::exists(longer))
        .order((audit_checkpoints::made_at, audit_checkpoints::seq))
        .limit(limit)
        .select((audit_checkpoints::member_id, audit_checkpoints::seq))
        .load(tx.conn())?;
    let chain = |(id, seq): (AsText<MemberId>, i64)| (TenantScope::of(id.0), seq);
    Ok(rows.into_iter().map(chain).collect())
}

/// Removes the events up to `seq`, which a checkpoint closes: the rest of the chain begins
/// behind it. Earlier checkpoints go with them.
pub fn remove_closed(tx: &mut WriteTx<'_>, scope: TenantScope, seq: i64) -> Result<usize, DbError> {
    let events = audit_events::table
        .filter(audit_events::member_id.eq(scope.key()))
        .filter(audit_events::seq.le(seq));
    let removed = diesel::delete(events).execute(tx.conn())?;
    let checkpoints = audit_checkpoints::table
        .filter(audit_checkpoints::member_id.eq(scope.key()))
        .filter(audit_checkpoints::seq.lt(seq));
    diesel::delete(checkpoints).execute(tx.conn())?;
    Ok(removed)
}
