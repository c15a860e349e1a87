//! Events as the admins of the member see them.

use minato_db::audit::list::Listed;
use minato_db::audit::names::{self, Names};
use minato_db::{DbError, TenantScope, Tx};
use minato_types::audit::{
    AuditActor, AuditActorKind, AuditChange, AuditEvent, AuditField, AuditSubject, AuditSubjectKind,
};

use crate::audit::explained;

/// Events with the names of those who did them and of what they were done to. However many they
/// are, it takes four statements.
pub(super) fn all(
    tx: &mut impl Tx,
    scope: TenantScope,
    rows: Vec<Listed>,
) -> Result<Vec<AuditEvent>, DbError> {
    let actors = rows
        .iter()
        .filter(|row| kind(row) == AuditActorKind::Account);
    let actors = actors.filter_map(|row| row.event.actor_id.as_deref());
    let of = |wanted| {
        let subject = move |row: &Listed| row.event.action.0.subject() == Some(wanted);
        let rows = rows.iter().filter(move |row| subject(row));
        rows.filter_map(|row| row.event.subject_id.as_deref())
    };
    let programs = rows
        .iter()
        .filter(|row| kind(row) == AuditActorKind::ApiClient);
    let programs = programs.filter_map(|row| row.event.actor_id.as_deref());
    let accounts = actors.chain(of(AuditSubjectKind::Account));
    let names = names::of(
        tx,
        scope,
        &once(accounts),
        &once(of(AuditSubjectKind::UserGroup)),
        &once(of(AuditSubjectKind::Contract)),
        &once(programs.chain(of(AuditSubjectKind::ApiClient))),
    )?;
    Ok(rows.into_iter().map(|row| event(row, &names)).collect())
}

fn once<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// An actor of a kind that nobody knows is nobody.
fn kind(row: &Listed) -> AuditActorKind {
    let kind = row.event.actor_kind.parse();
    kind.unwrap_or(AuditActorKind::Nobody)
}

fn event(row: Listed, names: &Names) -> AuditEvent {
    let actor = actor(&row, names);
    let (text, changes) = match row.text.as_deref() {
        None => (None, Vec::new()),
        Some(text) => explained::read(text),
    };
    let subject = subject(&row, &changes, names);
    let event = row.event;
    AuditEvent {
        seq: event.seq.unsigned_abs(),
        at: event.at.and_utc(),
        actor,
        action: event.action.0,
        subject,
        text_removed: event.text_digest.is_some() && row.text.is_none(),
        text,
        changes,
        digest: event.digest,
    }
}

/// Members know staff of the carrier as the operator alone.
fn actor(row: &Listed, names: &Names) -> AuditActor {
    let kind = kind(row);
    let id = row.event.actor_id.clone();
    let (id, name) = match kind {
        AuditActorKind::Account => {
            let name = id.as_ref().and_then(|id| names.accounts.get(id));
            (id.clone(), name.map(ToString::to_string))
        }
        AuditActorKind::ApiClient => {
            let name = id.as_ref().and_then(|id| names.api_clients.get(id));
            (id.clone(), name.cloned())
        }
        AuditActorKind::Operator | AuditActorKind::CommandLine | AuditActorKind::Nobody => {
            (None, None)
        }
    };
    AuditActor { kind, id, name }
}

fn subject(row: &Listed, changes: &[AuditChange], names: &Names) -> Option<AuditSubject> {
    let kind = row.event.action.0.subject()?;
    let stored = row.event.subject_id.clone();
    let known = stored.as_ref();
    let (id, label) = match kind {
        AuditSubjectKind::Account => {
            let name = known.and_then(|id| names.accounts.get(id));
            (stored.clone(), name.map(ToString::to_string))
        }
        AuditSubjectKind::ApiClient => {
            let name = known.and_then(|id| names.api_clients.get(id)).cloned();
            (stored.clone(), name)
        }
        AuditSubjectKind::UserGroup => {
            let name = known.and_then(|id| names.groups.get(id)).cloned();
            // A group that is gone is called what it was called then.
            (stored.clone(), name.or_else(|| named(changes)))
        }
        AuditSubjectKind::Contract => {
            // By its number, or by the id of one that is found by it.
            let number = known.and_then(|id| names.contracts.get(id)).cloned();
            let number = number.or(stored);
            (number.clone(), number)
        }
        AuditSubjectKind::PortApplication | AuditSubjectKind::Service => (stored.clone(), stored),
        AuditSubjectKind::Operator => (None, None),
        AuditSubjectKind::Company
        | AuditSubjectKind::Session
        | AuditSubjectKind::TrustedBrowser
        | AuditSubjectKind::Import => (stored, None),
    };
    Some(AuditSubject { kind, id, label })
}

fn named(changes: &[AuditChange]) -> Option<String> {
    let name = changes.iter().find(|c| c.field == AuditField::Name)?;
    name.after.clone().or_else(|| name.before.clone())
}
