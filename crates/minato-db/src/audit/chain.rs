//! Judges chains: by the events alone, never by the digests that stand beside them.

use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};
use diesel::prelude::*;
use minato_types::values::{MemberId, MemberNumber};
use sha2::{Digest as _, Sha256};

use super::{AuditEvent, AuditHead};
use crate::schema::{audit_events, audit_heads, audit_texts, members};
use crate::{AsText, DbError, TenantScope, Tx};

/// The digest before the first event of a member.
pub(super) const BEGINNING: &str = "";

/// An event as it stands in the table, whatever that is: one that was tampered with need not
/// be one of ours any more.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_events)]
pub struct StoredEvent {
    /// The member whose chain it belongs to.
    pub member_id: String,
    /// Its place in the chain.
    pub seq: i64,
    /// When it happened.
    pub at: NaiveDateTime,
    /// The kind of actor.
    pub actor_kind: String,
    /// The id of the actor, if it has one.
    pub actor_id: Option<String>,
    /// What was done.
    pub action: String,
    /// The id of what it was done to.
    pub subject_id: Option<String>,
    /// The digest of the text, if there is one.
    pub text_digest: Option<String>,
    /// The digest of the event before.
    pub previous_digest: String,
    /// The digest of this event.
    pub digest: String,
}

impl From<&AuditEvent> for StoredEvent {
    fn from(event: &AuditEvent) -> Self {
        Self {
            member_id: event.member_id.0.to_string(),
            seq: event.seq,
            at: event.at,
            actor_kind: event.actor_kind.clone(),
            actor_id: event.actor_id.clone(),
            action: event.action.0.to_string(),
            subject_id: event.subject_id.clone(),
            text_digest: event.text_digest.clone(),
            previous_digest: event.previous_digest.clone(),
            digest: event.digest.clone(),
        }
    }
}

/// The first event at which a chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the chain is broken at event {0}")]
pub struct BrokenChain(pub i64);

/// A chain as far as it was judged, event by event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    seq: i64,
    digest: String,
}

impl Chain {
    /// A whole chain, before its first event.
    pub fn whole() -> Self {
        Self::behind(0, BEGINNING)
    }

    /// A chain whose events up to `seq` were removed; `digest` is that of the last of them.
    pub fn behind(seq: i64, digest: &str) -> Self {
        Self {
            seq,
            digest: digest.to_owned(),
        }
    }

    /// The number of the last event that was judged.
    pub const fn seq(&self) -> i64 {
        self.seq
    }

    /// The digest of the last event that was judged, as it was computed.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Judges the next event.
    pub fn step(&mut self, event: &StoredEvent) -> Result<(), BrokenChain> {
        let expected = self.seq + 1;
        let computed = digest_of(event);
        // Nobody writes an empty id: the digest does not tell it from none.
        let optional = [&event.actor_id, &event.subject_id, &event.text_digest];
        let empty = optional.into_iter().any(|id| id.as_deref() == Some(""));
        if empty
            || event.seq != expected
            || event.previous_digest != self.digest
            || event.digest != computed
        {
            return Err(BrokenChain(expected));
        }
        *self = Self {
            seq: expected,
            digest: computed,
        };
        Ok(())
    }

    /// Judges whether it ends where it must.
    pub fn end(&self, head: &AuditHead) -> Result<(), BrokenChain> {
        if head.seq == self.seq && head.digest == self.digest {
            Ok(())
        } else {
            Err(BrokenChain(self.seq + 1))
        }
    }
}

/// Judges a whole chain, then whether it ends where it must. Whoever can rewrite events and head
/// together can still cut the end off: only a checkpoint that is kept elsewhere shows that.
pub fn verify(chain: &[AuditEvent], head: &AuditHead) -> Result<(), BrokenChain> {
    let mut judged = Chain::whole();
    for event in chain {
        judged.step(&event.into())?;
    }
    judged.end(head)
}

/// A chain that there is.
#[derive(Debug, Clone)]
pub struct KnownChain {
    /// Whose it is.
    pub scope: TenantScope,
    /// The number of the member; `None` for the carrier.
    pub member: Option<MemberNumber>,
}

/// Every chain, by the id of its member.
pub fn all(tx: &mut impl Tx) -> Result<Vec<KnownChain>, DbError> {
    let rows: Vec<(AsText<MemberId>, Option<AsText<MemberNumber>>)> = audit_heads::table
        .left_join(members::table)
        .order(audit_heads::member_id)
        .select((audit_heads::member_id, members::member_number.nullable()))
        .load(tx.conn())?;
    let chain = |(id, number): (AsText<MemberId>, Option<AsText<MemberNumber>>)| KnownChain {
        scope: TenantScope::of(id.0),
        member: number.map(|number| number.0),
    };
    Ok(rows.into_iter().map(chain).collect())
}

/// The ids of members that have no chain, or events without one.
pub fn without_chain(tx: &mut impl Tx) -> Result<Vec<String>, DbError> {
    let heads = || audit_heads::table.select(audit_heads::member_id);
    let mut found: Vec<String> = members::table
        .filter(members::id.ne_all(heads()))
        .select(members::id)
        .load(tx.conn())?;
    let events: Vec<String> = audit_events::table
        .filter(audit_events::member_id.ne_all(heads()))
        .select(audit_events::member_id)
        .distinct()
        .load(tx.conn())?;
    found.extend(events);
    found.sort();
    found.dedup();
    Ok(found)
}

/// At most `limit` events behind `after`, each with its text if that is still there.
pub fn stored(
    tx: &mut impl Tx,
    scope: TenantScope,
    after: i64,
    limit: i64,
) -> Result<Vec<(StoredEvent, Option<String>)>, DbError> {
    let text = audit_texts::member_id
        .eq(audit_events::member_id)
        .and(audit_texts::digest.nullable().eq(audit_events::text_digest));
    Ok(audit_events::table
        .left_join(audit_texts::table.on(text))
        .filter(audit_events::member_id.eq(scope.key()))
        .filter(audit_events::seq.gt(after))
        .order(audit_events::seq)
        .limit(limit)
        .select((StoredEvent::as_select(), audit_texts::text.nullable()))
        .load(tx.conn())?)
}

/// The number of the first event that is still there.
pub fn first(tx: &mut impl Tx, scope: TenantScope) -> Result<Option<i64>, DbError> {
    Ok(audit_events::table
        .filter(audit_events::member_id.eq(scope.key()))
        .order(audit_events::seq)
        .select(audit_events::seq)
        .first(tx.conn())
        .optional()?)
}

/// The digest of an event that is to be recorded.
pub(super) fn digest(event: &AuditEvent) -> String {
    digest_of(&event.into())
}

/// The digest under which a text is known.
pub fn text_digest(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// The digest of an event. Every part is preceded by its length, so that no two events
/// give the same bytes.
fn digest_of(event: &StoredEvent) -> String {
    let at = DateTime::<Utc>::from_naive_utc_and_offset(event.at, Utc)
        .to_rfc3339_opts(SecondsFormat::Micros, true);
    let seq = event.seq.to_string();
    let parts = [
        event.member_id.as_str(),
        &seq,
        &at,
        &event.actor_kind,
        event.actor_id.as_deref().unwrap_or_default(),
        &event.action,
        event.subject_id.as_deref().unwrap_or_default(),
        event.text_digest.as_deref().unwrap_or_default(),
        &event.previous_digest,
    ];
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
