//! One step after the other: none is skipped, none is taken twice, and whoever comes back goes
//! on where he stopped.

use chrono::TimeDelta;
use minato_server::auth::first_login::Purpose;
use minato_types::audit::AuditAction;
use minato_types::auth::{SessionLevel, SessionState};
use minato_types::first_login::FirstLoginStep;
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountState, SecondFactor};

use super::{enter, finish, identity, mailed, password, renew};
use crate::accounts::{SABURO, find, invited};
use crate::app::TestApp;
use crate::audit::chain;
use crate::authenticator::{Authenticator, STEP, confirmation, other_digits, recovery};
use crate::people::{HANAKO, JIRO, NAGISA, PASSWORD, refused};

#[actix_web::test]
async fn a_mailed_link_leads_to_a_session_with_app_and_recovery_codes() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (_, token) = invited(&app, &hanako, SABURO).await;
    let (client, state) = enter(&app, SABURO, &token).await;
    assert_eq!(state.step, FirstLoginStep::Password);
    assert_eq!(state.second_factor, SecondFactor::MailOtp);
    assert_eq!(state.member_number.as_str(), SABURO.member_number);

    let state = client.set_first_password(&password()).await.unwrap();
    assert_eq!(state.step, FirstLoginStep::Totp);
    let offer = client.offer_first_totp().await.unwrap();
    assert!(offer.qr_code.starts_with("data:image/png;base64,"));
    let phone = Authenticator::with(&offer.secret);
    let wrong = other_digits(&phone.code(&app));
    let answer = client.confirm_first_totp(&confirmation(&wrong)).await;
    assert_eq!(refused(answer), ProblemCode::CodeWrong);
    let code = confirmation(&phone.code(&app));
    let state = client.confirm_first_totp(&code).await.unwrap();
    assert_eq!(state.step, FirstLoginStep::RecoveryCodes);
    let codes = client.make_first_recovery_codes().await.unwrap().codes;
    assert_eq!(codes.len(), 10);

    let before = find(&hanako, SABURO).await.value;
    assert_eq!(
        before.state,
        AccountState::Invited,
        "nothing opens before the end"
    );
    let SessionState::SignedIn(session) = client.complete_first_login().await.unwrap() else {
        panic!("not signed in");
    };
    assert_eq!(session.level, SessionLevel::TwoStep);
    let mail = app.one_mail().await;
    assert!(
        mail.rendered.subject.contains("設定完了"),
        "{}",
        mail.rendered.subject
    );
    assert_eq!(
        client.get_me().await.unwrap().value.email.as_str(),
        SABURO.email
    );
    assert_eq!(
        find(&hanako, SABURO).await.value.state,
        AccountState::Active
    );

    // From now on by password and app, and by a recovery code.
    phone.sign_in(&app, SABURO).await;
    let client = app.anonymous();
    SABURO.begin(&client).await;
    client.verify_login(&recovery(&codes[3])).await.unwrap();
    app.one_mail().await;
    let actions: Vec<_> = chain(&app.app.db, SABURO.member_number).await;
    for action in [
        AuditAction::IdentityConfirmed,
        AuditAction::TotpActivated,
        AuditAction::RecoveryCodesMade,
        AuditAction::FirstLoginCompleted,
    ] {
        let times = actions.iter().filter(|event| event.action.0 == action);
        assert_eq!(times.count(), 1, "{action}");
    }
    app.finish().await;
}

#[actix_web::test]
async fn whoever_gets_codes_by_mail_may_leave_the_app_for_later() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (_, token) = invited(&app, &hanako, SABURO).await;
    let client = finish(&app, SABURO, &token).await;
    let security = client.get_security().await.unwrap();
    assert_eq!(security.factor, SecondFactor::MailOtp);
    SABURO.sign_in(&app).await;
    app.finish().await;
}

#[actix_web::test]
async fn no_step_is_skipped_or_taken_twice() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (_, token) = invited(&app, &hanako, SABURO).await;
    let (client, _) = enter(&app, SABURO, &token).await;
    let any = confirmation("123456");
    for answer in [
        client.offer_first_totp().await.map(drop),
        client.confirm_first_totp(&any).await.map(drop),
        client.make_first_recovery_codes().await.map(drop),
        client.complete_first_login().await.map(drop),
    ] {
        assert_eq!(refused(answer), ProblemCode::StepOutOfOrder);
    }
    client.set_first_password(&password()).await.unwrap();
    for answer in [
        client.set_first_password(&password()).await.map(drop),
        client.make_first_recovery_codes().await.map(drop),
    ] {
        assert_eq!(refused(answer), ProblemCode::StepOutOfOrder);
    }
    let answer = client.confirm_first_totp(&any).await;
    assert_eq!(refused(answer), ProblemCode::NoAuthenticator);
    let offer = client.offer_first_totp().await.unwrap();
    let code = confirmation(&Authenticator::with(&offer.secret).code(&app));
    client.confirm_first_totp(&code).await.unwrap();
    for answer in [
        client.set_first_password(&password()).await.map(drop),
        client.offer_first_totp().await.map(drop),
        client.confirm_first_totp(&code).await.map(drop),
        client.complete_first_login().await.map(drop),
    ] {
        assert_eq!(refused(answer), ProblemCode::StepOutOfOrder);
    }
    client.make_first_recovery_codes().await.unwrap();
    client.complete_first_login().await.unwrap();
    app.one_mail().await;
    let again = client.complete_first_login().await;
    assert_eq!(refused(again), ProblemCode::FirstLoginExpired);
    let reused = client.check_identity(&identity(SABURO, &token)).await;
    assert_eq!(refused(reused), ProblemCode::LinkInvalid);
    app.finish().await;
}

#[actix_web::test]
async fn whoever_comes_back_goes_on_where_he_stopped() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (_, token) = invited(&app, &hanako, SABURO).await;
    let (client, _) = enter(&app, SABURO, &token).await;
    client.set_first_password(&password()).await.unwrap();
    app.pass(TimeDelta::minutes(59));
    let state = client.get_first_login().await.unwrap().unwrap();
    assert_eq!(state.step, FirstLoginStep::Totp);
    app.pass(TimeDelta::minutes(2));
    assert_eq!(client.get_first_login().await.unwrap(), None);

    let (elsewhere, state) = enter(&app, SABURO, &token).await;
    assert_eq!(state.step, FirstLoginStep::Totp);
    let answer = client.offer_first_totp().await;
    assert_eq!(refused(answer), ProblemCode::FirstLoginExpired);
    elsewhere.complete_first_login().await.unwrap();
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn the_link_ends_at_its_time_and_forgot_password_sends_another() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (_, token) = invited(&app, &hanako, SABURO).await;
    let (client, _) = enter(&app, SABURO, &token).await;
    app.pass(TimeDelta::hours(72));
    let late = app
        .anonymous()
        .check_identity(&identity(SABURO, &token))
        .await;
    assert_eq!(refused(late), ProblemCode::LinkInvalid);
    assert_eq!(client.get_first_login().await.unwrap(), None);
    let renewed = renew(&app, SABURO).await;
    finish(&app, SABURO, &renewed).await;
    app.finish().await;
}

/// Anybody can ask for a new link: that must not stop who is on the way.
#[actix_web::test]
async fn a_link_that_a_stranger_asks_for_interrupts_nobody() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (_, token) = invited(&app, &hanako, SABURO).await;
    let (client, _) = enter(&app, SABURO, &token).await;
    client.set_first_password(&password()).await.unwrap();
    let other = renew(&app, SABURO).await;
    client.complete_first_login().await.unwrap();
    app.one_mail().await;
    let late = app
        .anonymous()
        .check_identity(&identity(SABURO, &other))
        .await;
    assert_eq!(
        refused(late),
        ProblemCode::LinkInvalid,
        "all links end with it"
    );
    app.finish().await;
}

/// An app that was set up by another link, and left there, is nobody's.
#[actix_web::test]
async fn an_app_that_was_left_behind_lets_nobody_in() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (_, token) = invited(&app, &hanako, SABURO).await;
    let (first, _) = enter(&app, SABURO, &token).await;
    first.set_first_password(&password()).await.unwrap();
    let offer = first.offer_first_totp().await.unwrap();
    let code = confirmation(&Authenticator::with(&offer.secret).code(&app));
    first.confirm_first_totp(&code).await.unwrap();
    let second = renew(&app, SABURO).await;
    let client = finish(&app, SABURO, &second).await;
    let security = client.get_security().await.unwrap();
    assert_eq!(security.factor, SecondFactor::MailOtp);
    app.finish().await;
}

#[actix_web::test]
async fn a_link_is_no_way_around_an_app_that_is_there() {
    let app = TestApp::start().await;
    let token = mailed(&app, NAGISA, Purpose::Invitation).await;
    let (client, _) = enter(&app, NAGISA, &token).await;
    let state = client.set_first_password(&password()).await.unwrap();
    assert_eq!(state.step, FirstLoginStep::Done);
    let answer = client.offer_first_totp().await;
    assert_eq!(refused(answer), ProblemCode::StepOutOfOrder);
    let answer = client.make_first_recovery_codes().await;
    assert_eq!(refused(answer), ProblemCode::StepOutOfOrder);
    let state = client.complete_first_login().await.unwrap();
    assert_eq!(state, SessionState::SignedOut);
    app.one_mail().await;
    assert_eq!(client.get_session().await.unwrap(), SessionState::SignedOut);
    let state = client
        .log_in(&NAGISA.log_in_request(PASSWORD))
        .await
        .unwrap();
    assert!(matches!(state, SessionState::CodeRequired(code) if code.factor == SecondFactor::Totp));
    app.finish().await;
}

#[actix_web::test]
async fn a_weak_password_is_refused_and_leaves_the_step_open() {
    let app = TestApp::start().await;
    let token = mailed(&app, JIRO, Purpose::Opening).await;
    let (client, _) = enter(&app, JIRO, &token).await;
    for weak in [
        "password1234567890",
        "汐見次郎汐見次郎汐見次郎汐見次郎",
        "short",
    ] {
        let mut request = password();
        request.password = weak.to_owned();
        let answer = client.set_first_password(&request).await;
        assert_eq!(refused(answer), ProblemCode::ValidationFailed, "{weak}");
    }
    client.set_first_password(&password()).await.unwrap();
    app.finish().await;
}

#[actix_web::test]
async fn an_offered_secret_waits_for_half_an_hour() {
    let app = TestApp::start().await;
    let token = mailed(&app, JIRO, Purpose::Opening).await;
    let (client, _) = enter(&app, JIRO, &token).await;
    client.set_first_password(&password()).await.unwrap();
    let offer = client.offer_first_totp().await.unwrap();
    app.pass(TimeDelta::minutes(30) + STEP);
    let code = confirmation(&Authenticator::with(&offer.secret).code(&app));
    let late = client.confirm_first_totp(&code).await;
    assert_eq!(refused(late), ProblemCode::NoAuthenticator);
    app.finish().await;
}
