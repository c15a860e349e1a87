//! Waits after failures: growing, persisted, the same for those who exist and those who do not.

use chrono::TimeDelta;
use minato_client::ClientError;
use minato_types::auth::LogInRequest;
use minato_types::problem::ProblemCode;

use crate::app::TestApp;
use crate::people::{HANAKO, JIRO, PASSWORD, Person, code_of, entry, other_than, refused};
use crate::raw;

const NOBODY: Person = Person {
    member_number: "M97-00339",
    email: "nobody@minato-shoji.example",
};

#[actix_web::test]
async fn waits_grow_and_are_the_same_for_known_and_unknown() {
    let app = TestApp::start().await;
    let known = waits(&app, HANAKO).await;
    let unknown = waits(&app, NOBODY).await;
    assert_eq!(known, unknown);
    assert_eq!(known[..10], [1, 1, 1, 5, 5, 5, 30, 30, 30, 60]);
    assert!(known.is_sorted());
    assert_eq!(
        known.last(),
        Some(&900),
        "nobody is locked out for longer than 15 minutes"
    );
    app.finish().await;
}

/// The wait after each of 99 wrong passwords, every one tried as early as it may be.
async fn waits(app: &TestApp, person: Person) -> Vec<u32> {
    let mut waits = Vec::new();
    let request = person.log_in_request("wrong");
    for _ in 0..99 {
        let client = app.anonymous();
        assert_eq!(
            refused(client.log_in(&request).await),
            ProblemCode::SignInFailed
        );
        let wait = wait_of(client.log_in(&request).await);
        app.pass(TimeDelta::seconds(wait.into()));
        waits.push(wait);
    }
    waits
}

#[track_caller]
fn wait_of<T: std::fmt::Debug>(result: Result<T, ClientError>) -> u32 {
    match result {
        Err(ClientError::Problem {
            problem,
            retry_after_seconds: Some(seconds),
        }) => {
            assert_eq!(problem.code, ProblemCode::TooManyRequests);
            seconds
        }
        other => panic!("no wait: {other:?}"),
    }
}

#[actix_web::test]
async fn the_right_password_opens_after_the_wait_and_forgets_the_failures() {
    let app = TestApp::start().await;
    let wrong = JIRO.log_in_request("wrong");
    for _ in 0..5 {
        assert_eq!(
            refused(app.anonymous().log_in(&wrong).await),
            ProblemCode::SignInFailed
        );
        app.pass(TimeDelta::seconds(5));
    }
    JIRO.sign_in(&app).await;
    assert_eq!(
        refused(app.anonymous().log_in(&wrong).await),
        ProblemCode::SignInFailed
    );
    assert_eq!(
        wait_of(app.anonymous().log_in(&wrong).await),
        1,
        "counted from the start"
    );
    app.finish().await;
}

#[actix_web::test]
async fn waits_survive_a_new_server() {
    let app = TestApp::start().await;
    let wrong = JIRO.log_in_request("wrong");
    assert_eq!(
        refused(app.anonymous().log_in(&wrong).await),
        ProblemCode::SignInFailed
    );
    let (_second, address) = app.second();
    let other = minato_client::Client::new(&address);
    assert_eq!(
        wait_of(other.log_in(&JIRO.log_in_request(PASSWORD)).await),
        1
    );
    app.finish().await;
}

/// Status, headers and body are equal, byte by byte, but for the id of the request and
/// the date.
#[actix_web::test]
async fn whatever_the_reason_a_refusal_is_the_same_answer() {
    let app = TestApp::start().await;
    let long = "x".repeat(128);
    let tries = [
        HANAKO.log_in_request("wrong"),
        NOBODY.log_in_request("wrong"),
        NOBODY.log_in_request(PASSWORD),
        NOBODY.log_in_request(&long),
        Person {
            member_number: JIRO.member_number,
            ..HANAKO
        }
        .log_in_request(PASSWORD),
        LogInRequest {
            member_number: None,
            ..NOBODY.log_in_request("wrong")
        },
    ];
    let mut answers = Vec::new();
    for request in tries {
        let body = serde_json::to_string(&request).unwrap();
        answers.push(raw::post(&app, "/auth/login", &body).await.comparable());
        app.pass(TimeDelta::minutes(16));
    }
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
    let mut asked = Vec::new();
    for person in [HANAKO, NOBODY] {
        let body = format!(
            r#"{{"memberNumber":"M97-00339","email":"{}"}}"#,
            person.email
        );
        asked.push(
            raw::post(&app, "/auth/password-reset", &body)
                .await
                .comparable(),
        );
    }
    assert_eq!(asked[0], asked[1]);
    assert_eq!(app.deliver().await.len(), 1, "one of the two gets a mail");
    app.finish().await;
}

#[actix_web::test]
async fn ten_wrong_codes_lock_the_factor_until_the_end_of_the_day() {
    let app = TestApp::start().await;
    let mut evaluated = 0;
    let mut last = ProblemCode::CodeWrong;
    for _ in 0..3 {
        let client = app.anonymous();
        HANAKO.begin(&client).await;
        let mails = app.deliver().await;
        let code = code_of(mails.last().expect("a code"));
        for _ in 0..5 {
            last = refused(client.verify_login(&entry(&other_than(&code))).await);
            evaluated += usize::from(last == ProblemCode::CodeWrong);
        }
        app.pass(TimeDelta::seconds(2));
    }
    assert_eq!((evaluated, last), (9, ProblemCode::FactorLocked));

    let client = app.anonymous();
    HANAKO.begin(&client).await;
    let code = code_of(&app.one_mail().await);
    assert_eq!(
        refused(client.verify_login(&entry(&code)).await),
        ProblemCode::FactorLocked
    );
    // 24:00 in Japan.
    app.clock.set("2026-11-24T15:00:00Z".parse().unwrap());
    HANAKO.sign_in(&app).await;
    app.finish().await;
}
