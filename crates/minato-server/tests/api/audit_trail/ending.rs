//! Texts and events whose time is over.

use chrono::TimeDelta;
use minato_db::audit::{self, Actor, NewAuditEvent, checkpoints};
use minato_db::{DbError, TenantScope};
use minato_server::jobs::{audit_checkpoints, clean_up};
use minato_test::execute;
use minato_types::audit::{AuditAction, ListAuditEventsQuery as Query};

use super::{faults, record, scope_of, stored, whole};
use crate::app::TestApp;
use crate::people::HANAKO;

async fn note(app: &TestApp, scope: TenantScope, text: &str) {
    let event = NewAuditEvent {
        actor: Actor::CommandLine,
        action: AuditAction::FileImported,
        subject: None,
        text: Some(text.to_owned()),
    };
    let written: Result<(), DbError> = app
        .app
        .db
        .write(move |tx| audit::record(tx, scope, &event))
        .await;
    written.unwrap();
}

async fn clean(app: &TestApp) {
    app.deliver().await;
    clean_up::clean_all(&app.app).await.unwrap();
}

#[actix_web::test]
async fn texts_end_unless_a_newer_event_needs_them_and_the_chain_stays_whole() {
    let app = TestApp::start_with(|settings| settings.audit.text_days = 30).await;
    let scope = scope_of(&app.app.db, HANAKO.member_number).await;
    note(&app, scope, "said once").await;
    note(&app, scope, "said twice").await;
    app.pass(TimeDelta::days(20));
    note(&app, scope, "said twice").await;
    clean(&app).await;
    let hanako = HANAKO.sign_in(&app).await;
    let query = Query {
        action: Some("fileImported".to_owned()),
        ..Query::default()
    };
    let texts = async |client| -> Vec<(Option<String>, bool)> {
        let events = whole(client, &query).await;
        let text = events.into_iter().map(|e| (e.text, e.text_removed));
        text.collect()
    };
    let twice = || (Some("said twice".to_owned()), false);
    let once = (Some("said once".to_owned()), false);
    assert_eq!(texts(&hanako).await, [twice(), twice(), once]);

    app.pass(TimeDelta::days(11));
    clean(&app).await;
    let hanako = HANAKO.sign_in(&app).await;
    assert_eq!(texts(&hanako).await, [twice(), twice(), (None, true)]);
    assert_eq!(faults(&app).await, [""; 0]);
    // A text that goes before its time is missed.
    let member = scope.member();
    let statement =
        format!("DELETE FROM audit_texts WHERE member_id = '{member}' AND text = 'said twice'");
    execute(&app.app.db, statement).await;
    let told = faults(&app).await;
    assert_eq!(told.len(), 1, "only that of the newer event: {told:?}");
    assert!(told[0].contains("its text is missing before its time"));
}

#[actix_web::test]
async fn old_events_end_behind_a_checkpoint_and_nothing_else_may_be_missing() {
    let app = TestApp::start_with(|settings| {
        settings.audit.text_days = 400;
        settings.audit.event_days = 60;
    })
    .await;
    let scope = scope_of(&app.app.db, HANAKO.member_number).await;
    record(&app, HANAKO.member_number, 30).await;
    audit_checkpoints::make(&app.app).await.unwrap();
    let closed = stored(&app.app.db, scope).await.len();
    app.pass(TimeDelta::days(59));
    record(&app, HANAKO.member_number, 10).await;
    audit_checkpoints::make(&app.app).await.unwrap();
    clean(&app).await;
    let all = stored(&app.app.db, scope).await.len();
    assert_eq!(all, closed + 10, "it is not time yet");
    app.pass(TimeDelta::days(2));
    clean(&app).await;
    let left = stored(&app.app.db, scope).await;
    assert_eq!(left.len(), 10);
    assert_eq!(left[0].seq, i64::try_from(closed).unwrap() + 1);
    assert_eq!(faults(&app).await, [""; 0]);
    // The list is what is left, and the chain goes on.
    let hanako = HANAKO.sign_in(&app).await;
    let listed = whole(&hanako, &Query::default()).await;
    assert_eq!(listed.len(), 11);
    assert_eq!(listed[0].seq, all as u64 + 1);
    // The last event of a chain stays, however old it is.
    audit_checkpoints::make(&app.app).await.unwrap();
    app.pass(TimeDelta::days(100));
    clean(&app).await;
    assert!(!stored(&app.app.db, scope).await.is_empty());
    assert_eq!(faults(&app).await, [""; 0]);

    let member = scope.member();
    // One more than ends at the checkpoint.
    let gone = stored(&app.app.db, scope).await[0].seq + 1;
    record(&app, HANAKO.member_number, 10).await;
    let statement =
        format!("DELETE FROM audit_events WHERE member_id = '{member}' AND seq <= {gone}");
    execute(&app.app.db, statement).await;
    let told = faults(&app).await;
    assert!(
        told[0].contains("the events before it were removed"),
        "{told:?}"
    );
}

#[actix_web::test]
async fn events_that_are_kept_for_ever_are_missed_even_behind_a_checkpoint() {
    let app = TestApp::start().await;
    let scope = scope_of(&app.app.db, HANAKO.member_number).await;
    record(&app, HANAKO.member_number, 5).await;
    audit_checkpoints::make(&app.app).await.unwrap();
    record(&app, HANAKO.member_number, 5).await;
    app.pass(TimeDelta::days(4000));
    clean(&app).await;
    assert_eq!(faults(&app).await, [""; 0]);
    let (member, made) = (scope.member(), stored(&app.app.db, scope).await.len() - 5);
    let statement =
        format!("DELETE FROM audit_events WHERE member_id = '{member}' AND seq <= {made}");
    execute(&app.app.db, statement).await;
    let told = faults(&app).await;
    assert!(
        told[0].contains("the events before it were removed"),
        "{told:?}"
    );
}

#[actix_web::test]
async fn after_a_week_one_checkpoint_a_day_stands_for_the_others() {
    let app = TestApp::start().await;
    let scope = scope_of(&app.app.db, HANAKO.member_number).await;
    for _ in 0..4 {
        record(&app, HANAKO.member_number, 1).await;
        audit_checkpoints::make(&app.app).await.unwrap();
    }
    let kept = async || -> Vec<i64> {
        let read: Result<_, DbError> = app
            .app
            .db
            .read(move |tx| checkpoints::between(tx, scope, 0, i64::MAX))
            .await;
        read.unwrap()
            .iter()
            .map(|checkpoint| checkpoint.seq)
            .collect()
    };
    let all = kept().await;
    assert_eq!(all.len(), 4);
    clean(&app).await;
    assert_eq!(kept().await, all);
    app.pass(TimeDelta::days(9));
    clean(&app).await;
    assert_eq!(kept().await, all[3..]);
    assert_eq!(faults(&app).await, [""; 0]);
    app.finish().await;
}
