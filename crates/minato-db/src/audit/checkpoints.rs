//! What chains were at a time. Whoever signs a checkpoint and keeps it elsewhere sees later
//! whether the end of a chain was cut off or the whole chain replaced.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use minato_types::values::MemberId;

use super::AuditHead;
use crate::conn::run;
use crate::schema::{audit_checkpoints, audit_heads};
use crate::{AsText, DbError, TenantScope, Tx, WriteTx};

/// A signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_checkpoints)]
pub struct Checkpoint {
    /// The member whose chain it closes.
    pub member_id: AsText<MemberId>,
    /// The event that it closes.
    pub seq: i64,
    /// The digest of that event.
    pub digest: String,
    /// When it was made.
    pub made_at: NaiveDateTime,
    /// The name of the key.
    pub key_id: String,
    /// The signature.
    pub signature: String,
}

/// The chains that have grown since their last checkpoint, and where they end.
pub fn grown(tx: &mut impl Tx) -> Result<Vec<(MemberId, AuditHead)>, DbError> {
    let closed = audit_checkpoints::table
        .filter(audit_checkpoints::member_id.eq(audit_heads::member_id))
        .filter(audit_checkpoints::seq.eq(audit_heads::seq));
    let rows: Vec<(AsText<MemberId>, AuditHead)> = audit_heads::table
        .filter(audit_heads::seq.gt(0))
        .filter(diesel::dsl::not(diesel::dsl::exists(closed)))
        .select((audit_heads::member_id, AuditHead::as_select()))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(id, head)| (id.0, head)).collect())
}

/// Keeps checkpoints; one that another server has made of the same event stays.
pub fn keep(tx: &mut WriteTx<'_>, made: &[Checkpoint]) -> Result<usize, DbError> {
    let mut kept = 0;
    for checkpoint in made {
        kept += run!(tx.conn(), |conn| diesel::insert_into(
            audit_checkpoints::table
        )
        .values((
            audit_checkpoints::member_id.eq(checkpoint.member_id.0.to_string()),
            audit_checkpoints::seq.eq(checkpoint.seq),
            audit_checkpoints::digest.eq(&checkpoint.digest),
            audit_checkpoints::made_at.eq(checkpoint.made_at),
            audit_checkpoints::key_id.eq(&checkpoint.key_id),
            audit_checkpoints::signature.eq(&checkpoint.signature),
        ))
        .on_conflict_do_nothing()
        .execute(conn))?;
    }
    Ok(kept)
}

/// The checkpoint of one event.
pub fn at(tx: &mut impl Tx, scope: TenantScope, seq: i64) -> Result<Option<Checkpoint>, DbError> {
    Ok(audit_checkpoints::table
        .find((scope.key(), seq))
        .select(Checkpoint::as_select())
        .first(tx.conn())
        .optional()?)
}

/// The checkpoints of the events from `first` to `last`, in order.
pub fn between(
    tx: &mut impl Tx,
    scope: TenantScope,
    first: i64,
    last: i64,
) -> Result<Vec<Checkpoint>, DbError> {
    Ok(audit_checkpoints::table
        .filter(audit_checkpoints::member_id.eq(scope.key()))
        .filter(audit_checkpoints::seq.between(first, last))
        .order(audit_checkpoints::seq)
        .select(Checkpoint::as_select())
        .load(tx.conn())?)
}
