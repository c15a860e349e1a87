//! Changes of the second step want a fresh proof.

use chrono::TimeDelta;
use minato_client::{Client, ClientError};
use minato_db::Clock as _;
use minato_types::FieldRule;
use minato_types::audit::AuditAction;
use minato_types::problem::ProblemCode;
use minato_types::security::StepUpRequest;

use super::{recorded, recorded_since};
use crate::app::TestApp;
use crate::authenticator::{nagisa, of_nagisa, other_digits, recovery};
use crate::me::broken_rules;
use crate::people::{HANAKO, NAGISA, PASSWORD, entry, refused};

fn by_password(password: &str) -> StepUpRequest {
    StepUpRequest {
        password: Some(password.to_owned()),
        ..StepUpRequest::default()
    }
}

fn by_code(code: &str) -> StepUpRequest {
    StepUpRequest {
        code: Some(code.to_owned()),
        ..StepUpRequest::default()
    }
}

/// Every change that wants a fresh proof.
async fn changes(client: &Client) -> Vec<Result<(), ClientError>> {
    vec![
        client.offer_totp().await.map(drop),
        client.make_recovery_codes().await.map(drop),
        client.remove_totp().await,
    ]
}

#[actix_web::test]
async fn after_ten_minutes_a_change_wants_a_new_proof() {
    let app = TestApp::start().await;
    let signed_in_at = app.clock.now();
    let client = HANAKO.sign_in(&app).await;
    let until = client.get_security().await.unwrap().proven_until;
    assert_eq!(until, signed_in_at + TimeDelta::minutes(10));
    app.pass(TimeDelta::seconds(599));
    assert!(client.offer_totp().await.is_ok());
    app.pass(TimeDelta::seconds(1));
    let refusal = refused(client.offer_totp().await);
    assert_eq!(refusal, ProblemCode::StepUpRequired);

    let before = recorded(&app, HANAKO).await;
    let proven = client.step_up(&by_password(PASSWORD)).await.unwrap();
    assert_eq!(
        proven.proven_until,
        app.clock.now() + TimeDelta::minutes(10)
    );
    assert_eq!(
        recorded_since(&app, HANAKO, before).await,
        [AuditAction::SteppedUp]
    );
    assert!(client.offer_totp().await.is_ok());
    app.pass(TimeDelta::minutes(10));
    let refusal = refused(client.offer_totp().await);
    assert_eq!(refusal, ProblemCode::StepUpRequired);
    app.finish().await;
}

#[actix_web::test]
async fn every_change_of_the_second_step_wants_it() {
    let app = TestApp::start().await;
    let client = nagisa(&app).await;
    app.pass(TimeDelta::minutes(10));
    for change in changes(&client).await {
        assert_eq!(refused(change), ProblemCode::StepUpRequired);
    }
    let code = of_nagisa().next_code(&app);
    client.step_up(&by_code(&code)).await.unwrap();
    for change in changes(&client).await {
        change.expect("just proved");
    }
    assert_eq!(app.deliver().await.len(), 2, "codes made, app removed");
    app.finish().await;
}

#[actix_web::test]
async fn one_session_does_not_prove_for_another() {
    let app = TestApp::start().await;
    let old = HANAKO.sign_in(&app).await;
    app.pass(TimeDelta::minutes(10));
    let new = HANAKO.sign_in(&app).await;
    assert!(new.offer_totp().await.is_ok());
    assert_eq!(refused(old.offer_totp().await), ProblemCode::StepUpRequired);
    new.step_up(&by_password(PASSWORD)).await.unwrap();
    assert_eq!(refused(old.offer_totp().await), ProblemCode::StepUpRequired);
    app.finish().await;
}

#[actix_web::test]
async fn a_wrong_password_proves_nothing_and_makes_one_wait() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    app.pass(TimeDelta::minutes(10));
    let wrong = broken_rules(client.step_up(&by_password("wrong")).await);
    let rule = FieldRule::CurrentPasswordWrong;
    assert_eq!(wrong, [("password".to_owned(), rule)]);
    let early = client.step_up(&by_password(PASSWORD)).await;
    assert_eq!(refused(early), ProblemCode::TooManyRequests);
    // The same count as at the door, in this browser.
    let at_the_door = client.log_in(&HANAKO.log_in_request(PASSWORD)).await;
    assert_eq!(refused(at_the_door), ProblemCode::TooManyRequests);
    assert_eq!(
        refused(client.offer_totp().await),
        ProblemCode::StepUpRequired
    );
    app.pass(TimeDelta::seconds(1));
    client.step_up(&by_password(PASSWORD)).await.unwrap();
    assert!(client.offer_totp().await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn each_proves_by_what_he_signs_in_with() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let required = |field: &str| [(field.to_owned(), FieldRule::Required)];
    assert_eq!(
        broken_rules(hanako.step_up(&by_code("123456")).await),
        required("password")
    );
    let nagisa = nagisa(&app).await;
    app.pass(TimeDelta::minutes(10));
    assert_eq!(
        broken_rules(nagisa.step_up(&by_password(PASSWORD)).await),
        required("code")
    );
    assert_eq!(
        broken_rules(nagisa.step_up(&StepUpRequest::default()).await),
        required("password")
    );
    assert_eq!(
        refused(nagisa.offer_totp().await),
        ProblemCode::StepUpRequired
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_recovery_code_proves_too_once() {
    let app = TestApp::start().await;
    let client = nagisa(&app).await;
    let codes = client.make_recovery_codes().await.unwrap().codes;
    app.one_mail().await;
    app.pass(TimeDelta::minutes(10));
    let before = recorded(&app, NAGISA).await;
    client.step_up(&by_code(&codes[0])).await.unwrap();
    app.one_mail().await;
    assert_eq!(
        recorded_since(&app, NAGISA, before).await,
        [AuditAction::RecoveryCodeUsed, AuditAction::SteppedUp]
    );
    let again = client.step_up(&by_code(&codes[0])).await;
    assert_eq!(refused(again), ProblemCode::CodeWrong);
    let at_the_door = app.anonymous();
    NAGISA.begin(&at_the_door).await;
    let answer = at_the_door.verify_login(&recovery(&codes[0])).await;
    assert_eq!(refused(answer), ProblemCode::CodeWrong);
    app.finish().await;
}

#[actix_web::test]
async fn wrong_codes_count_together_with_those_at_the_door() {
    let app = TestApp::start().await;
    let client = nagisa(&app).await;
    let wrong = other_digits(&of_nagisa().next_code(&app));
    let at_the_door = app.anonymous();
    NAGISA.begin(&at_the_door).await;
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(refused(at_the_door.verify_login(&entry(&wrong)).await));
        answers.push(refused(client.step_up(&by_code(&wrong)).await));
    }
    let mut expected = vec![ProblemCode::CodeWrong; 9];
    expected.push(ProblemCode::FactorLocked);
    assert_eq!(answers, expected);
    let right = of_nagisa().next_code(&app);
    let locked = client.step_up(&by_code(&right)).await;
    assert_eq!(refused(locked), ProblemCode::FactorLocked);
    app.finish().await;
}

#[actix_web::test]
async fn a_session_that_has_ended_proves_nothing() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let other = HANAKO.sign_in(&app).await;
    crate::authenticator::set_up(&app, &other).await;
    let answer = client.step_up(&by_password(PASSWORD)).await;
    assert_eq!(refused(answer), ProblemCode::NotSignedIn);
    app.finish().await;
}
