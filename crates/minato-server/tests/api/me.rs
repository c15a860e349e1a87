//! One's own profile and password.

use chrono::TimeDelta;
use minato_client::ClientError;
use minato_types::FieldRule;
use minato_types::me::{ChangePasswordRequest, UpdateMeRequest};
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountRole, Language};

use crate::app::TestApp;
use crate::people::{HANAKO, JIRO, PASSWORD, TARO, refused};

const NEW_PASSWORD: &str = "seagulls over the pier";

fn change(current: &str, new: &str) -> ChangePasswordRequest {
    ChangePasswordRequest {
        current_password: current.to_owned(),
        new_password: new.to_owned(),
    }
}

#[track_caller]
pub(crate) fn broken_rules<T: std::fmt::Debug>(
    result: Result<T, ClientError>,
) -> Vec<(String, FieldRule)> {
    match result {
        Err(ClientError::Problem { problem, .. }) => problem
            .fields
            .into_iter()
            .map(|field| (field.field, field.rule))
            .collect(),
        other => panic!("no broken rules: {other:?}"),
    }
}

#[actix_web::test]
async fn a_person_reads_and_changes_himself() {
    let app = TestApp::start().await;
    let client = TARO.sign_in(&app).await;
    let before = client.get_me().await.unwrap();
    assert_eq!(before.value.role, AccountRole::User);
    assert_eq!(before.value.language, Language::En);

    let request = UpdateMeRequest {
        name: Some("  海野 太郎 ".to_owned()),
        phone: Some("０３ー１２３４ー５６７８".to_owned()),
        language: Some("ja".to_owned()),
        ..UpdateMeRequest::default()
    };
    let after = client.update_me(&request, &before.etag).await.unwrap();
    assert_eq!(after.value.name.as_str(), "海野 太郎");
    assert_eq!(
        after.value.phone.as_ref().map(ToString::to_string).unwrap(),
        "03-1234-5678"
    );
    assert_eq!(
        after.value.department, before.value.department,
        "what is left out stays"
    );
    assert_ne!(after.etag, before.etag);
    assert_eq!(client.get_me().await.unwrap(), after);

    let removed = UpdateMeRequest {
        phone: Some(String::new()),
        ..UpdateMeRequest::default()
    };
    assert_eq!(
        client
            .update_me(&removed, &after.etag)
            .await
            .unwrap()
            .value
            .phone,
        None
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_change_that_comes_second_is_refused_and_changes_nothing() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    let me = client.get_me().await.unwrap();
    let named = |name: &str| UpdateMeRequest {
        name: Some(name.to_owned()),
        ..UpdateMeRequest::default()
    };
    client.update_me(&named("first"), &me.etag).await.unwrap();
    let second = client.update_me(&named("second"), &me.etag).await;
    assert_eq!(refused(second), ProblemCode::PreconditionFailed);
    assert_eq!(client.get_me().await.unwrap().value.name.as_str(), "first");
    let weak = format!("W/{}", client.get_me().await.unwrap().etag);
    assert!(
        client.update_me(&named("third"), &weak).await.is_ok(),
        "proxies weaken tags"
    );
    app.finish().await;
}

#[actix_web::test]
async fn every_broken_rule_is_told_at_once() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    let me = client.get_me().await.unwrap();
    let request = UpdateMeRequest {
        name: Some(" ".to_owned()),
        phone: Some("call me".to_owned()),
        department: Some("x".repeat(101)),
        language: Some("fr".to_owned()),
        time_zone: Some("Mars/Olympus".to_owned()),
    };
    let broken = broken_rules(client.update_me(&request, &me.etag).await);
    assert_eq!(
        broken,
        [
            ("name".to_owned(), FieldRule::Required),
            ("phone".to_owned(), FieldRule::InvalidPhoneNumber),
            ("department".to_owned(), FieldRule::TooLong { max: 100 }),
            ("language".to_owned(), FieldRule::UnknownChoice),
            ("timeZone".to_owned(), FieldRule::UnknownTimeZone),
        ]
    );
    app.finish().await;
}

#[actix_web::test]
async fn a_new_password_ends_other_sessions_and_is_told_by_mail() {
    let app = TestApp::start().await;
    let (client, other) = (HANAKO.sign_in(&app).await, HANAKO.sign_in(&app).await);
    client
        .change_password(&change(PASSWORD, NEW_PASSWORD))
        .await
        .unwrap();
    assert!(client.get_me().await.is_ok(), "this session goes on");
    assert_eq!(refused(other.get_me().await), ProblemCode::NotSignedIn);
    let mail = app.one_mail().await;
    assert_eq!(mail.envelope.to.as_str(), HANAKO.email);
    assert!(!mail.rendered.text.contains(NEW_PASSWORD));

    let old = app
        .anonymous()
        .log_in(&HANAKO.log_in_request(PASSWORD))
        .await;
    assert_eq!(refused(old), ProblemCode::SignInFailed);
    app.pass(TimeDelta::seconds(1));
    HANAKO.sign_in_with(&app, NEW_PASSWORD).await;
    app.finish().await;
}

#[actix_web::test]
async fn the_current_password_is_asked_for_and_wrong_tries_wait() {
    let app = TestApp::start().await;
    let client = JIRO.sign_in(&app).await;
    let wrong = broken_rules(client.change_password(&change("wrong", NEW_PASSWORD)).await);
    assert_eq!(
        wrong,
        [(
            "currentPassword".to_owned(),
            FieldRule::CurrentPasswordWrong
        )]
    );
    let again = client
        .change_password(&change(PASSWORD, NEW_PASSWORD))
        .await;
    assert_eq!(refused(again), ProblemCode::TooManyRequests);
    app.pass(TimeDelta::seconds(1));
    client
        .change_password(&change(PASSWORD, NEW_PASSWORD))
        .await
        .unwrap();
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn weak_passwords_are_refused_with_the_reason() {
    let app = TestApp::start().await;
    let client = HANAKO.sign_in(&app).await;
    for (password, rule) in [
        ("short", FieldRule::TooShort { min: 8 }),
        ("password1", FieldRule::PasswordTooCommon),
        ("qwertyuiop", FieldRule::PasswordTooCommon),
        ("1234567890", FieldRule::PasswordTooCommon),
        ("hanako-shoji", FieldRule::PasswordTooPersonal),
        ("m97-00339m97", FieldRule::PasswordTooPersonal),
        (PASSWORD, FieldRule::PasswordUnchanged),
    ] {
        let broken = broken_rules(client.change_password(&change(PASSWORD, password)).await);
        assert!(
            broken.contains(&("newPassword".to_owned(), rule.clone())),
            "{password}: {broken:?} without {rule:?}"
        );
    }
    app.finish().await;
}

#[actix_web::test]
async fn name_and_telephone_want_a_fresh_proof_and_the_rest_does_not() {
    let app = TestApp::start().await;
    let client = TARO.sign_in(&app).await;
    let me = client.get_me().await.unwrap();
    app.pass(TimeDelta::minutes(10));
    let same = UpdateMeRequest {
        name: Some(me.value.name.to_string()),
        phone: me.value.phone.as_ref().map(ToString::to_string),
        ..UpdateMeRequest::default()
    };
    for wanted in [
        UpdateMeRequest {
            name: Some("海野 次郎".to_owned()),
            ..same.clone()
        },
        UpdateMeRequest {
            phone: Some("03-9876-5432".to_owned()),
            ..same.clone()
        },
    ] {
        let late = client.update_me(&wanted, &me.etag).await;
        assert_eq!(refused(late), ProblemCode::StepUpRequired);
    }
    assert_eq!(client.get_me().await.unwrap(), me);
    let rest = UpdateMeRequest {
        department: Some("総務部".to_owned()),
        ..same
    };
    let after = client.update_me(&rest, &me.etag).await.unwrap();
    assert_eq!(after.value.department.as_str(), "総務部");
    app.finish().await;
}
