//! The way back after a forgotten password.

use chrono::TimeDelta;
use minato_mail::Posted;
use minato_types::auth::{CompletePasswordResetRequest, RequestPasswordResetRequest, SessionState};
use minato_types::problem::ProblemCode;

use crate::app::{ORIGIN, TestApp};
use crate::people::{HANAKO, JIRO, PASSWORD, Person, refused};
use crate::raw;

pub(crate) const NEW_PASSWORD: &str = "seagulls over the pier";

pub(crate) fn ask(person: Person) -> RequestPasswordResetRequest {
    RequestPasswordResetRequest {
        member_number: Some(person.member_number.to_owned()),
        email: person.email.to_owned(),
    }
}

pub(crate) fn set(person: Person, token: &str) -> CompletePasswordResetRequest {
    let (name, phone) = person.identity();
    CompletePasswordResetRequest {
        token: token.to_owned(),
        email: person.email.to_owned(),
        name: name.to_owned(),
        phone: phone.map(str::to_owned),
        new_password: NEW_PASSWORD.to_owned(),
    }
}

/// The token of the link in a mail.
pub(crate) fn token_of(mail: &Posted) -> String {
    let start = format!("{ORIGIN}/password-reset/new#");
    let token = mail
        .rendered
        .text
        .lines()
        .find_map(|line| line.trim().strip_prefix(&start));
    token
        .expect("a link that begins with the public origin")
        .to_owned()
}

/// Asks for a link and takes the token out of the mail.
pub(crate) async fn obtain(app: &TestApp, person: Person) -> String {
    app.anonymous()
        .request_password_reset(&ask(person))
        .await
        .unwrap();
    token_of(&app.one_mail().await)
}

#[actix_web::test]
async fn a_link_sets_the_password_ends_sessions_and_signs_nobody_in() {
    let app = TestApp::start().await;
    let session = HANAKO.sign_in(&app).await;
    let token = obtain(&app, HANAKO).await;
    let client = app.anonymous();
    client
        .complete_password_reset(&set(HANAKO, &token))
        .await
        .unwrap();
    assert_eq!(client.get_session().await.unwrap(), SessionState::SignedOut);
    assert_eq!(refused(session.get_me().await), ProblemCode::NotSignedIn);
    assert_eq!(app.one_mail().await.envelope.to.as_str(), HANAKO.email);

    assert_eq!(
        refused(client.complete_password_reset(&set(HANAKO, &token)).await),
        ProblemCode::LinkInvalid,
        "a link works once"
    );
    // The second step is asked for as before.
    let state = client
        .log_in(&HANAKO.log_in_request(NEW_PASSWORD))
        .await
        .unwrap();
    assert!(matches!(state, SessionState::CodeRequired(_)));
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn a_link_is_too_old_after_half_an_hour() {
    let app = TestApp::start().await;
    let token = obtain(&app, JIRO).await;
    app.pass(TimeDelta::minutes(30));
    let late = app
        .anonymous()
        .complete_password_reset(&set(JIRO, &token))
        .await;
    assert_eq!(refused(late), ProblemCode::LinkInvalid);
    app.finish().await;
}

#[actix_web::test]
async fn a_made_up_token_is_refused() {
    let app = TestApp::start().await;
    for token in [
        "x",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "港",
        "' OR 1=1 --",
    ] {
        let answer = app
            .anonymous()
            .complete_password_reset(&set(JIRO, token))
            .await;
        assert_eq!(refused(answer), ProblemCode::LinkInvalid);
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_weak_password_leaves_the_link_usable() {
    let app = TestApp::start().await;
    let token = obtain(&app, JIRO).await;
    let weak = CompletePasswordResetRequest {
        new_password: "password1234567890".to_owned(),
        ..set(JIRO, &token)
    };
    let refusal = app.anonymous().complete_password_reset(&weak).await;
    assert_eq!(refused(refusal), ProblemCode::ValidationFailed);
    app.anonymous()
        .complete_password_reset(&set(JIRO, &token))
        .await
        .unwrap();
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn looking_at_the_page_uses_nothing_up() {
    let app = TestApp::start().await;
    let token = obtain(&app, JIRO).await;
    for _ in 0..20 {
        // The fragment never reaches the server; a scanner may put it anywhere.
        raw::get(&app, "/password-reset/new").await;
        raw::send(&app, "HEAD", "/password-reset/new", &[], None).await;
        raw::get(
            &app,
            &format!("/api/v1/auth/password-reset/complete?token={token}"),
        )
        .await;
    }
    app.anonymous()
        .complete_password_reset(&set(JIRO, &token))
        .await
        .unwrap();
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn an_account_gets_one_mail_a_minute_and_five_an_hour() {
    let app = TestApp::start().await;
    let mut sent = Vec::new();
    for _ in 0..60 {
        app.anonymous()
            .request_password_reset(&ask(HANAKO))
            .await
            .unwrap();
        sent.push(app.deliver().await.len());
        app.pass(TimeDelta::seconds(30));
    }
    assert_eq!(sent[..5], [1, 0, 1, 0, 1]);
    assert_eq!(sent.iter().sum::<usize>(), 5);
    app.finish().await;
}

#[actix_web::test]
async fn a_reset_opens_after_wrong_passwords() {
    let app = TestApp::start().await;
    for _ in 0..25 {
        let wrong = app.anonymous().log_in(&JIRO.log_in_request("wrong")).await;
        assert_eq!(refused(wrong), ProblemCode::SignInFailed);
        app.pass(TimeDelta::minutes(15));
    }
    let wrong = app.anonymous().log_in(&JIRO.log_in_request("wrong")).await;
    assert_eq!(refused(wrong), ProblemCode::SignInFailed);
    let waiting = app.anonymous().log_in(&JIRO.log_in_request(PASSWORD)).await;
    assert_eq!(refused(waiting), ProblemCode::TooManyRequests);
    let token = obtain(&app, JIRO).await;
    app.anonymous()
        .complete_password_reset(&set(JIRO, &token))
        .await
        .unwrap();
    app.one_mail().await;
    JIRO.sign_in_with(&app, NEW_PASSWORD).await;
    app.finish().await;
}

/// Links are built from the configured origin alone, whatever a request claims.
#[actix_web::test]
async fn no_header_changes_where_links_lead() {
    let app = TestApp::start().await;
    let forged: &[(&str, &str)] = &[
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "https"),
        ("forwarded", "host=evil.example;proto=https"),
        ("x-original-url", "https://evil.example/"),
        ("referer", "https://evil.example/"),
    ];
    for header in forged {
        let headers = [
            ("content-type", "application/json"),
            ("x-csrf-token", "anonymous"),
            *header,
        ];
        let body = format!(r#"{{"email":"{}"}}"#, JIRO.email);
        let path = "/api/v1/auth/password-reset";
        raw::send(&app, "POST", path, &headers, Some(&body)).await;
        let mail = app.one_mail().await;
        assert!(!mail.rendered.text.contains("evil"), "{header:?}");
        assert!(!mail.rendered.html.contains("evil"), "{header:?}");
        token_of(&mail);
        app.pass(TimeDelta::hours(1));
    }
    app.finish().await;
}

#[actix_web::test]
async fn five_wrong_identities_end_a_link_and_none_says_which_field_it_was() {
    let app = TestApp::start().await;
    let token = obtain(&app, HANAKO).await;
    let right = set(HANAKO, &token);
    let wrong = [
        CompletePasswordResetRequest {
            email: JIRO.email.to_owned(),
            ..right.clone()
        },
        CompletePasswordResetRequest {
            name: "港 太郎".to_owned(),
            ..right.clone()
        },
        CompletePasswordResetRequest {
            phone: None,
            ..right.clone()
        },
        CompletePasswordResetRequest {
            phone: Some("03-1234-5679".to_owned()),
            ..right.clone()
        },
    ];
    for request in &wrong {
        let answer = app.anonymous().complete_password_reset(request).await;
        assert_eq!(refused(answer), ProblemCode::IdentityMismatch);
    }
    let fifth = app.anonymous().complete_password_reset(&wrong[0]).await;
    assert_eq!(refused(fifth), ProblemCode::LinkInvalid);
    let late = app.anonymous().complete_password_reset(&right).await;
    assert_eq!(refused(late), ProblemCode::LinkInvalid);
    HANAKO.sign_in(&app).await;
    app.finish().await;
}
