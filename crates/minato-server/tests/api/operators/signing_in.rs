//! Signing in as an operator: always two steps, waits, locks, and sessions that end.

use chrono::TimeDelta;
use minato_client::{Client, ClientError};
use minato_db::models::{operator_sessions, operators};
use minato_db::{Clock as _, DbError};
use minato_server::auth::keys::Secret;
use minato_server::auth::operator::setup;
use minato_types::audit::AuditAction;
use minato_types::operator::{OperatorSessionState, OperatorState};
use minato_types::problem::ProblemCode;
use minato_types::values::EmailAddress;

use super::{OPERATOR_PASSWORD, Staff, carriers_chain, code, entry, make, recorded_since};
use crate::app::TestApp;
use crate::authenticator::other_digits;
use crate::people::refused;
use crate::raw;

#[actix_web::test]
async fn a_code_is_accepted_once_and_a_recovery_code_stands_in() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let client = staff.begin(&app).await;
    let next = staff.authenticator.next_code(&app);
    client.verify_operator_login(&code(&next)).await.unwrap();
    let replayed = staff.begin(&app).await;
    let refusal = refused(replayed.verify_operator_login(&code(&next)).await);
    assert_eq!(refusal, ProblemCode::CodeWrong);
    let recovery = code(&staff.recovery_codes[0]);
    replayed.verify_operator_login(&recovery).await.unwrap();
    let again = staff.begin(&app).await;
    let refusal = refused(again.verify_operator_login(&recovery).await);
    assert_eq!(refusal, ProblemCode::CodeWrong);
    app.finish().await;
}

#[actix_web::test]
async fn everybody_who_cannot_sign_in_gets_the_same_bytes() {
    let app = TestApp::start().await;
    let (staff, suspended) = (Staff::hire(&app).await, Staff::hire(&app).await);
    set_state(&app, &suspended.email, OperatorState::Suspended).await;
    let (not_set_up, _) = make(&app).await;
    let mut answers = Vec::new();
    for (email, password) in [
        (staff.email.as_str(), "wrong"),
        (&suspended.email, OPERATOR_PASSWORD),
        (not_set_up.email.0.as_str(), OPERATOR_PASSWORD),
        ("nobody@carrier.example", OPERATOR_PASSWORD),
        // A person of a member is nobody here.
        (crate::people::HANAKO.email, crate::people::PASSWORD),
    ] {
        let body = serde_json::to_string(&entry(email, password)).unwrap();
        let answer = raw::post(&app, "/operator/auth/login", &body).await;
        assert_eq!(answer.problem(), "signInFailed");
        answers.push(answer.comparable());
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    app.finish().await;
}

#[actix_web::test]
async fn waits_follow_wrong_passwords_and_end_with_the_right_one() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let wrong = entry(&staff.email, "wrong");
    for wait in [1, 1, 1, 5] {
        let client = app.anonymous();
        let refusal = refused(client.log_in_operator(&wrong).await);
        assert_eq!(refusal, ProblemCode::SignInFailed);
        let early = client
            .log_in_operator(&entry(&staff.email, OPERATOR_PASSWORD))
            .await;
        let Err(ClientError::Problem {
            retry_after_seconds,
            ..
        }) = early
        else {
            panic!("no wait: {early:?}");
        };
        assert_eq!(retry_after_seconds, Some(wait));
        app.pass(TimeDelta::seconds(wait.into()));
    }
    staff.sign_in(&app).await;
    let refusal = refused(app.anonymous().log_in_operator(&wrong).await);
    assert_eq!(refusal, ProblemCode::SignInFailed);
    app.pass(TimeDelta::seconds(1));
    staff.begin(&app).await;
    app.finish().await;
}

#[actix_web::test]
async fn wrong_codes_end_the_sign_in_and_then_lock_the_app() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let before = carriers_chain(&app).await.len();
    for _ in 0..2 {
        let client = staff.begin(&app).await;
        for _ in 0..5 {
            let wrong = other_digits(&staff.authenticator.next_code(&app));
            client
                .verify_operator_login(&code(&wrong))
                .await
                .unwrap_err();
        }
        let right = staff.authenticator.next_code(&app);
        let refusal = refused(client.verify_operator_login(&code(&right)).await);
        assert_eq!(refusal, ProblemCode::SignInExpired);
    }
    let client = staff.begin(&app).await;
    let right = staff.authenticator.next_code(&app);
    let refusal = refused(client.verify_operator_login(&code(&right)).await);
    assert_eq!(refusal, ProblemCode::FactorLocked);
    let recorded = recorded_since(&app, before).await;
    assert_eq!(recorded.len(), 11);
    assert_eq!(recorded.last(), Some(&AuditAction::FactorLocked));
    // A recovery code is a way of its own.
    let recovery = code(&staff.recovery_codes[0]);
    client.verify_operator_login(&recovery).await.unwrap();
    app.finish().await;
}

#[actix_web::test]
async fn a_session_ends_idle_absolutely_by_signing_out_and_by_a_new_one() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let client = staff.sign_in(&app).await;
    app.pass(TimeDelta::minutes(30));
    let state = client.get_operator_session().await.unwrap();
    assert_eq!(state, OperatorSessionState::SignedOut);

    let client = staff.sign_in(&app).await;
    client.log_out_operator().await.unwrap();
    let refusal = refused(client.log_out_operator().await);
    assert_eq!(refusal, ProblemCode::NotSignedIn);

    let client = staff.sign_in(&app).await;
    for _ in 0..12 * 3 - 1 {
        app.pass(TimeDelta::minutes(20));
        let refreshed = client.step_up_operator(&code("123456")).await;
        assert_ne!(refused(refreshed), ProblemCode::NotSignedIn);
        let state = client.get_operator_session().await.unwrap();
        assert!(matches!(state, OperatorSessionState::SignedIn(_)));
        settle(&app, &client).await;
    }
    app.pass(TimeDelta::minutes(20));
    let state = client.get_operator_session().await.unwrap();
    assert_eq!(state, OperatorSessionState::SignedOut);
    app.finish().await;
}

/// Waits until the note of the request, which is written beside it, is in the database.
async fn settle(app: &TestApp, client: &Client) {
    let cookie = client.cookie("__Host-op").expect("a session");
    let digest = Secret::presented(&cookie).digest();
    for _ in 0..1000 {
        let digest = digest.clone();
        let found: Result<_, DbError> = app
            .app
            .db
            .read_one(move |once| operator_sessions::find_live(once, &digest, TimeDelta::hours(1)))
            .await;
        let live = found.unwrap().expect("the session lives");
        if live.session.last_seen_at == app.clock.now().naive_utc() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the request was never noted");
}

#[actix_web::test]
async fn a_suspended_or_reset_operator_is_out_at_the_next_request() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let (client, pending) = (staff.sign_in(&app).await, staff.begin(&app).await);
    set_state(&app, &staff.email, OperatorState::Suspended).await;
    let refusal = refused(client.step_up_operator(&code("123456")).await);
    assert_eq!(refusal, ProblemCode::NotSignedIn);
    set_state(&app, &staff.email, OperatorState::Active).await;

    let client = staff.sign_in(&app).await;
    let (email, state) = (EmailAddress::parse(&staff.email).unwrap(), app.app.clone());
    let reset: Result<(), DbError> = app
        .app
        .db
        .write(move |tx| {
            let operator = operators::find_by_email(tx, &email)?.unwrap();
            setup::revoke(tx, &state.keys, &operator)
        })
        .await;
    reset.unwrap();
    let next = code(&staff.authenticator.next_code(&app));
    let refusal = refused(client.step_up_operator(&next).await);
    assert_eq!(refusal, ProblemCode::NotSignedIn);
    let refusal = refused(pending.verify_operator_login(&next).await);
    assert_eq!(refusal, ProblemCode::SignInExpired);
    let own = entry(&staff.email, OPERATOR_PASSWORD);
    assert_eq!(
        refused(pending.log_in_operator(&own).await),
        ProblemCode::SignInFailed
    );
    app.finish().await;
}

async fn set_state(app: &TestApp, email: &str, state: OperatorState) {
    let email = EmailAddress::parse(email).unwrap();
    let changed: Result<bool, DbError> = app
        .app
        .db
        .write(move |tx| {
            let operator = operators::find_by_email(tx, &email)?.unwrap();
            operators::set_state(tx, operator.id.0, state)
        })
        .await;
    assert!(changed.unwrap());
}

#[actix_web::test]
async fn an_operator_is_told_of_a_browser_that_is_new_to_his_password() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let own = staff.sign_in(&app).await;
    assert_eq!(app.new_browsers().await.len(), 0, "the very first one");
    let request = entry(&staff.email, OPERATOR_PASSWORD);
    own.log_in_operator(&request).await.unwrap();
    let next = code(&staff.authenticator.next_code(&app));
    own.verify_operator_login(&next).await.unwrap();
    assert_eq!(app.new_browsers().await.len(), 0, "it is known");
    staff.sign_in(&app).await;
    let told = app.new_browsers().await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].envelope.to.as_str(), staff.email);
    assert!(told[0].rendered.text.contains("127.0.0.1"));
    app.finish().await;
}

#[actix_web::test]
async fn a_browser_that_another_operator_uses_is_new() {
    let app = TestApp::start().await;
    let (one, other) = (Staff::hire(&app).await, Staff::hire(&app).await);
    other.sign_in(&app).await;
    let client = one.sign_in(&app).await;
    let request = entry(&other.email, OPERATOR_PASSWORD);
    client.log_in_operator(&request).await.unwrap();
    let next = code(&other.authenticator.next_code(&app));
    client.verify_operator_login(&next).await.unwrap();
    assert_eq!(app.new_browsers().await.len(), 1);
    app.finish().await;
}

#[actix_web::test]
async fn an_operator_is_told_that_he_was_reset() {
    let app = TestApp::start().await;
    let staff = Staff::hire(&app).await;
    let (state, email) = (app.app.clone(), EmailAddress::parse(&staff.email).unwrap());
    let reset: Result<(), DbError> = app
        .app
        .db
        .write(move |tx| {
            let operator = operators::find_by_email(tx, &email)?.unwrap();
            setup::reset(tx, &state.keys, &operator).map(drop)
        })
        .await;
    reset.unwrap();
    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.to.as_str(), staff.email);
    assert!(mail.rendered.text.contains("再設定"));
    app.finish().await;
}
