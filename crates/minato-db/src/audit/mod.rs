//! Who did what: an append-only trail with one chain of digests per member, written in
//! the transaction that does it.
//!
//! The digest of an event covers the one before it, so that an event cannot be changed,
//! removed or put in between without breaking the chain. Personal text stands beside the
//! chain and is covered by its digest only: retention may remove it.
//!
//! [`chain`] judges chains, [`checkpoints`] keeps what they were at a time, [`list`] is what a
//! member's admins read, [`retention`] is the end of texts and old events.

pub mod chain;
pub mod checkpoints;
pub mod list;
pub mod names;
pub mod retention;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use minato_types::audit::AuditAction;
use minato_types::values::{AccountId, MemberId};
use uuid::Uuid;

pub use chain::{BrokenChain, verify};

use crate::conn::{keep_row, run};
use crate::fixed::fixed_update;
use crate::schema::{audit_events, audit_heads, audit_texts};
use crate::{AsText, DbError, Holder, Party, Principal, TenantScope, Tx, WriteTx};

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person of the member.
    Account(AccountId),
    /// A program of the member.
    ApiClient(Uuid),
    /// Staff of the carrier.
    Operator(Uuid),
    /// The command line of the server.
    CommandLine,
    /// Somebody who did not prove who he is.
    Nobody,
}

impl From<Principal> for Actor {
    fn from(principal: Principal) -> Self {
        match principal {
            Principal::Account(account) => Self::Account(account.account),
            Principal::ApiClient(client) => Self::ApiClient(client.client),
            Principal::Operator(operator) => Self::Operator(operator.operator),
        }
    }
}

impl From<Party> for Actor {
    fn from(party: Party) -> Self {
        match party.holder {
            Holder::Account(account) => Self::Account(account),
            Holder::ApiClient(client) => Self::ApiClient(client),
        }
    }
}

impl Actor {
    const fn kind(self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::ApiClient(_) => "apiClient",
            Self::Operator(_) => "operator",
            Self::CommandLine => "commandLine",
            Self::Nobody => "nobody",
        }
    }

    fn id(self) -> Option<String> {
        match self {
            Self::Account(id) => Some(id.to_string()),
            Self::ApiClient(id) | Self::Operator(id) => Some(id.to_string()),
            Self::CommandLine | Self::Nobody => None,
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct NewAuditEvent {
    /// Who did it.
    pub actor: Actor,
    /// What was done.
    pub action: AuditAction,
    /// The id of what it was done to.
    pub subject: Option<String>,
    /// Personal text that explains it, such as an address.
    pub text: Option<String>,
}

/// A recorded event.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = audit_events)]
pub struct AuditEvent {
    /// The member whose chain it belongs to.
    pub member_id: AsText<MemberId>,
    /// Its place in the chain, from 1 without gaps.
    pub seq: i64,
    /// When it happened.
    pub at: NaiveDateTime,
    /// The kind of actor.
    pub actor_kind: String,
    /// The id of the actor, if it has one.
    pub actor_id: Option<String>,
    /// What was done.
    pub action: AsText<AuditAction>,
    /// The id of what it was done to.
    pub subject_id: Option<String>,
    /// The digest of the personal text, if there is one.
    pub text_digest: Option<String>,
    /// The digest of the event before.
    pub previous_digest: String,
    /// The digest of this event.
    pub digest: String,
}

/// Where a chain ends.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_heads)]
pub struct AuditHead {
    /// The number of the last event; 0 before the first.
    pub seq: i64,
    /// The digest of the last event.
    pub digest: String,
}

/// Begins the chain of a new member.
pub fn begin(tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<(), DbError> {
    diesel::insert_into(audit_heads::table)
        .values((
            audit_heads::member_id.eq(scope.key()),
            audit_heads::seq.eq(0),
            audit_heads::digest.eq(chain::BEGINNING),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Appends an event to the chain of its member.
pub fn record(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    new: &NewAuditEvent,
) -> Result<(), DbError> {
    let now = tx.now();
    record_past(tx, scope, new, now)
}

/// The same of an event that comes with its time, for demo data: nothing about it is judged.
pub fn record_past(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    new: &NewAuditEvent,
    at: DateTime<Utc>,
) -> Result<(), DbError> {
    // The head comes first, and is kept: it makes writers of one member take turns.
    let head: AuditHead = keep_row!(
        tx.conn(),
        audit_heads::table
            .find(scope.key())
            .select(AuditHead::as_select())
    )?;
    let text_digest = new.text.as_deref().map(chain::text_digest);
    let mut event = AuditEvent {
        member_id: AsText(scope.member()),
        seq: head.seq + 1,
        at: at.naive_utc(),
        actor_kind: new.actor.kind().to_owned(),
        actor_id: new.actor.id(),
        action: AsText(new.action),
        subject_id: new.subject.clone(),
        text_digest,
        previous_digest: head.digest,
        digest: String::new(),
    };
    event.digest = chain::digest(&event);
    insert(tx, scope, &event)?;
    if let (Some(text), Some(text_digest)) = (&new.text, &event.text_digest) {
        insert_text(tx, scope, (text_digest, text), event.at)?;
    }
    run!(tx.conn(), |conn| {
        fixed_update!(
            audit_heads::table,
            audit_heads::member_id.eq(scope.key()),
            (
                audit_heads::seq.eq(event.seq),
                audit_heads::digest.eq(&event.digest),
            )
        )
        .execute(conn)
    })?;
    Ok(())
}

fn insert(tx: &mut WriteTx<'_>, scope: TenantScope, event: &AuditEvent) -> Result<(), DbError> {
    run!(tx.conn(), |conn| diesel::insert_into(audit_events::table)
        .values((
            audit_events::member_id.eq(scope.key()),
            audit_events::seq.eq(event.seq),
            audit_events::at.eq(event.at),
            audit_events::actor_kind.eq(&event.actor_kind),
            audit_events::actor_id.eq(&event.actor_id),
            audit_events::action.eq(event.action.0.as_str()),
            audit_events::subject_id.eq(&event.subject_id),
            audit_events::text_digest.eq(&event.text_digest),
            audit_events::previous_digest.eq(&event.previous_digest),
            audit_events::digest.eq(&event.digest),
        ))
        .execute(conn))?;
    Ok(())
}

fn insert_text(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    (digest, text): (&str, &str),
    at: NaiveDateTime,
) -> Result<(), DbError> {
    // The same text stands there once, for as long as its last event needs it.
    run!(tx.conn(), |conn| diesel::insert_into(audit_texts::table)
        .values((
            audit_texts::member_id.eq(scope.key()),
            audit_texts::digest.eq(digest),
            audit_texts::text.eq(text),
            audit_texts::last_used_at.eq(at),
        ))
        .on_conflict((audit_texts::member_id, audit_texts::digest))
        .do_update()
        .set(audit_texts::last_used_at.eq(at))
        .execute(conn))?;
    Ok(())
}

/// The whole chain of a member, oldest first.
pub fn list(tx: &mut impl Tx, scope: TenantScope) -> Result<Vec<AuditEvent>, DbError> {
    Ok(audit_events::table
        .filter(audit_events::member_id.eq(scope.key()))
        .order(audit_events::seq)
        .select(AuditEvent::as_select())
        .load(tx.conn())?)
}

/// Where the chain of a member ends.
pub fn head(tx: &mut impl Tx, scope: TenantScope) -> Result<AuditHead, DbError> {
    Ok(audit_heads::table
        .find(scope.key())
        .select(AuditHead::as_select())
        .first(tx.conn())?)
}
