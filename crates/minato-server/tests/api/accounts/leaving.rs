//! Accounts are suspended, resumed and deleted.

use chrono::TimeDelta;
use minato_types::audit::AuditAction;
use minato_types::problem::ProblemCode;
use minato_types::values::AccountState;

use super::{SABURO, added, everybody, find, invited, new_key, wish};
use crate::app::TestApp;
use crate::audit::chain;
use crate::first_login::identity;
use crate::password_reset::{obtain, set};
use crate::people::{HANAKO, PASSWORD, TARO, code_of, entry, refused};

#[actix_web::test]
async fn the_session_of_a_suspended_person_dies_at_once() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    let seen = find(&hanako, TARO).await;
    let suspended = hanako
        .suspend_account(seen.value.id, &seen.etag)
        .await
        .unwrap();
    assert_eq!(suspended.value.state, AccountState::Suspended);
    assert_eq!(refused(taro.get_me().await), ProblemCode::NotSignedIn);
    let answer = app.anonymous().log_in(&TARO.log_in_request(PASSWORD)).await;
    assert_eq!(refused(answer), ProblemCode::SignInFailed);

    let twice = hanako.suspend_account(seen.value.id, &suspended.etag).await;
    assert_eq!(refused(twice), ProblemCode::NotChangeable);
    let resumed = hanako
        .resume_account(seen.value.id, &suspended.etag)
        .await
        .unwrap();
    assert_eq!(resumed.value.state, AccountState::Active);
    let twice = hanako.resume_account(seen.value.id, &resumed.etag).await;
    assert_eq!(refused(twice), ProblemCode::NotChangeable);
    assert_eq!(
        refused(taro.get_me().await),
        ProblemCode::NotSignedIn,
        "a session that ended does not come back"
    );
    app.pass(TimeDelta::seconds(1));
    TARO.sign_in(&app).await;
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let actions: Vec<AuditAction> = events.iter().map(|event| event.action.0).collect();
    assert!(actions.contains(&AuditAction::AccountSuspended));
    assert!(actions.contains(&AuditAction::AccountResumed));
    app.finish().await;
}

#[actix_web::test]
async fn what_was_under_way_ends_with_the_suspension_for_good() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let browser = app.anonymous();
    TARO.begin(&browser).await;
    let code = code_of(&app.one_mail().await);
    let token = obtain(&app, TARO).await;
    let seen = find(&hanako, TARO).await;
    let suspended = hanako
        .suspend_account(seen.value.id, &seen.etag)
        .await
        .unwrap();
    hanako
        .resume_account(seen.value.id, &suspended.etag)
        .await
        .unwrap();
    let answer = browser.verify_login(&entry(&code)).await;
    assert_eq!(refused(answer), ProblemCode::SignInExpired);
    let answer = app
        .anonymous()
        .complete_password_reset(&set(TARO, &token))
        .await;
    assert_eq!(refused(answer), ProblemCode::LinkInvalid);
    app.finish().await;
}

#[actix_web::test]
async fn a_deleted_account_is_gone_for_everybody() {
    let app = TestApp::start().await;
    let (hanako, taro) = (HANAKO.sign_in(&app).await, TARO.sign_in(&app).await);
    let seen = find(&hanako, TARO).await;
    let id = seen.value.id;
    hanako.delete_account(id, &seen.etag).await.unwrap();
    assert_eq!(refused(taro.get_me().await), ProblemCode::NotSignedIn);
    let answer = app.anonymous().log_in(&TARO.log_in_request(PASSWORD)).await;
    assert_eq!(refused(answer), ProblemCode::SignInFailed);
    assert_eq!(refused(hanako.get_account(id).await), ProblemCode::NotFound);
    for answer in [
        hanako.delete_account(id, &seen.etag).await,
        hanako.suspend_account(id, &seen.etag).await.map(drop),
        hanako.resume_account(id, &seen.etag).await.map(drop),
        hanako.unlock_account(id).await,
        hanako.invite_account(id).await,
    ] {
        assert_eq!(refused(answer), ProblemCode::NotFound);
    }
    assert_eq!(hanako.list_accounts(&everybody()).await.unwrap().total, 1);
    app.finish().await;
}

#[actix_web::test]
async fn the_address_of_a_deleted_account_can_be_added_again() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    for round in 0..3 {
        let seen = added(&app, &hanako, SABURO).await;
        SABURO.sign_in(&app).await;
        hanako
            .delete_account(seen.value.id, &seen.etag)
            .await
            .unwrap();
        app.pass(TimeDelta::minutes(1));
        assert!(hanako.get_me().await.is_ok(), "round {round}");
    }
    let (last, _) = invited(&app, &hanako, SABURO).await;
    assert_eq!(last.value.state, AccountState::Invited);
    let answer = app
        .anonymous()
        .log_in(&SABURO.log_in_request(PASSWORD))
        .await;
    assert_eq!(
        refused(answer),
        ProblemCode::SignInFailed,
        "the password before does not come back"
    );
    let twice = hanako.add_account(&wish(SABURO), &new_key()).await;
    assert_eq!(refused(twice), ProblemCode::ValidationFailed);
    app.finish().await;
}

#[actix_web::test]
async fn the_link_of_a_deleted_account_is_dead() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let (seen, token) = invited(&app, &hanako, SABURO).await;
    hanako
        .delete_account(seen.value.id, &seen.etag)
        .await
        .unwrap();
    let answer = app
        .anonymous()
        .check_identity(&identity(SABURO, &token))
        .await;
    assert_eq!(refused(answer), ProblemCode::LinkInvalid);
    app.finish().await;
}
