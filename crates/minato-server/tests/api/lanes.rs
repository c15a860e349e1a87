//! The two lanes of password tries: what strangers do is nothing to the browser of the owner.

use chrono::TimeDelta;
use minato_client::Client;
use minato_server::jobs::clean_up;
use minato_types::audit::AuditAction;
use minato_types::auth::LogInRequest;
use minato_types::me::ChangePasswordRequest;
use minato_types::problem::ProblemCode;
use minato_types::security::StepUpRequest;

use crate::app::TestApp;
use crate::audit::chain;
use crate::password_reset::{NEW_PASSWORD, obtain, set};
use crate::people::{HANAKO, JIRO, MISAKI, PASSWORD, Person, refused};
use crate::raw;

/// Wrong passwords of somebody with a browser that nobody knows, each as early as it may be.
async fn guess(app: &TestApp, person: Person, times: usize) {
    for _ in 0..times {
        app.pass(TimeDelta::minutes(15));
        let wrong = app.anonymous().log_in(&wrong(person)).await;
        assert_eq!(refused(wrong), ProblemCode::SignInFailed);
    }
}

async fn right(client: &Client, person: Person) -> Result<(), minato_client::ClientError> {
    client
        .log_in(&person.log_in_request(PASSWORD))
        .await
        .map(drop)
}

fn wrong(person: Person) -> LogInRequest {
    person.log_in_request("wrong")
}

#[actix_web::test]
async fn the_owner_signs_in_with_his_browser_while_strangers_guess() {
    let app = TestApp::start().await;
    let owner = JIRO.sign_in(&app).await;
    for _ in 0..20 {
        guess(&app, JIRO, 6).await;
        let stranger = right(&app.anonymous(), JIRO).await;
        assert_eq!(refused(stranger), ProblemCode::TooManyRequests);
        right(&owner, JIRO).await.unwrap();
    }
    // The lane of strangers has closed meanwhile.
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn a_sign_in_of_the_owner_does_not_let_strangers_guess_from_the_start() {
    let app = TestApp::start().await;
    let owner = JIRO.sign_in(&app).await;
    guess(&app, JIRO, 25).await;
    right(&owner, JIRO).await.unwrap();
    app.pass(TimeDelta::minutes(14));
    let stranger = right(&app.anonymous(), JIRO).await;
    assert_eq!(refused(stranger), ProblemCode::TooManyRequests);
    app.finish().await;
}

#[actix_web::test]
async fn a_known_browser_waits_for_its_own_failures_alone() {
    let app = TestApp::start().await;
    let (mine, other) = (JIRO.sign_in(&app).await, JIRO.sign_in(&app).await);
    for _ in 0..5 {
        let wrong = mine.log_in(&wrong(JIRO)).await;
        assert_eq!(refused(wrong), ProblemCode::SignInFailed);
        app.pass(TimeDelta::seconds(5));
    }
    let early = mine.log_in(&wrong(JIRO)).await;
    assert_eq!(refused(early), ProblemCode::SignInFailed);
    let waits = right(&mine, JIRO).await;
    assert_eq!(refused(waits), ProblemCode::TooManyRequests);
    right(&other, JIRO).await.unwrap();
    right(&app.anonymous(), JIRO).await.unwrap();
    app.pass(TimeDelta::seconds(5));
    right(&mine, JIRO).await.unwrap();
    let again = mine.log_in(&wrong(JIRO)).await;
    assert_eq!(refused(again), ProblemCode::SignInFailed);
    app.pass(TimeDelta::seconds(1));
    right(&mine, JIRO).await.unwrap();
    app.finish().await;
}

#[actix_web::test]
async fn after_twenty_failures_in_a_row_a_known_browser_is_one_like_any_other() {
    let app = TestApp::start().await;
    let (mine, other) = (JIRO.sign_in(&app).await, JIRO.sign_in(&app).await);
    guess(&app, JIRO, 30).await;
    for _ in 0..20 {
        let wrong = mine.log_in(&wrong(JIRO)).await;
        assert_eq!(refused(wrong), ProblemCode::SignInFailed);
        app.pass(TimeDelta::minutes(15));
    }
    guess(&app, JIRO, 1).await;
    let waits = right(&mine, JIRO).await;
    assert_eq!(refused(waits), ProblemCode::TooManyRequests);
    right(&other, JIRO).await.unwrap();
    app.finish().await;
}

#[actix_web::test]
async fn the_browser_of_somebody_else_has_no_lane() {
    let app = TestApp::start().await;
    let misaki = MISAKI.sign_in(&app).await;
    guess(&app, JIRO, 20).await;
    let waits = right(&misaki, JIRO).await;
    assert_eq!(refused(waits), ProblemCode::TooManyRequests);
    app.finish().await;
}

#[actix_web::test]
async fn after_a_hundred_failures_only_known_browsers_are_let_in_until_a_reset() {
    let app = TestApp::start().await;
    let owner = JIRO.sign_in(&app).await;
    guess(&app, JIRO, 100).await;
    app.one_mail().await;
    // Neither the wait nor a day of silence nor tidying up opens it.
    for silence in [TimeDelta::minutes(15), TimeDelta::days(3)] {
        app.pass(silence);
        clean_up::run(&app.app).await;
        let right = right(&app.anonymous(), JIRO).await;
        assert_eq!(refused(right), ProblemCode::SignInFailed);
    }
    right(&owner, JIRO).await.unwrap();
    let token = obtain(&app, JIRO).await;
    let done = app
        .anonymous()
        .complete_password_reset(&set(JIRO, &token))
        .await;
    done.unwrap();
    app.one_mail().await;
    JIRO.sign_in_with(&app, NEW_PASSWORD).await;
    app.finish().await;
}

#[actix_web::test]
async fn the_owner_is_told_once_when_his_lane_closes() {
    let app = TestApp::start().await;
    let owner = JIRO.sign_in(&app).await;
    guess(&app, JIRO, 99).await;
    assert!(app.deliver().await.is_empty());
    guess(&app, JIRO, 1).await;
    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.to.as_str(), JIRO.email);
    assert!(
        mail.rendered.text.contains("100回"),
        "{}",
        mail.rendered.text
    );
    // Neither more guesses nor a sign-in of his own tell it again.
    guess(&app, JIRO, 5).await;
    right(&owner, JIRO).await.unwrap();
    guess(&app, JIRO, 1).await;
    assert!(app.deliver().await.is_empty());
    let events = chain(&app.app.db, JIRO.member_number).await;
    let closed: Vec<_> = events
        .iter()
        .filter(|event| event.action.0 == AuditAction::SignInClosed)
        .map(|event| event.actor_kind.as_str())
        .collect();
    assert_eq!(closed, ["nobody"]);
    app.finish().await;
}

#[actix_web::test]
async fn ninety_nine_failures_close_nothing() {
    let app = TestApp::start().await;
    guess(&app, JIRO, 99).await;
    app.pass(TimeDelta::minutes(15));
    right(&app.anonymous(), JIRO).await.unwrap();
    app.finish().await;
}

#[actix_web::test]
async fn a_closed_lane_answers_for_nobody_what_it_answers_for_somebody() {
    let app = TestApp::start().await;
    let nobody = Person {
        email: "nobody@shiosai.example",
        ..JIRO
    };
    let mut answers = Vec::new();
    for person in [JIRO, nobody] {
        guess(&app, person, 100).await;
        app.deliver().await;
        app.pass(TimeDelta::minutes(15));
        let body = serde_json::to_string(&person.log_in_request(PASSWORD)).unwrap();
        for _ in 0..2 {
            let answer = raw::post(&app, "/auth/login", &body).await;
            answers.push(answer.comparable());
        }
    }
    assert_eq!(answers[0], answers[2]);
    assert_eq!(answers[1], answers[3]);
    assert_eq!(
        (answers[0].status, answers[1].status),
        (401.try_into().unwrap(), 429.try_into().unwrap())
    );
    app.finish().await;
}

#[actix_web::test]
async fn whoever_is_signed_in_proves_himself_while_strangers_guess() {
    let app = TestApp::start().await;
    let owner = JIRO.sign_in(&app).await;
    for _ in 0..20 {
        app.pass(TimeDelta::minutes(15));
        let wrong = app.anonymous().log_in(&wrong(JIRO)).await;
        assert_eq!(refused(wrong), ProblemCode::SignInFailed);
        owner.get_me().await.unwrap();
    }
    let proof = StepUpRequest {
        password: Some(PASSWORD.to_owned()),
        code: None,
    };
    owner.step_up(&proof).await.unwrap();
    let change = ChangePasswordRequest {
        current_password: PASSWORD.to_owned(),
        new_password: NEW_PASSWORD.to_owned(),
    };
    owner.change_password(&change).await.unwrap();
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn an_admin_who_unlocks_opens_every_lane() {
    let app = TestApp::start().await;
    let hanako = HANAKO.sign_in(&app).await;
    let taro = crate::people::TARO;
    let own = taro.sign_in(&app).await;
    for _ in 0..7 {
        let wrong = own.log_in(&wrong(taro)).await;
        assert_eq!(refused(wrong), ProblemCode::SignInFailed);
        app.pass(TimeDelta::seconds(5));
    }
    let waits = right(&own, taro).await;
    assert_eq!(refused(waits), ProblemCode::TooManyRequests);
    let id = crate::accounts::find(&hanako, taro).await.value.id;
    hanako.unlock_account(id).await.unwrap();
    right(&own, taro).await.unwrap();
    app.one_mail().await;
    app.finish().await;
}
