//! Who did what: an append-only trail with one chain of digests per member, written in
//! the transaction that does it.
//!
//! The digest of an event covers the one before it, so that an event cannot be changed,
//! removed or put in between without breaking the chain. Personal text stands beside the
//! chain and is covered by its digest only: retention may remove it.

use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};
use diesel::prelude::*;
use minato_types::audit::AuditAction;
use minato_types::values::{AccountId, MemberId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::conn::{keep_row, run};
use crate::fixed::fixed_update;
use crate::schema::{audit_events, audit_heads, audit_texts};
use crate::{AsText, DbError, Holder, Party, Principal, TenantScope, Tx, WriteTx};

/// The digest before the first event of a member.
const BEGINNING: &str = "";

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

/// The first event at which a chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the chain is broken at event {0}")]
pub struct BrokenChain(pub i64);

/// Begins the chain of a new member.
pub fn begin(tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<(), DbError> {
    diesel::insert_into(audit_heads::table)
        .values((
            audit_heads::member_id.eq(scope.key()),
            audit_heads::seq.eq(0),
            audit_heads::digest.eq(BEGINNING),
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
    // The head comes first, and is kept: it makes writers of one member take turns.
    let head: AuditHead = keep_row!(
        tx.conn(),
        audit_heads::table
            .find(scope.key())
            .select(AuditHead::as_select())
    )?;
    let text_digest = new.text.as_deref().map(|text| hex(&Sha256::digest(text)));
    let mut event = AuditEvent {
        member_id: AsText(scope.member()),
        seq: head.seq + 1,
        at: tx.now().naive_utc(),
        actor_kind: new.actor.kind().to_owned(),
        actor_id: new.actor.id(),
        action: AsText(new.action),
        subject_id: new.subject.clone(),
        text_digest,
        previous_digest: head.digest,
        digest: String::new(),
    };
    event.digest = digest(&event);
    insert(tx, scope, &event)?;
    if let (Some(text), Some(text_digest)) = (&new.text, &event.text_digest) {
        insert_text(tx, scope, text_digest, text)?;
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
    digest: &str,
    text: &str,
) -> Result<(), DbError> {
    // The same text stands there once.
    run!(tx.conn(), |conn| diesel::insert_into(audit_texts::table)
        .values((
            audit_texts::member_id.eq(scope.key()),
            audit_texts::digest.eq(digest),
            audit_texts::text.eq(text),
        ))
        .on_conflict_do_nothing()
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

/// Judges a whole chain by the events alone, then whether it ends where it must; the stored
/// digests are not believed. Whoever can rewrite events and head together can still cut the
/// end off: only a copy of the head kept elsewhere shows that.
pub fn verify(chain: &[AuditEvent], head: &AuditHead) -> Result<(), BrokenChain> {
    let mut previous = BEGINNING.to_owned();
    for (event, expected) in chain.iter().zip(1_i64..) {
        let computed = digest(event);
        if event.seq != expected || event.previous_digest != previous || event.digest != computed {
            return Err(BrokenChain(expected));
        }
        previous = computed;
    }
    let length = i64::try_from(chain.len()).unwrap_or(i64::MAX);
    if head.seq != length || head.digest != previous {
        return Err(BrokenChain(length + 1));
    }
    Ok(())
}

/// The digest of an event. Every part is preceded by its length, so that no two events
/// give the same bytes.
fn digest(event: &AuditEvent) -> String {
    let at = DateTime::<Utc>::from_naive_utc_and_offset(event.at, Utc)
        .to_rfc3339_opts(SecondsFormat::Micros, true);
    let parts = [
        event.member_id.0.to_string(),
        event.seq.to_string(),
        at,
        event.actor_kind.clone(),
        event.actor_id.clone().unwrap_or_default(),
        event.action.0.to_string(),
        event.subject_id.clone().unwrap_or_default(),
        event.text_digest.clone().unwrap_or_default(),
        event.previous_digest.clone(),
    ];
    let mut hash = Sha256::new();
    for part in &parts {
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
