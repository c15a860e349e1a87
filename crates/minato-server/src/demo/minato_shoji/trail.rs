//! The trail of the company: what became of its applications, and what else its people did.

use chrono::{DateTime, TimeDelta, Utc};
use minato_db::WriteTx;
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::port_applications::past::{PastApplication, PastEvent};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::port_applications::PortApplicationEventKind as Kind;
use minato_types::values::PortApplicationNumber;

use super::{HANAKO, TARO};
use crate::audit::explained;
use crate::demo::DemoError;
use crate::demo::company::Employed;

/// From how many days ago people signed in every few days.
const SIGN_INS: i64 = 60;

/// Records everything in the order in which it happened.
pub(super) fn record(
    tx: &mut WriteTx<'_>,
    company: &Employed,
    now: DateTime<Utc>,
    applications: &[(u32, PastApplication)],
) -> Result<(), DemoError> {
    let mut events = Vec::new();
    for (serial, application) in applications {
        events.extend(of_application(*serial, application));
    }
    events.extend(of_people(company, now));
    events.retain(|(at, _)| *at <= now);
    events.sort_by_key(|(at, _)| *at);
    for (at, event) in &events {
        audit::record_past(tx, company.scope, event, *at)?;
    }
    Ok(())
}

fn of_application(
    serial: u32,
    application: &PastApplication,
) -> impl Iterator<Item = (DateTime<Utc>, NewAuditEvent)> {
    let all = std::iter::once(&application.submitted).chain(&application.then);
    let before = std::iter::once(None).chain(all.clone().map(Some));
    let mut revision = 0;
    all.zip(before).map(move |(now, before)| {
        revision += u32::from(now.kind == Kind::Changed);
        let number = PortApplicationNumber { serial, revision };
        let by = now.by.as_ref();
        let event = NewAuditEvent {
            actor: by.map_or(Actor::CommandLine, |(id, _)| Actor::Account(*id)),
            action: match now.kind {
                Kind::Submitted => AuditAction::PortApplicationSubmitted,
                Kind::Changed => AuditAction::PortApplicationChanged,
                Kind::Cancelled => AuditAction::PortApplicationCancelled,
                Kind::Provisioned => AuditAction::PortApplicationProvisioned,
            },
            subject: Some(number.to_string()),
            text: explained::text(None, changes(before, now)),
        };
        (now.at, event)
    })
}

fn changes(before: Option<&PastEvent>, now: &PastEvent) -> Vec<AuditChange> {
    let day = |event: &PastEvent| event.effective_date.to_string();
    let ports = |event: &PastEvent| event.added_ports.to_string();
    let change = |field, value: &dyn Fn(&PastEvent) -> String| {
        let before = before.map(value).unwrap_or_default();
        AuditChange::of(field, before, value(now))
    };
    let changes = [
        change(AuditField::EffectiveDate, &day),
        change(AuditField::AddedPorts, &ports),
    ];
    changes.into_iter().flatten().collect()
}

/// Signing in every few days; what an admin decided.
fn of_people(company: &Employed, now: DateTime<Utc>) -> Vec<(DateTime<Utc>, NewAuditEvent)> {
    let person = |place: usize| company.people.get(place).map(|(id, _)| *id);
    let (Some(hanako), Some(taro)) = (person(HANAKO), person(TARO)) else {
        return Vec::new();
    };
    let mut events = Vec::new();
    let mut add = |days: i64, minutes: i64, actor, action, subject: String, text| {
        let at = now - TimeDelta::days(days) - TimeDelta::minutes(minutes);
        let event = NewAuditEvent {
            actor,
            action,
            subject: Some(subject),
            text,
        };
        events.push((at, event));
    };
    let browser = || Some("203.0.113.5 Mozilla/5.0 (Windows NT 10.0; Win64; x64)".to_owned());
    for day in (2..SIGN_INS).step_by(3) {
        let (who, minutes) = if day % 2 == 0 {
            (hanako, 95)
        } else {
            (taro, 240)
        };
        let (by, id) = (Actor::Account(who), who.to_string());
        add(
            day,
            minutes,
            by,
            AuditAction::SignedIn,
            id.clone(),
            browser(),
        );
        add(day, minutes - 55, by, AuditAction::SignedOut, id, None);
    }
    let by = Actor::Account(hanako);
    let said = |change: Option<AuditChange>| explained::text(None, change.into_iter().collect());
    let trust = AuditChange::of(AuditField::TrustedBrowsers, false, true);
    add(
        48,
        30,
        by,
        AuditAction::CompanySecurityChanged,
        String::new(),
        said(trust),
    );
    let name = AuditChange::of(AuditField::Department, "総務部", "情報システム部");
    let taro = taro.to_string();
    add(
        30,
        70,
        by,
        AuditAction::AccountChanged,
        taro.clone(),
        said(name),
    );
    add(
        21,
        15,
        Actor::Nobody,
        AuditAction::CodeRefused,
        taro.clone(),
        None,
    );
    add(21, 10, by, AuditAction::AccountUnlocked, taro, None);
    add(
        9,
        20,
        by,
        AuditAction::PortApplicationsExported,
        String::new(),
        None,
    );
    for (_, event) in &mut events {
        // Some actions are done to nothing in particular.
        event.subject = event.subject.take().filter(|subject| !subject.is_empty());
    }
    events
}
