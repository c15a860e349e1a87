//! Waits after wrong passwords and locks after wrong codes, and how an admin ends them.

use chrono::TimeDelta;
use minato_types::audit::AuditAction;
use minato_types::auth::LogInRequest;
use minato_types::problem::ProblemCode;

use super::{find, invited, kai};
use crate::app::TestApp;
use crate::audit::chain;
use crate::people::{HANAKO, PASSWORD, Person, TARO, code_of, entry, other_than, refused};

/// How somebody signs in who gives no member number.
fn numberless(person: Person, password: &str) -> LogInRequest {
    LogInRequest {
        member_number: None,
        ..person.log_in_request(password)
    }
}

/// One wrong password, and the wait that follows.
async fn fail(app: &TestApp, request: &LogInRequest) {
    let answer = app.anonymous().log_in(request).await;
    assert_eq!(refused(answer), ProblemCode::SignInFailed);
}

async fn waits(app: &TestApp, request: &LogInRequest) -> bool {
    match app.anonymous().log_in(request).await {
        Ok(_) => false,
        Err(error) => error.code() == Some(ProblemCode::TooManyRequests),
    }
}

#[actix_web::test]
async fn unlocking_ends_the_wait_after_wrong_passwords() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let wrong = [TARO.log_in_request("wrong"), numberless(TARO, "wrong")];
    for _ in 0..10 {
        app.pass(TimeDelta::seconds(30));
        for request in &wrong {
            fail(&app, request).await;
        }
    }
    let locked = find(&hanako, TARO).await.value;
    let until = locked.locked_until.expect("a wait");
    let right = [TARO.log_in_request(PASSWORD), numberless(TARO, PASSWORD)];
    for request in &right {
        assert!(waits(&app, request).await, "{:?}", request.member_number);
    }
    hanako.unlock_account(locked.id).await.unwrap();
    assert_eq!(find(&hanako, TARO).await.value.locked_until, None);
    for request in &right {
        app.anonymous().log_in(request).await.unwrap();
        app.one_mail().await;
    }
    assert!(until > locked.created_at);
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let last = events.last().unwrap();
    assert_eq!(last.action.0, AuditAction::AccountUnlocked);
    app.finish().await;
}

#[actix_web::test]
async fn unlocking_ends_the_lock_after_wrong_codes() {
    let app = TestApp::start().await;
    for _ in 0..2 {
        let browser = app.anonymous();
        TARO.begin(&browser).await;
        let code = code_of(&app.one_mail().await);
        for _ in 0..5 {
            browser
                .verify_login(&entry(&other_than(&code)))
                .await
                .unwrap_err();
        }
    }
    let hanako = HANAKO.sign_in(&app).await;
    let locked = find(&hanako, TARO).await.value;
    // 24:00 in Japan.
    assert_eq!(
        locked.locked_until,
        Some("2026-11-24T15:00:00Z".parse().unwrap())
    );
    hanako.unlock_account(locked.id).await.unwrap();
    assert_eq!(find(&hanako, TARO).await.value.locked_until, None);
    TARO.sign_in(&app).await;
    app.finish().await;
}

/// Whoever may add an address to his own member must not get more guesses at another.
#[actix_web::test]
async fn an_admin_cannot_end_the_waits_of_an_address_at_another_member() {
    let app = TestApp::start().await;
    let kai = kai(&app).await;
    let victim = HANAKO.log_in_request("wrong");
    for _ in 0..4 {
        fail(&app, &victim).await;
        app.pass(TimeDelta::seconds(5));
    }
    fail(&app, &victim).await;
    let open = numberless(HANAKO, "wrong");
    fail(&app, &open).await;
    let (added, token) = invited(&app, &kai, HANAKO).await;
    assert_eq!(
        added.value.locked_until, None,
        "nothing is told of elsewhere"
    );
    kai.unlock_account(added.value.id).await.unwrap();
    assert!(waits(&app, &victim).await && waits(&app, &open).await);
    // Nor by the password of the account that he made: this link would reach its owner only.
    let elsewhere = Person {
        member_number: super::KAI.member_number,
        ..HANAKO
    };
    super::accept(&app, elsewhere, &token).await;
    elsewhere.sign_in(&app).await;
    assert!(waits(&app, &victim).await && waits(&app, &open).await);
    app.finish().await;
}
