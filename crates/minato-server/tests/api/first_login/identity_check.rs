//! The identity check: five tries, one answer for every mismatch.

use minato_server::auth::first_login::Purpose;
use minato_types::audit::AuditAction;
use minato_types::first_login::CheckIdentityRequest;
use minato_types::problem::ProblemCode;

use super::{enter, identity, mailed};
use crate::app::TestApp;
use crate::audit::chain;
use crate::people::{HANAKO, JIRO, TARO, refused};
use crate::raw;

fn wrong_ones(token: &str) -> [CheckIdentityRequest; 4] {
    let right = || identity(HANAKO, token);
    [
        CheckIdentityRequest {
            email: TARO.email.to_owned(),
            ..right()
        },
        CheckIdentityRequest {
            name: "港 花".to_owned(),
            ..right()
        },
        CheckIdentityRequest {
            phone: None,
            ..right()
        },
        CheckIdentityRequest {
            phone: Some("03-1234-5670".to_owned()),
            ..right()
        },
    ]
}

#[actix_web::test]
async fn spellings_do_not_matter() {
    let app = TestApp::start().await;
    let token = mailed(&app, HANAKO, Purpose::Opening).await;
    for (email, name, phone) in [
        ("hanako@minato-shoji.example", "港花子", "0312345678"),
        (
            "ＨＡＮＡＫＯ＠minato-shoji.example",
            "港　花子",
            "０３－１２３４－５６７８",
        ),
        (
            " Hanako@Minato-Shoji.example ",
            "港・花子",
            "+81 3 1234 5678",
        ),
    ] {
        let request = CheckIdentityRequest {
            token: token.clone(),
            email: email.to_owned(),
            name: name.to_owned(),
            phone: Some(phone.to_owned()),
        };
        app.anonymous().check_identity(&request).await.unwrap();
    }
    app.finish().await;
}

#[actix_web::test]
async fn an_account_without_a_telephone_number_is_not_asked_for_one() {
    let app = TestApp::start().await;
    let token = mailed(&app, TARO, Purpose::Opening).await;
    for phone in [None, Some(""), Some("03-9999-9999")] {
        let request = CheckIdentityRequest {
            phone: phone.map(str::to_owned),
            ..identity(TARO, &token)
        };
        app.anonymous().check_identity(&request).await.unwrap();
    }
    app.finish().await;
}

#[actix_web::test]
async fn every_mismatch_gets_the_same_bytes_and_the_fifth_ends_the_link() {
    let app = TestApp::start().await;
    let token = mailed(&app, HANAKO, Purpose::Opening).await;
    let mut answers = Vec::new();
    for request in wrong_ones(&token) {
        let body = serde_json::to_string(&request).unwrap();
        let answer = raw::post(&app, "/auth/first-login/identity", &body).await;
        assert_eq!(answer.problem(), "identityMismatch");
        answers.push(answer.comparable());
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    let fifth = app.anonymous().check_identity(&wrong_ones(&token)[0]).await;
    assert_eq!(refused(fifth), ProblemCode::LinkInvalid);
    let late = app
        .anonymous()
        .check_identity(&identity(HANAKO, &token))
        .await;
    assert_eq!(refused(late), ProblemCode::LinkInvalid);
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let count = |action| events.iter().filter(|e| e.action.0 == action).count();
    assert_eq!(count(AuditAction::IdentityRefused), 5);
    assert_eq!(count(AuditAction::LinkEnded), 1);
    app.finish().await;
}

#[actix_web::test]
async fn a_right_check_forgets_the_wrong_ones_before() {
    let app = TestApp::start().await;
    let token = mailed(&app, HANAKO, Purpose::Opening).await;
    for _ in 0..3 {
        for request in wrong_ones(&token) {
            let answer = app.anonymous().check_identity(&request).await;
            assert_eq!(refused(answer), ProblemCode::IdentityMismatch);
        }
        enter(&app, HANAKO, &token).await;
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_made_up_token_says_nothing_about_anybody() {
    let app = TestApp::start().await;
    for token in [
        "x",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "港",
        "' OR 1=1 --",
    ] {
        let answer = app.anonymous().check_identity(&identity(JIRO, token)).await;
        assert_eq!(refused(answer), ProblemCode::LinkInvalid);
    }
    app.finish().await;
}

/// Programs that look at links in mails send GET and HEAD: the secret is in the fragment.
#[actix_web::test]
async fn looking_at_the_page_uses_nothing_up() {
    let app = TestApp::start().await;
    let token = mailed(&app, JIRO, Purpose::Opening).await;
    for _ in 0..20 {
        raw::get(&app, "/first-login").await;
        raw::send(&app, "HEAD", "/first-login", &[], None).await;
        raw::get(&app, &format!("/api/v1/auth/first-login?token={token}")).await;
    }
    enter(&app, JIRO, &token).await;
    app.finish().await;
}
