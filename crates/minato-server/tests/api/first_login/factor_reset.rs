//! An admin lets somebody who lost the app set up the sign-in anew.

use chrono::TimeDelta;
use minato_types::audit::AuditAction;
use minato_types::auth::SessionState;
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountState, SecondFactor};

use super::{finish, token_of};
use crate::accounts::{find, write};
use crate::app::TestApp;
use crate::audit::chain;
use crate::authenticator::set_up;
use crate::people::{HANAKO, PASSWORD, TARO, refused};

#[actix_web::test]
async fn what_was_lost_opens_nothing_and_a_new_first_sign_in_begins() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = TARO.sign_in(&app).await;
    set_up(&app, &taro).await;
    let seen = find(&hanako, TARO).await;
    assert_eq!(seen.value.second_factor, SecondFactor::Totp);
    let after = hanako.reset_factor(seen.value.id).await.unwrap();
    assert_eq!(after.value.state, AccountState::Invited);
    assert_eq!(after.value.second_factor, SecondFactor::MailOtp);
    assert_ne!(after.etag, seen.etag);
    let mail = app.one_mail().await;
    assert!(mail.rendered.text.contains("港 花子"), "it says who did it");
    assert_eq!(taro.get_session().await.unwrap(), SessionState::SignedOut);
    let answer = app.anonymous().log_in(&TARO.log_in_request(PASSWORD)).await;
    assert_eq!(refused(answer), ProblemCode::SignInFailed);

    let taro = finish(&app, TARO, &token_of(&mail)).await;
    let security = taro.get_security().await.unwrap();
    assert_eq!(
        (security.factor, security.recovery_codes_left),
        (SecondFactor::MailOtp, 0)
    );
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let resets = events
        .iter()
        .filter(|e| e.action.0 == AuditAction::FactorReset);
    assert_eq!(resets.count(), 1);
    app.finish().await;
}

#[actix_web::test]
async fn it_wants_a_fresh_proof_and_is_never_one_s_own() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (own, taro) = (find(&hanako, HANAKO).await, find(&hanako, TARO).await);
    let answer = hanako.reset_factor(own.value.id).await;
    assert_eq!(refused(answer), ProblemCode::OwnAccount);
    app.pass(TimeDelta::minutes(10));
    let answer = hanako.reset_factor(taro.value.id).await;
    assert_eq!(refused(answer), ProblemCode::StepUpRequired);
    TARO.sign_in(&app).await;
    app.finish().await;
}

#[actix_web::test]
async fn who_may_not_sign_in_is_not_reset_and_nobody_is_flooded() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = find(&hanako, TARO).await;
    let id = taro.value.id;
    let suspended = hanako.suspend_account(id, &taro.etag).await.unwrap();
    let answer = hanako.reset_factor(id).await;
    assert_eq!(refused(answer), ProblemCode::NotChangeable);
    hanako.resume_account(id, &suspended.etag).await.unwrap();
    hanako.reset_factor(id).await.unwrap();
    app.one_mail().await;
    for answer in [
        hanako.reset_factor(id).await.map(drop),
        hanako.invite_account(id).await,
    ] {
        assert_eq!(refused(answer), ProblemCode::TooManyRequests);
    }
    let id = taro.value.id;
    let hash = write(&app, TARO, move |tx, scope| {
        minato_db::models::accounts::password_hash(tx, scope, id)
    });
    assert_eq!(hash.await, None);
    app.finish().await;
}
