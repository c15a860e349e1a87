//! Limits for the part of the network that tries come from and for the mails to one address,
//! and which address is believed.

use chrono::TimeDelta;
use minato_db::models::rate_limits::{self, RateLimit};
use minato_server::auth::rate_limits::block_subject;
use minato_types::auth::{LogInRequest, RequestPasswordResetRequest};
use minato_types::page::PageQuery;
use minato_types::problem::ProblemCode;

use crate::app::TestApp;
use crate::people::{HANAKO, JIRO, PASSWORD, refused};
use crate::raw::{self, Answer};
use crate::sign_in::register_hanako_at_the_other_member;

const FEW: i64 = 5;

/// A server that believes the proxy on this machine.
async fn behind_a_proxy() -> TestApp {
    TestApp::start_with(|settings| {
        settings.address_tries = FEW;
        settings.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await
}

/// A wrong password for an address of its own, sent on by a proxy for `client`.
async fn try_from(app: &TestApp, client: &str, n: usize) -> Answer {
    let body = format!(r#"{{"email":"somebody{n}@elsewhere.example","password":"wrong"}}"#);
    let headers = [
        ("content-type", "application/json"),
        ("x-csrf-token", "anonymous"),
        ("x-forwarded-for", client),
    ];
    raw::send(app, "POST", "/api/v1/auth/login", &headers, Some(&body)).await
}

#[actix_web::test]
async fn one_part_of_the_network_tries_so_often_and_no_other_one_waits_for_it() {
    let app = behind_a_proxy().await;
    for n in 0..5 {
        let neighbour = format!("203.0.113.{n}");
        assert_eq!(
            try_from(&app, &neighbour, n).await.problem(),
            "signInFailed"
        );
    }
    app.pass(TimeDelta::minutes(4));
    let refused = try_from(&app, "203.0.113.200", 6).await;
    assert_eq!(refused.problem(), "tooManyRequests");
    assert_eq!(refused.header("retry-after"), "360");
    assert_eq!(
        try_from(&app, "203.0.114.1", 7).await.problem(),
        "signInFailed"
    );
    assert_eq!(
        try_from(&app, "2001:db8::1", 8).await.problem(),
        "signInFailed"
    );
    app.pass(TimeDelta::minutes(6));
    assert_eq!(
        try_from(&app, "203.0.113.1", 9).await.problem(),
        "signInFailed"
    );
    app.finish().await;
}

/// The proxy adds whom it sees to the right of what it got.
#[actix_web::test]
async fn two_hundred_forged_headers_are_one_client() {
    let app = behind_a_proxy().await;
    let mut refused = 0;
    for n in 0..200 {
        let forged = format!("198.51.{n}.7, 2001:db8:{n:x}::1, 203.0.113.9");
        let answer = try_from(&app, &forged, n).await;
        refused += usize::from(answer.status == 429);
    }
    assert_eq!(refused, 195);
    app.finish().await;
}

#[actix_web::test]
async fn without_a_trusted_proxy_the_header_is_nothing() {
    let app = TestApp::start_with(|settings| settings.address_tries = FEW).await;
    let mut refused = 0;
    for n in 0..20 {
        let answer = try_from(&app, &format!("198.51.{n}.7"), n).await;
        refused += usize::from(answer.status == 429);
    }
    assert_eq!(refused, 15);
    app.finish().await;
}

#[actix_web::test]
async fn the_history_tells_the_address_that_the_proxy_saw() {
    let app = behind_a_proxy().await;
    let client = JIRO.sign_in(&app).await;
    app.pass(TimeDelta::seconds(1));
    let body = serde_json::to_string(&JIRO.log_in_request("wrong")).unwrap();
    let headers = [
        ("content-type", "application/json"),
        ("x-csrf-token", "anonymous"),
        ("x-forwarded-for", "1.2.3.4"),
        ("x-forwarded-for", "203.0.113.9, 127.0.0.9"),
    ];
    raw::send(&app, "POST", "/api/v1/auth/login", &headers, Some(&body)).await;
    let seen = client
        .list_sign_ins(PageQuery {
            page: 1,
            page_size: 10,
        })
        .await
        .unwrap();
    assert_eq!(seen.items[0].address, "203.0.113.9");
    app.finish().await;
}

#[actix_web::test]
async fn an_office_that_knows_its_passwords_never_waits() {
    let app = TestApp::start_with(|settings| settings.address_tries = FEW).await;
    for _ in 0..20 {
        JIRO.sign_in(&app).await;
        given_back(&app).await;
    }
    app.finish().await;
}

/// Waits until no try of this machine is counted: right ones are given back behind the answer.
pub(crate) async fn given_back(app: &TestApp) {
    let one = RateLimit {
        most: 1,
        window: TimeDelta::minutes(10),
    };
    let here = "127.0.0.1".parse().unwrap();
    for _ in 0..200 {
        let subject = block_subject(&app.app, here);
        let counted = app
            .app
            .db
            .read_one(move |once| rate_limits::used_up_until(once, &subject, one))
            .await
            .unwrap();
        if counted.is_none() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("a right try was not given back");
}

#[actix_web::test]
async fn every_server_and_every_guess_at_once_share_one_count() {
    let app = TestApp::start_with(|settings| settings.address_tries = FEW).await;
    let (_second, other) = app.second();
    let calls = (0..40).map(|n| {
        let client = minato_client::Client::new(if n % 2 == 0 { &app.address } else { &other });
        let request = LogInRequest {
            member_number: None,
            email: format!("somebody{n}@elsewhere.example"),
            password: "wrong".to_owned(),
        };
        async move { refused(client.log_in(&request).await) }
    });
    let answers = crate::races::at_once(calls.collect()).await;
    let judged = answers
        .iter()
        .filter(|code| **code == ProblemCode::SignInFailed);
    assert_eq!(judged.count(), 5);
    app.finish().await;
}

#[actix_web::test]
async fn accounts_of_several_members_with_one_address_get_five_links_an_hour_together() {
    let app = TestApp::start().await;
    register_hanako_at_the_other_member(&app).await;
    let mut links = 0;
    for n in 0..20 {
        let number = if n % 2 == 0 { HANAKO } else { JIRO }.member_number;
        let request = RequestPasswordResetRequest {
            member_number: Some(number.to_owned()),
            email: HANAKO.email.to_owned(),
        };
        app.anonymous()
            .request_password_reset(&request)
            .await
            .unwrap();
        links += app.deliver().await.len();
        app.pass(TimeDelta::seconds(61));
    }
    assert_eq!(links, 5);
    // Asking for links does not keep her out.
    HANAKO.sign_in_with(&app, PASSWORD).await;
    app.finish().await;
}
