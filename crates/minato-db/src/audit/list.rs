//! What a member's admins read of its trail, newest first.
//!
//! Each condition that leaves little over has an index in the order of the list. Where one
//! would need several stretches of it - the actions of a group, the things that a search means -
//! each stretch is read as far as the page needs it, and the page is put together here.

use chrono::NaiveDateTime;
use diesel::dsl::IntoBoxed;
use diesel::prelude::*;
use minato_types::audit::AuditAction;
use minato_types::values::AccountId;

use super::{AuditEvent, AuditHead, chain};
use crate::schema::{audit_events, audit_texts};
use crate::{DbError, MultiBackend, TenantScope, Tx};

/// Up to how many stretches of an index a page is put together from.
const MOST_LANES: usize = 200;

/// Which events are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// From this instant on.
    pub from: Option<NaiveDateTime>,
    /// Before this instant.
    pub before: Option<NaiveDateTime>,
    /// What this account did.
    pub actor: Option<AccountId>,
    /// One of these actions; none means all.
    pub actions: Vec<AuditAction>,
    /// What was done to one of these.
    pub subjects: Option<Vec<String>>,
}

/// The place of an event in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// When it happened.
    pub at: NaiveDateTime,
    /// Its place in the chain.
    pub seq: i64,
}

/// Where a part of the list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// After so many events.
    Offset(u64),
    /// Behind this place.
    Behind(Key),
}

/// An event with its text, if that is still there.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The event.
    pub event: AuditEvent,
    /// Its text.
    pub text: Option<String>,
}

impl Listed {
    /// Its place in the list.
    pub const fn key(&self) -> Key {
        Key {
            at: self.event.at,
            seq: self.event.seq,
        }
    }
}

/// At most `limit` events of the list.
pub fn rows(
    tx: &mut impl Tx,
    scope: TenantScope,
    filter: &Filter,
    start: Start,
    limit: u32,
) -> Result<Vec<Listed>, DbError> {
    let lanes = lanes(filter);
    if let [lane] = lanes.as_slice() {
        let query = begun(matching(scope, lane), start).limit(i64::from(limit));
        return load(tx, scope, query);
    }
    let offset = match start {
        Start::Offset(rows) => usize::try_from(rows).unwrap_or(usize::MAX),
        Start::Behind(_) => 0,
    };
    let needed = offset.saturating_add(limit as usize);
    let first = match start {
        Start::Offset(_) => Start::Offset(0),
        Start::Behind(key) => Start::Behind(key),
    };
    let mut keys: Vec<Key> = Vec::new();
    for lane in &lanes {
        let found: Vec<(NaiveDateTime, i64)> = begun(matching(scope, lane), first)
            .limit(i64::try_from(needed).unwrap_or(i64::MAX))
            .select((audit_events::at, audit_events::seq))
            .load(tx.conn())?;
        keys.extend(found.into_iter().map(|(at, seq)| Key { at, seq }));
        keys.sort_unstable_by(|one, other| other.cmp(one));
        keys.truncate(needed);
    }
    let places = keys.iter().skip(offset).map(|key| key.seq);
    let places: Vec<i64> = places.collect();
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let query = matching(scope, &Filter::default())
        .filter(audit_events::seq.eq_any(places))
        .order((audit_events::at.desc(), audit_events::seq.desc()));
    load(tx, scope, query)
}

/// How many events the whole list has.
pub fn total(tx: &mut impl Tx, scope: TenantScope, filter: &Filter) -> Result<u64, DbError> {
    if *filter == Filter::default() {
        let AuditHead { seq, .. } = super::head(tx, scope)?;
        let first = chain::first(tx, scope)?;
        // The chain has no gaps.
        return Ok(first.map_or(0, |first| (seq - first + 1).unsigned_abs()));
    }
    let total: i64 = matching(scope, filter).count().get_result(tx.conn())?;
    Ok(total.unsigned_abs())
}

/// The filter as one or more that exclude each other, each of which one stretch of an index
/// serves.
fn lanes(filter: &Filter) -> Vec<Filter> {
    if let Some(subjects) = &filter.subjects
        && subjects.len() <= MOST_LANES
    {
        let lane = |subject: &String| Filter {
            subjects: Some(vec![subject.clone()]),
            ..filter.clone()
        };
        return subjects.iter().map(lane).collect();
    }
    if filter.actor.is_none() && filter.subjects.is_none() && filter.actions.len() > 1 {
        let lane = |action: &AuditAction| Filter {
            actions: vec![*action],
            ..filter.clone()
        };
        return filter.actions.iter().map(lane).collect();
    }
    vec![filter.clone()]
}

type Query = IntoBoxed<'static, audit_events::table, MultiBackend>;

fn matching(scope: TenantScope, filter: &Filter) -> Query {
    let mut query = audit_events::table
        .filter(audit_events::member_id.eq(scope.key()))
        .into_boxed();
    if let Some(from) = filter.from {
        query = query.filter(audit_events::at.ge(from));
    }
    if let Some(before) = filter.before {
        query = query.filter(audit_events::at.lt(before));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(audit_events::actor_id.eq(actor.to_string()));
    }
    query = match filter.actions.as_slice() {
        [] => query,
        [action] => query.filter(audit_events::action.eq(action.as_str())),
        several => {
            let words: Vec<&str> = several.iter().map(|action| action.as_str()).collect();
            query.filter(audit_events::action.eq_any(words))
        }
    };
    match filter.subjects.as_deref() {
        None => query,
        Some([subject]) => query.filter(audit_events::subject_id.eq(subject.clone())),
        Some(several) => query.filter(audit_events::subject_id.eq_any(several.to_vec())),
    }
}

fn begun(query: Query, start: Start) -> Query {
    let ordered = query.order((audit_events::at.desc(), audit_events::seq.desc()));
    match start {
        Start::Offset(rows) => ordered.offset(i64::try_from(rows).unwrap_or(i64::MAX)),
        // The first condition lets an index be entered at the place, the second leaves out
        // what stands there before it.
        Start::Behind(Key { at, seq }) => ordered
            .filter(audit_events::at.le(at))
            .filter(audit_events::at.lt(at).or(audit_events::seq.lt(seq))),
    }
}

/// The events of a query with their texts, in two statements.
fn load(tx: &mut impl Tx, scope: TenantScope, query: Query) -> Result<Vec<Listed>, DbError> {
    let events: Vec<AuditEvent> = query.select(AuditEvent::as_select()).load(tx.conn())?;
    let mut digests: Vec<&str> = events
        .iter()
        .filter_map(|event| event.text_digest.as_deref())
        .collect();
    digests.sort_unstable();
    digests.dedup();
    let texts: Vec<(String, String)> = audit_texts::table
        .filter(audit_texts::member_id.eq(scope.key()))
        .filter(audit_texts::digest.eq_any(digests))
        .select((audit_texts::digest, audit_texts::text))
        .load(tx.conn())?;
    let texts: std::collections::HashMap<String, String> = texts.into_iter().collect();
    let listed = |event: AuditEvent| {
        let digest = event.text_digest.as_ref();
        let text = digest.and_then(|digest| texts.get(digest)).cloned();
        Listed { event, text }
    };
    Ok(events.into_iter().map(listed).collect())
}
