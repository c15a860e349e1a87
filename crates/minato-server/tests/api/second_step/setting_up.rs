//! An app is set up, replaced and removed by its owner.

use chrono::TimeDelta;
use minato_types::audit::AuditAction;
use minato_types::auth::{SessionLevel, SessionState};
use minato_types::problem::ProblemCode;
use minato_types::values::SecondFactor;

use super::{recorded, recorded_since};
use crate::accounts::find;
use crate::app::TestApp;
use crate::authenticator::{
    Authenticator, STEP, confirmation, nagisa, other_digits, recovery, set_up,
};
use crate::people::{HANAKO, JIRO, NAGISA, TARO, code_of, entry, refused};

#[actix_web::test]
async fn an_app_is_set_up_and_asked_from_then_on() {
    let app = TestApp::start().await;
    let other = HANAKO.sign_in(&app).await;
    let client = HANAKO.sign_in(&app).await;
    let before = recorded(&app, HANAKO).await;
    let overview = client.get_security().await.unwrap();
    assert_eq!(overview.factor, SecondFactor::MailOtp);
    assert_eq!(
        (overview.totp_since, overview.recovery_codes_left),
        (None, 0)
    );

    let offer = client.offer_totp().await.unwrap();
    assert_eq!(offer.secret.len(), 32, "160 bits");
    assert!(offer.uri.starts_with("otpauth://totp/"), "{}", offer.uri);
    assert!(offer.uri.contains(&format!("secret={}", offer.secret)));
    assert!(offer.uri.contains("hanako%40minato-shoji.example"));
    assert!(offer.qr_code.starts_with("data:image/png;base64,iVBOR"));
    let authenticator = Authenticator::with(&offer.secret);
    let code = authenticator.code(&app);
    let confirmed = client.confirm_totp(&confirmation(&code)).await.unwrap();
    assert_eq!(confirmed.recovery_codes.len(), 10);

    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.to.as_str(), HANAKO.email);
    for secret in confirmed.recovery_codes.iter().chain([&offer.secret]) {
        assert!(!mail.rendered.text.contains(secret.as_str()));
    }
    assert_eq!(refused(other.get_me().await), ProblemCode::NotSignedIn);
    assert_eq!(
        recorded_since(&app, HANAKO, before).await,
        [AuditAction::TotpActivated]
    );
    let overview = client.get_security().await.unwrap();
    assert_eq!(overview.factor, SecondFactor::Totp);
    assert!(overview.totp_since.is_some());
    assert_eq!(overview.recovery_codes_left, 10);
    let me = client.get_me().await.unwrap().value;
    assert_eq!(me.second_factor, SecondFactor::Totp);

    let again = app.anonymous();
    let SessionState::CodeRequired(pending) = HANAKO.begin(&again).await else {
        panic!("no second step");
    };
    assert_eq!(pending.factor, SecondFactor::Totp);
    assert_eq!((pending.masked_address, pending.resend_at), (None, None));
    assert!(app.deliver().await.is_empty(), "no code by mail");
    assert_eq!(
        refused(again.resend_login_code().await),
        ProblemCode::NoCodeByMail
    );
    let code = authenticator.next_code(&app);
    let state = again.verify_login(&entry(&code)).await.unwrap();
    let SessionState::SignedIn(session) = state else {
        panic!("{state:?}");
    };
    assert_eq!(session.level, SessionLevel::TwoStep);
    app.finish().await;
}

#[actix_web::test]
async fn an_offer_opens_nothing_before_it_is_confirmed() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let offer = client.offer_totp().await.unwrap();
    let other = app.anonymous();
    HANAKO.begin(&other).await;
    let mailed = code_of(&app.one_mail().await);
    let code = Authenticator::with(&offer.secret).code(&app);
    // An eight-digit code is asked for: one of six is no try at all.
    assert_eq!(
        refused(other.verify_login(&entry(&code)).await),
        ProblemCode::ValidationFailed
    );
    assert!(other.verify_login(&entry(&mailed)).await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn a_wrong_code_confirms_nothing() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let offer = client.offer_totp().await.unwrap();
    let code = Authenticator::with(&offer.secret).code(&app);
    for _ in 0..12 {
        let wrong = confirmation(&other_digits(&code));
        let answer = client.confirm_totp(&wrong).await;
        assert_eq!(refused(answer), ProblemCode::CodeWrong);
    }
    let overview = client.get_security().await.unwrap();
    assert_eq!(overview.factor, SecondFactor::MailOtp);
    client.confirm_totp(&confirmation(&code)).await.unwrap();
    app.one_mail().await;
    let again = client.confirm_totp(&confirmation(&code)).await;
    assert_eq!(refused(again), ProblemCode::NoAuthenticator);
    app.finish().await;
}

#[actix_web::test]
async fn the_code_that_confirmed_does_not_sign_in() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let (authenticator, _) = set_up(&app, &client).await;
    let other = app.anonymous();
    HANAKO.begin(&other).await;
    let same = authenticator.code(&app);
    assert_eq!(
        refused(other.verify_login(&entry(&same)).await),
        ProblemCode::CodeWrong
    );
    let next = authenticator.next_code(&app);
    assert!(other.verify_login(&entry(&next)).await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn the_old_app_works_until_the_new_one_is_confirmed() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let (old, codes) = set_up(&app, &client).await;
    let offer = client.offer_totp().await.unwrap();
    old.sign_in(&app, HANAKO).await;

    let new = Authenticator::with(&offer.secret);
    let code = new.code(&app);
    let confirmed = client.confirm_totp(&confirmation(&code)).await.unwrap();
    app.one_mail().await;
    assert_eq!(confirmed.recovery_codes, Vec::<String>::new());
    let other = app.anonymous();
    HANAKO.begin(&other).await;
    let code = old.next_code(&app);
    assert_eq!(
        refused(other.verify_login(&entry(&code)).await),
        ProblemCode::CodeWrong
    );
    new.sign_in(&app, HANAKO).await;
    let by_recovery = app.anonymous();
    HANAKO.begin(&by_recovery).await;
    let signed_in = by_recovery.verify_login(&recovery(&codes[0])).await;
    assert!(signed_in.is_ok(), "the codes so far stay");
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn a_second_offer_replaces_the_first_and_half_an_hour_ends_it() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let first = client.offer_totp().await.unwrap();
    let second = client.offer_totp().await.unwrap();
    assert_ne!(first.secret, second.secret);
    let code = Authenticator::with(&first.secret).code(&app);
    assert_eq!(
        refused(client.confirm_totp(&confirmation(&code)).await),
        ProblemCode::CodeWrong
    );
    app.pass(TimeDelta::minutes(30));
    let later = HANAKO.sign_in(&app).await;
    let code = Authenticator::with(&second.secret).code(&app);
    assert_eq!(
        refused(later.confirm_totp(&confirmation(&code)).await),
        ProblemCode::NoAuthenticator
    );
    app.finish().await;
}

#[actix_web::test]
async fn without_an_app_there_is_nothing_to_confirm_remove_or_make_codes_for() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let missing = ProblemCode::NoAuthenticator;
    let confirmed = client.confirm_totp(&confirmation("123456")).await;
    assert_eq!(refused(confirmed), missing);
    assert_eq!(refused(client.remove_totp().await), missing);
    assert_eq!(refused(client.make_recovery_codes().await), missing);
    // An offer is not an app yet.
    client.offer_totp().await.unwrap();
    assert_eq!(refused(client.make_recovery_codes().await), missing);
    app.finish().await;
}

#[actix_web::test]
async fn a_removed_app_is_not_asked_any_more_and_its_codes_are_dead() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    let (authenticator, codes) = set_up(&app, &client).await;
    let under_way = app.anonymous();
    HANAKO.begin(&under_way).await;
    let before = recorded(&app, HANAKO).await;
    client.remove_totp().await.unwrap();
    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.to.as_str(), HANAKO.email);
    assert_eq!(
        recorded_since(&app, HANAKO, before).await,
        [AuditAction::TotpRemoved]
    );
    let code = authenticator.next_code(&app);
    assert_eq!(
        refused(under_way.verify_login(&entry(&code)).await),
        ProblemCode::SignInExpired
    );
    let overview = client.get_security().await.unwrap();
    assert_eq!(overview.factor, SecondFactor::MailOtp);
    assert_eq!(overview.recovery_codes_left, 0);

    let again = app.anonymous();
    HANAKO.begin(&again).await;
    let mailed = code_of(&app.one_mail().await);
    assert_eq!(
        refused(again.verify_login(&recovery(&codes[0])).await),
        ProblemCode::CodeWrong
    );
    assert!(again.verify_login(&entry(&mailed)).await.is_ok());
    app.finish().await;
}

#[actix_web::test]
async fn whoever_has_an_app_is_asked_also_where_the_second_step_is_switched_off() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    let (authenticator, _) = set_up(&app, &client).await;
    let again = authenticator.sign_in(&app, JIRO).await;
    let SessionState::SignedIn(session) = again.get_session().await.unwrap() else {
        panic!("not signed in");
    };
    assert_eq!(session.level, SessionLevel::TwoStep);
    assert!(
        again
            .list_accounts(&crate::accounts::everybody())
            .await
            .is_ok()
    );
    app.finish().await;
}

#[actix_web::test]
async fn an_admin_sees_who_has_an_app() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = TARO.sign_in(&app).await;
    assert_eq!(
        find(&hanako, TARO).await.value.second_factor,
        SecondFactor::MailOtp
    );
    set_up(&app, &taro).await;
    assert_eq!(
        find(&hanako, TARO).await.value.second_factor,
        SecondFactor::Totp
    );
    assert_eq!(
        find(&hanako, HANAKO).await.value.second_factor,
        SecondFactor::MailOtp
    );
    app.finish().await;
}

#[actix_web::test]
async fn the_demo_has_an_account_with_an_app() {
    let app = TestApp::start().await;
    let client = nagisa(&app).await;
    let me = client.get_me().await.unwrap().value;
    assert_eq!(me.email.as_str(), NAGISA.email);
    assert_eq!(me.second_factor, SecondFactor::Totp);
    app.pass(STEP);
    app.finish().await;
}
