//! The audit trail: what happened is there, and the chains hold.

use minato_db::audit::{self, AuditEvent};
use minato_db::models::members;
use minato_db::{Db, DbError};
use minato_types::audit::AuditAction;
use minato_types::values::MemberNumber;

use crate::app::TestApp;
use crate::people::{HANAKO, JIRO, PASSWORD};
use crate::people::{code_of, entry, other_than};

/// The chain of a member.
async fn chain(db: &Db, member_number: &str) -> Vec<AuditEvent> {
    let number = MemberNumber::parse(member_number).unwrap();
    let read: Result<_, DbError> = db
        .read(move |tx| {
            let (scope, _) = members::find_by_number(tx, &number)?.expect("the member");
            audit::list(tx, scope)
        })
        .await;
    read.unwrap()
}

/// Every chain of the demo's members is whole.
pub(crate) async fn all_chains_hold(db: &Db) {
    for person in [HANAKO, JIRO] {
        let events = chain(db, person.member_number).await;
        assert!(!events.is_empty());
        audit::verify(&events).unwrap();
    }
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
    let events = chain(&app.app.db, JIRO.member_number).await;
    assert!(events.len() >= 6);
    audit::verify(&events).unwrap();
    for place in 0..events.len() {
        let mut changed = events.clone();
        changed[place].actor_kind = "operator".to_owned();
        assert!(audit::verify(&changed).is_err(), "event {place} changed");
        let mut forged = changed.clone();
        forged[place].digest = "0".repeat(64);
        assert!(audit::verify(&forged).is_err(), "event {place} forged");
        let mut moved = events.clone();
        moved.swap(place, (place + 1) % events.len());
        assert!(audit::verify(&moved).is_err(), "event {place} moved");
        if place + 1 < events.len() {
            let mut removed = events.clone();
            removed.remove(place);
            assert!(audit::verify(&removed).is_err(), "event {place} removed");
        }
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_new_member_is_told_apart_by_its_own_chain() {
    let app = TestApp::start().await;
    app.anonymous()
        .log_in(&JIRO.log_in_request(PASSWORD))
        .await
        .unwrap();
    let hanako = chain(&app.app.db, HANAKO.member_number).await;
    let jiro = chain(&app.app.db, JIRO.member_number).await;
    assert_eq!(
        hanako.iter().map(|event| event.seq).max(),
        i64::try_from(hanako.len()).ok()
    );
    assert_eq!(
        jiro.iter().map(|event| event.seq).max(),
        i64::try_from(jiro.len()).ok()
    );
    app.finish().await;
}
