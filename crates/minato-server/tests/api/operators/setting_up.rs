//! The one-time secret of the command line becomes a password and an app, once.

use chrono::TimeDelta;
use minato_types::audit::AuditAction;
use minato_types::problem::ProblemCode;

use super::{
    OPERATOR_PASSWORD, Staff, by_secret, carriers_chain, code, entry, make, recorded_since,
};
use crate::app::TestApp;
use crate::authenticator::{Authenticator, confirmation, other_digits};
use crate::me::broken_rules;
use crate::people::refused;

#[actix_web::test]
async fn an_operator_sets_password_and_app_and_signs_in() {
    let app = TestApp::start().await;
    let before = carriers_chain(&app).await.len();
    let staff = Staff::hire(&app).await;
    assert_eq!(staff.recovery_codes.len(), 10);
    staff.sign_in(&app).await;
    assert_eq!(
        recorded_since(&app, before).await,
        [AuditAction::OperatorSetUp, AuditAction::SignedIn]
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_one_time_secret_is_used_up_by_the_confirmation_alone() {
    let app = TestApp::start().await;
    let (operator, secret) = make(&app).await;
    let (early, late) = (app.anonymous(), app.anonymous());
    let lost = early.set_up_operator(&by_secret(&secret)).await.unwrap();
    // Begun again elsewhere: the browser before is out, and so is its secret.
    let offer = late.set_up_operator(&by_secret(&secret)).await.unwrap();
    assert_ne!(lost.totp.secret, offer.totp.secret);
    let code_of_lost = Authenticator::with(&lost.totp.secret).code(&app);
    let refusal = refused(
        early
            .confirm_operator_setup(&confirmation(&code_of_lost))
            .await,
    );
    assert_eq!(refusal, ProblemCode::SignInExpired);
    // Nothing opens before the confirmation.
    let email = operator.email.0.as_str();
    let log_in = early
        .log_in_operator(&entry(email, OPERATOR_PASSWORD))
        .await;
    assert_eq!(refused(log_in), ProblemCode::SignInFailed);

    let right = Authenticator::with(&offer.totp.secret).code(&app);
    let wrong = confirmation(&other_digits(&right));
    let refusal = refused(late.confirm_operator_setup(&wrong).await);
    assert_eq!(refusal, ProblemCode::CodeWrong);
    late.confirm_operator_setup(&confirmation(&right))
        .await
        .unwrap();
    for used in [secret.as_str(), "made up"] {
        let refusal = refused(late.set_up_operator(&by_secret(used)).await);
        assert_eq!(refusal, ProblemCode::LinkInvalid);
    }
    // The code that confirmed is used up.
    app.pass(TimeDelta::seconds(1));
    late.log_in_operator(&entry(email, OPERATOR_PASSWORD))
        .await
        .unwrap();
    let refusal = refused(late.verify_operator_login(&code(&right)).await);
    assert_eq!(refusal, ProblemCode::CodeWrong);
    app.finish().await;
}

#[actix_web::test]
async fn a_one_time_secret_lives_for_a_day() {
    let app = TestApp::start().await;
    let (_, secret) = make(&app).await;
    let client = app.anonymous();
    app.pass(TimeDelta::hours(24) - TimeDelta::seconds(1));
    let offer = client.set_up_operator(&by_secret(&secret)).await.unwrap();
    app.pass(TimeDelta::seconds(1));
    let refusal = refused(client.set_up_operator(&by_secret(&secret)).await);
    assert_eq!(refusal, ProblemCode::LinkInvalid);
    let right = Authenticator::with(&offer.totp.secret).code(&app);
    let refusal = refused(client.confirm_operator_setup(&confirmation(&right)).await);
    assert_eq!(refusal, ProblemCode::SignInExpired);
    app.finish().await;
}

#[actix_web::test]
async fn weak_passwords_are_refused_by_name() {
    let app = TestApp::start().await;
    let (operator, secret) = make(&app).await;
    let own = operator.email.0.as_str().to_owned();
    for (password, rule) in [
        ("fourteen chars", "tooShort"),
        ("aaaaaaaaaaaaaaaaaaaa", "passwordTooCommon"),
        (own.as_str(), "passwordTooPersonal"),
    ] {
        let mut request = by_secret(&secret);
        request.password = password.to_owned();
        let broken = broken_rules(app.anonymous().set_up_operator(&request).await);
        assert_eq!(broken.len(), 1, "{broken:?}");
        let code = serde_json::to_value(&broken[0].1).unwrap()["code"].clone();
        assert_eq!((broken[0].0.as_str(), code), ("password", rule.into()));
    }
    app.finish().await;
}

#[actix_web::test]
async fn of_two_confirmations_at_once_one_counts() {
    let app = TestApp::start().await;
    for _ in 0..5 {
        let (_, secret) = make(&app).await;
        let client = app.anonymous();
        let offer = client.set_up_operator(&by_secret(&secret)).await.unwrap();
        let right = confirmation(&Authenticator::with(&offer.totp.secret).code(&app));
        let tries = [(); 4].map(|()| client.confirm_operator_setup(&right));
        let answers = futures_util::future::join_all(tries).await;
        let right = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(right, 1);
    }
    app.finish().await;
}
