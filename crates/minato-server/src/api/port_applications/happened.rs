//! Writes down what was done to an application: its history, the audit trail, the mails.

use minato_db::audit::{self, NewAuditEvent};
use minato_db::models::port_application_events;
use minato_db::{DbError, Tx as _, WriteTx};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::port_applications::PortApplicationEventKind;

use crate::app::App;
use crate::audit::explained;
use crate::jobs::port_application_mails::{self, Happened, News};
use crate::jobs::port_application_reminder;

/// Writes it down, in the transaction that does it.
pub(super) fn record(tx: &mut WriteTx<'_>, app: &App, news: &News<'_>) -> Result<(), DbError> {
    let (actor, application) = (&news.by.account, news.application);
    let (kind, action) = words(news.what);
    let (scope, at) = (actor.scope(), tx.now());
    let by = Some((actor.id.0, &news.by.name));
    port_application_events::append(tx, scope, application, kind, by, at)?;
    let event = NewAuditEvent {
        actor: news.by.actor(),
        action,
        subject: Some(application.number().to_string()),
        text: explained::text(None, changes(news)),
    };
    audit::record(tx, scope, &event)?;
    port_application_mails::enqueue_all(tx, &app.keys, scope, news)?;
    match news.reminder_at {
        Some(due) => port_application_reminder::enqueue(tx, &app.keys, application, due),
        None => Ok(()),
    }
}

/// What the application is now that it was not before, for the audit trail.
fn changes(news: &News<'_>) -> Vec<AuditChange> {
    use AuditField as F;
    let after = news.application;
    let new = |field, value: String| Some(AuditChange::new(field, None, Some(value)));
    let changes = match news.what {
        Happened::Submitted => [
            new(F::EffectiveDate, after.effective_date.to_string()),
            new(F::AddedPorts, after.added_ports.to_string()),
            new(F::Remind, after.remind.to_string()),
        ],
        Happened::Changed { before } => [
            AuditChange::of(
                F::EffectiveDate,
                before.effective_date,
                after.effective_date,
            ),
            AuditChange::of(F::AddedPorts, before.added_ports, after.added_ports),
            AuditChange::of(F::Remind, before.remind, after.remind),
        ],
        Happened::Cancelled => [None, None, None],
    };
    changes.into_iter().flatten().collect()
}

const fn words(what: Happened<'_>) -> (PortApplicationEventKind, AuditAction) {
    match what {
        Happened::Submitted => (
            PortApplicationEventKind::Submitted,
            AuditAction::PortApplicationSubmitted,
        ),
        Happened::Changed { .. } => (
            PortApplicationEventKind::Changed,
            AuditAction::PortApplicationChanged,
        ),
        Happened::Cancelled => (
            PortApplicationEventKind::Cancelled,
            AuditAction::PortApplicationCancelled,
        ),
    }
}
