//! The audit trail as a member's admins read it, and what becomes of it when somebody tampers
//! with it or when its time is over.

mod checkpoints;
mod ending;
mod export;
mod reading;
mod tampering;
mod writers;

use chrono::TimeDelta;
use minato_db::audit::chain::{self, StoredEvent};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::members;
use minato_db::{Db, DbError, TenantScope};
use minato_server::audit::check::{Check, Report};
use minato_server::audit::checkpoint::CheckpointKey;
use minato_server::audit::kept::Kept;
use minato_test::execute;
use minato_types::audit::{AuditAction, AuditEvent, ListAuditEventsQuery as Query};
use minato_types::page::Page;
use minato_types::values::{AccountId, MemberNumber};
use uuid::Uuid;

use crate::app::TestApp;
use crate::ports::{AKI, Company, SHUN};

/// The company of the port tests, whose admin signs in with two steps: others manage nothing.
async fn two_step_company() -> Company {
    let mut company = Company::start().await;
    let member = company.scope.member();
    let statement = format!("UPDATE members SET two_step = TRUE WHERE id = '{member}'");
    execute(&company.app.app.db, statement).await;
    company.aki = AKI.sign_in(&company.app).await;
    company.shun = SHUN.sign_in(&company.app).await;
    company
}

/// Whose chain it is.
async fn scope_of(db: &Db, number: &str) -> TenantScope {
    let number = MemberNumber::parse(number).unwrap();
    let read: Result<_, DbError> = db
        .read(move |tx| Ok(members::find_by_number(tx, &number)?.expect("the member").0))
        .await;
    read.unwrap()
}

/// Records so many events of several kinds, one minute after the other.
async fn record(app: &TestApp, number: &str, count: usize) {
    let scope = scope_of(&app.app.db, number).await;
    for begun in (0..count).step_by(50) {
        app.pass(TimeDelta::minutes(1));
        let some = begun..count.min(begun + 50);
        let written: Result<(), DbError> = app
            .app
            .db
            .write(move |tx| {
                for n in some {
                    let by = AccountId(Uuid::from_u128(1 + n as u128 % 3));
                    let (actor, action) = match n % 4 {
                        0 => (Actor::Account(by), AuditAction::AccountChanged),
                        1 => (Actor::Operator(by.0), AuditAction::ContractChanged),
                        2 => (Actor::CommandLine, AuditAction::PortApplicationProvisioned),
                        _ => (Actor::Nobody, AuditAction::CodeRefused),
                    };
                    let event = NewAuditEvent {
                        actor,
                        action,
                        subject: (n % 5 > 0).then(|| format!("subject-{}", n % 7)),
                        text: (n % 3 > 0).then(|| format!("text {n}")),
                    };
                    audit::record(tx, scope, &event)?;
                }
                Ok(())
            })
            .await;
        written.unwrap();
    }
}

/// The chain of a member as it is stored.
async fn stored(db: &Db, scope: TenantScope) -> Vec<StoredEvent> {
    let read: Result<_, DbError> = db
        .read_long(move |tx| chain::stored(tx, scope, 0, i64::MAX))
        .await;
    read.unwrap().into_iter().map(|(event, _)| event).collect()
}

/// Checks everything, by these kept checkpoints.
async fn check(app: &TestApp, kept: Kept) -> Report {
    let settings = &app.app.settings;
    let check = Check {
        db: app.app.db.clone(),
        key: CheckpointKey::derive(&settings.secret_key),
        settings: settings.audit.clone(),
        kept,
    };
    check.run(None).await.unwrap()
}

/// What is wrong, without anything that was kept elsewhere.
async fn faults(app: &TestApp) -> Vec<String> {
    let report = check(app, Kept::default()).await;
    report.faults.iter().map(ToString::to_string).collect()
}

/// The whole list, page by page with the cursor.
async fn whole(client: &minato_client::Client, query: &Query) -> Vec<AuditEvent> {
    let mut all = Vec::new();
    let mut query = query.clone();
    loop {
        let page: Page<AuditEvent> = client.list_audit_events(&query).await.unwrap();
        all.extend(page.items);
        assert!(all.len() as u64 <= page.total);
        if page.next.is_none() {
            assert_eq!(all.len() as u64, page.total);
            return all;
        }
        query.cursor = page.next;
    }
}
