//! The audit trail: what happened is there, and the chains hold.

use minato_db::audit::{self, AuditEvent, AuditHead};
use minato_db::models::members;
use minato_db::{Db, DbError, TenantScope};
use minato_types::audit::AuditAction;
use minato_types::values::MemberNumber;

use crate::app::TestApp;
use crate::people::{AKARI, HANAKO, JIRO, MISAKI, NAGISA};
use crate::people::{code_of, entry, other_than};

/// The chain of a member.
pub(crate) async fn chain(db: &Db, member_number: &str) -> Vec<AuditEvent> {
    chain_and_head(db, member_number).await.0
}

/// The chain of a member and where it must end.
async fn chain_and_head(db: &Db, member_number: &str) -> (Vec<AuditEvent>, AuditHead) {
    let number = MemberNumber::parse(member_number).unwrap();
    let read: Result<_, DbError> = db
        .read(move |tx| {
            let (scope, _) = members::find_by_number(tx, &number)?.expect("the member");
            Ok((audit::list(tx, scope)?, audit::head(tx, scope)?))
        })
        .await;
    read.unwrap()
}

/// Every chain of the demo's members is whole.
pub(crate) async fn all_chains_hold(db: &Db) {
    for person in [HANAKO, JIRO, AKARI, MISAKI, NAGISA] {
        chain_holds(db, person.member_number).await;
    }
    let carrier: Result<_, DbError> = db
        .read(|tx| {
            let scope = TenantScope::CARRIER;
            Ok((audit::list(tx, scope)?, audit::head(tx, scope)?))
        })
        .await;
    let (events, head) = carrier.unwrap();
    audit::verify(&events, &head).unwrap();
}

/// The chain of a member is whole.
pub(crate) async fn chain_holds(db: &Db, member_number: &str) {
    let (events, head) = chain_and_head(db, member_number).await;
    assert!(!events.is_empty());
    audit::verify(&events, &head).unwrap();
}

#[actix_web::test]
async fn what_somebody_does_is_recorded_in_order() {
    let app = TestApp::start().await;
    let before = chain(&app.app.db, HANAKO.member_number).await.len();
    let client = app.anonymous();
    HANAKO.begin(&client).await;
    let code = code_of(&app.one_mail().await);
    client
        .verify_login(&entry(&other_than(&code)))
        .await
        .unwrap_err();
    client.verify_login(&entry(&code)).await.unwrap();
    client.log_out().await.unwrap();
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let actions: Vec<_> = events[before..]
        .iter()
        .map(|event| event.action.0)
        .collect();
    assert_eq!(
        actions,
        [
            AuditAction::CodeRefused,
            AuditAction::SignedIn,
            AuditAction::SignedOut
        ]
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_changed_removed_or_moved_event_breaks_the_chain() {
    let app = TestApp::start().await;
    for _ in 0..3 {
        JIRO.sign_in(&app).await.log_out().await.unwrap();
    }
    let (events, head) = chain_and_head(&app.app.db, JIRO.member_number).await;
    assert!(events.len() >= 6);
    audit::verify(&events, &head).unwrap();
    for place in 0..events.len() {
        let mut changed = events.clone();
        changed[place].actor_kind = "operator".to_owned();
        assert!(
            audit::verify(&changed, &head).is_err(),
            "event {place} changed"
        );
        let mut forged = changed.clone();
        forged[place].digest = "0".repeat(64);
        assert!(
            audit::verify(&forged, &head).is_err(),
            "event {place} forged"
        );
        let mut moved = events.clone();
        moved.swap(place, (place + 1) % events.len());
        assert!(audit::verify(&moved, &head).is_err(), "event {place} moved");
        let mut removed = events.clone();
        removed.remove(place);
        assert!(
            audit::verify(&removed, &head).is_err(),
            "event {place} removed"
        );
    }
    app.finish().await;
}

#[actix_web::test]
async fn an_event_stands_in_the_chain_of_its_own_member_alone() {
    let app = TestApp::start().await;
    let before = chain(&app.app.db, HANAKO.member_number).await.len();
    JIRO.sign_in(&app).await;
    assert_eq!(chain(&app.app.db, HANAKO.member_number).await.len(), before);
    let jiro = chain(&app.app.db, JIRO.member_number).await;
    assert_eq!(
        jiro.last().map(|event| event.action.0),
        Some(AuditAction::SignedIn)
    );
    app.finish().await;
}

#[actix_web::test]
async fn what_a_stranger_did_is_not_written_to_the_owner() {
    let app = TestApp::start().await;
    app.anonymous()
        .request_password_reset(&crate::password_reset::ask(JIRO))
        .await
        .unwrap();
    app.one_mail().await;
    let events = chain(&app.app.db, JIRO.member_number).await;
    let last = events.last().unwrap();
    assert_eq!(last.action.0, AuditAction::PasswordResetRequested);
    assert_eq!(
        (last.actor_kind.as_str(), &last.actor_id),
        ("nobody", &None)
    );
    app.finish().await;
}
