//! An admin has a link mailed by which the person sets the password.

use chrono::TimeDelta;
use minato_client::ClientError;
use minato_types::audit::AuditAction;
use minato_types::problem::ProblemCode;
use minato_types::values::AccountState;

use super::{SABURO, accept, find, invited, until};
use crate::app::TestApp;
use crate::audit::chain;
use crate::first_login::{identity, renew, token_of};
use crate::password_reset::ask;
use crate::people::{HANAKO, TARO, refused};

#[track_caller]
fn wait_of(answer: Result<(), ClientError>) -> u32 {
    match answer {
        Err(ClientError::Problem {
            problem,
            retry_after_seconds: Some(seconds),
        }) if problem.code == ProblemCode::TooManyRequests => seconds,
        other => panic!("no wait: {other:?}"),
    }
}

#[actix_web::test]
async fn a_link_works_for_72_hours() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (_, token) = invited(&app, &hanako, SABURO).await;
    app.pass(TimeDelta::hours(72) - TimeDelta::seconds(1));
    accept(&app, SABURO, &token).await;
    let hanako = HANAKO.sign_in(&app).await;
    let saburo = find(&hanako, SABURO).await;
    hanako.invite_account(saburo.value.id).await.unwrap();
    let token = token_of(&app.one_mail().await);
    app.pass(TimeDelta::hours(72));
    let late = app
        .anonymous()
        .check_identity(&identity(SABURO, &token))
        .await;
    assert_eq!(refused(late), ProblemCode::LinkInvalid);
    app.finish().await;
}

#[actix_web::test]
async fn a_new_link_replaces_the_ones_before() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (added, first) = invited(&app, &hanako, SABURO).await;
    let forgotten = renew(&app, SABURO).await;
    app.pass(TimeDelta::seconds(60));
    hanako.invite_account(added.value.id).await.unwrap();
    let second = token_of(&app.one_mail().await);
    for old in [first, forgotten] {
        let answer = app
            .anonymous()
            .check_identity(&identity(SABURO, &old))
            .await;
        assert_eq!(refused(answer), ProblemCode::LinkInvalid);
    }
    accept(&app, SABURO, &second).await;
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let invited = events
        .iter()
        .filter(|e| e.action.0 == AuditAction::AccountInvited);
    assert_eq!(invited.count(), 1);
    app.finish().await;
}

#[actix_web::test]
async fn an_account_gets_one_link_a_minute_and_five_an_hour() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (added, _) = invited(&app, &hanako, SABURO).await;
    let id = added.value.id;
    assert_eq!(wait_of(hanako.invite_account(id).await), 60);
    for _ in 0..4 {
        app.pass(TimeDelta::seconds(60));
        hanako.invite_account(id).await.unwrap();
        app.one_mail().await;
    }
    app.pass(TimeDelta::seconds(60));
    assert_eq!(wait_of(hanako.invite_account(id).await), 3600 - 5 * 60);
    app.pass(TimeDelta::minutes(55));
    let hanako = HANAKO.sign_in(&app).await;
    hanako.invite_account(id).await.unwrap();
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn strangers_who_ask_for_resets_do_not_use_the_links_of_admins_up() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    for _ in 0..6 {
        app.anonymous()
            .request_password_reset(&ask(TARO))
            .await
            .unwrap();
        app.deliver().await;
        app.pass(TimeDelta::seconds(60));
    }
    let taro = find(&hanako, TARO).await;
    hanako.invite_account(taro.value.id).await.unwrap();
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn who_may_not_sign_in_gets_no_link() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = find(&hanako, TARO).await;
    let id = taro.value.id;
    let suspended = hanako.suspend_account(id, &taro.etag).await.unwrap();
    let answer = hanako.invite_account(id).await;
    assert_eq!(refused(answer), ProblemCode::NotChangeable);
    let resumed = hanako.resume_account(id, &suspended.etag).await.unwrap();
    hanako
        .update_account(id, &until("2026-11-24"), &resumed.etag)
        .await
        .unwrap();
    app.clock.set("2026-11-24T15:00:00Z".parse().unwrap());
    let hanako = HANAKO.sign_in(&app).await;
    assert_eq!(find(&hanako, TARO).await.value.state, AccountState::Expired);
    let answer = hanako.invite_account(id).await;
    assert_eq!(refused(answer), ProblemCode::NotChangeable);
    app.finish().await;
}
