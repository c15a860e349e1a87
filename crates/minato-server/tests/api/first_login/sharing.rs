//! Many at once, and browsers that are not one's own.

use std::collections::HashMap;

use minato_client::Client;
use minato_server::auth::first_login::Purpose;
use minato_types::audit::AuditAction;
use minato_types::problem::ProblemCode;

use super::{enter, identity, mailed, password};
use crate::app::TestApp;
use crate::audit::chain;
use crate::authenticator::{Authenticator, confirmation};
use crate::people::{HANAKO, JIRO, PASSWORD, TARO, refused};
use crate::races::at_once;
use crate::raw::{self, Answer};

#[actix_web::test]
async fn of_a_hundred_wrong_checks_at_once_five_are_judged() {
    let app = TestApp::start().await;
    let (_second, other) = app.second();
    let token = mailed(&app, HANAKO, Purpose::Opening).await;
    let addresses = [app.address.clone(), other];
    let calls = (0..100).map(|n| {
        let client = Client::new(&addresses[n % 2]);
        let mut request = identity(HANAKO, &token);
        request.name = "港 太郎".to_owned();
        async move { refused(client.check_identity(&request).await) }
    });
    let mut answers = HashMap::new();
    for code in at_once(calls.collect()).await {
        *answers.entry(code).or_insert(0) += 1;
    }
    assert_eq!(answers.get(&ProblemCode::IdentityMismatch), Some(&4));
    assert_eq!(answers.get(&ProblemCode::LinkInvalid), Some(&96));
    let events = chain(&app.app.db, HANAKO.member_number).await;
    let judged = events
        .iter()
        .filter(|e| e.action.0 == AuditAction::IdentityRefused);
    assert_eq!(judged.count(), 5);
    app.finish().await;
}

/// The cookie and the token of the browser that passed the check.
struct Browser {
    cookie: String,
    token: String,
}

impl Browser {
    async fn enter(app: &TestApp, token: &str) -> Self {
        let body = serde_json::to_string(&identity(TARO, token)).unwrap();
        let answer = raw::post(app, "/auth/first-login/identity", &body).await;
        let cookie = answer.header("set-cookie");
        for attribute in [
            "__Host-first=",
            "Secure",
            "HttpOnly",
            "SameSite=Strict",
            "Path=/",
        ] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        Self {
            cookie: cookie.split(';').next().unwrap().to_owned(),
            token: answer.json()["csrfToken"].as_str().unwrap().to_owned(),
        }
    }

    async fn post(&self, app: &TestApp, step: &str, body: Option<&str>) -> Answer {
        let mut headers = vec![
            ("cookie", self.cookie.as_str()),
            ("x-csrf-token", self.token.as_str()),
        ];
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        let path = format!("/api/v1/auth/first-login/{step}");
        raw::send(app, "POST", &path, &headers, body).await
    }
}

#[actix_web::test]
async fn a_hundred_ends_at_once_open_one_session() {
    let app = TestApp::start().await;
    let token = mailed(&app, TARO, Purpose::Opening).await;
    let browser = Browser::enter(&app, &token).await;
    let body = format!(r#"{{"password":"{PASSWORD}"}}"#);
    assert_eq!(
        browser.post(&app, "password", Some(&body)).await.status,
        200
    );
    let calls = (0..100).map(|_| {
        let address = app.address.clone();
        let (cookie, token) = (browser.cookie.clone(), browser.token.clone());
        async move {
            let answer = reqwest::Client::new()
                .post(format!("{address}/api/v1/auth/first-login/complete"))
                .header("cookie", cookie)
                .header("x-csrf-token", token)
                .send()
                .await
                .unwrap();
            answer.status().as_u16()
        }
    });
    let statuses = at_once(calls.collect()).await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1);
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 99);
    app.one_mail().await;
    app.finish().await;
}

#[actix_web::test]
async fn the_token_of_another_browser_is_refused() {
    let app = TestApp::start().await;
    let token = mailed(&app, TARO, Purpose::Opening).await;
    let mut browser = Browser::enter(&app, &token).await;
    browser.token = "anonymous".to_owned();
    let answer = browser.post(&app, "totp", None).await;
    assert_eq!(answer.problem(), "csrfRefused");
    app.finish().await;
}

#[actix_web::test]
async fn the_browser_of_one_account_changes_nothing_of_another() {
    let app = TestApp::start().await;
    let of_taro = mailed(&app, TARO, Purpose::Opening).await;
    let of_jiro = mailed(&app, JIRO, Purpose::Opening).await;
    let (taro, state) = enter(&app, TARO, &of_taro).await;
    assert_eq!(state.email.as_str(), TARO.email);
    let (jiro, state) = enter(&app, JIRO, &of_jiro).await;
    assert_eq!(state.email.as_str(), JIRO.email);
    // The same browser goes on with what it entered last.
    let answer = taro.check_identity(&identity(TARO, &of_jiro)).await;
    assert_eq!(refused(answer), ProblemCode::IdentityMismatch);
    assert_eq!(
        taro.get_first_login()
            .await
            .unwrap()
            .unwrap()
            .email
            .as_str(),
        TARO.email
    );
    jiro.set_first_password(&password()).await.unwrap();
    let offer = jiro.offer_first_totp().await.unwrap();
    let code = confirmation(&Authenticator::with(&offer.secret).code(&app));
    taro.set_first_password(&password()).await.unwrap();
    let answer = taro.confirm_first_totp(&code).await;
    assert_eq!(refused(answer), ProblemCode::NoAuthenticator);
    app.finish().await;
}

#[actix_web::test]
async fn a_new_link_ends_the_way_that_the_old_one_led() {
    let app = TestApp::start().await;
    let old = mailed(&app, TARO, Purpose::Opening).await;
    let (client, _) = enter(&app, TARO, &old).await;
    mailed(&app, TARO, Purpose::Opening).await;
    let answer = client.set_first_password(&password()).await;
    assert_eq!(refused(answer), ProblemCode::FirstLoginExpired);
    let answer = app.anonymous().check_identity(&identity(TARO, &old)).await;
    assert_eq!(refused(answer), ProblemCode::LinkInvalid);
    app.finish().await;
}
