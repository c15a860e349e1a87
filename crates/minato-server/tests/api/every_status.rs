//! Every status that the server can answer with, once: from its endpoints and files, and from
//! routes planted here that fail as no endpoint should. [`crate::raw`] asserts of each answer that
//! it is safe.

use std::collections::BTreeSet;
use std::net::TcpListener;

use actix_web::dev::ServerHandle;
use actix_web::http::header::{HeaderMap, STRICT_TRANSPORT_SECURITY};
use actix_web::{HttpResponse, HttpServer, web};
use chrono::TimeDelta;
use minato_server::app;
use minato_server::http::ApiError;
use minato_server::http::security_headers;
use minato_types::FieldErrors;
use minato_types::problem::ProblemCode;

use crate::app::TestApp;
use crate::people::{AKARI, HANAKO, JIRO, PASSWORD};
use crate::raw::{self, Answer, Signed};

/// A server on which `/planted/{what}` fails as it is told.
fn plant(app: &TestApp) -> (String, ServerHandle) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let shared = app.app.clone();
    let server = HttpServer::new(move || {
        app::build(shared.clone()).route("/planted/{what}", web::get().to(fail))
    })
    .workers(1)
    .disable_signals()
    .listen(listener)
    .unwrap()
    .run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    (address, handle)
}

async fn fail(what: web::Path<String>) -> Result<HttpResponse, ApiError> {
    match what.as_str() {
        "panic" => panic!("planted"),
        "internal" => Err(ApiError::Internal("planted".to_owned())),
        "unavailable" => Err(ApiError::Unavailable("planted".to_owned())),
        "wait" => Err(ApiError::Wait { seconds: 7 }),
        "fields" => Err(ApiError::Fields(FieldErrors::new())),
        code => {
            let known = ProblemCode::ALL.iter().find(|known| known.as_str() == code);
            Err(ApiError::Problem(*known.expect("a code")))
        }
    }
}

#[actix_web::test]
async fn whatever_fails_is_answered_safely_and_tells_nothing() {
    let app = TestApp::start().await;
    let (address, server) = plant(&app);
    let mut planted = vec![
        ("panic", 500),
        ("internal", 500),
        ("unavailable", 503),
        ("wait", 429),
        ("fields", 422),
    ];
    planted.extend(
        ProblemCode::ALL
            .iter()
            .map(|code| (code.as_str(), code.status())),
    );
    let mut seen = BTreeSet::new();
    for (what, status) in planted {
        for method in ["GET", "HEAD"] {
            let path = format!("/planted/{what}");
            let answer = raw::send_to(&address, method, &path, &[], None).await;
            assert_eq!(answer.status, status, "{what}");
            assert!(!answer.body.contains("planted"), "{}", answer.body);
            seen.insert(status);
        }
    }
    for (what, seconds) in [("unavailable", "2"), ("wait", "7"), ("internal", "")] {
        let answer = raw::send_to(&address, "GET", &format!("/planted/{what}"), &[], None).await;
        assert_eq!(answer.header("retry-after"), seconds, "{what}");
    }
    println!("statuses of failures: {seen:?}");
    let known: BTreeSet<u16> = ProblemCode::ALL.iter().map(|code| code.status()).collect();
    assert_eq!(seen, known);
    server.stop(false).await;
    app.finish().await;
}

/// Requests of somebody who is signed in, and the status that each shall get.
async fn of_a_session(app: &TestApp) -> Vec<(u16, Answer)> {
    let akari = Signed::of(&AKARI.sign_in(app).await).await;
    let address = &app.address;
    let (port, key) = ("/port-applications", ("idempotency-key", "a"));
    let body = Some(r#"{"effectiveDate":"2026-12-10","addedPorts":5}"#);
    let old = [("if-match", "\"v999\"")];
    let name = Some(r#"{"name":"港 三郎"}"#);
    vec![
        (200, akari.send(address, "GET", "/me", &[], None).await),
        (201, akari.send(address, "POST", port, &[key], body).await),
        (400, akari.send(address, "POST", port, &[], body).await),
        (
            409,
            akari
                .send(address, "POST", "/me/totp/confirm", &[], CODE)
                .await,
        ),
        (412, akari.send(address, "PATCH", "/me", &old, name).await),
        (428, akari.send(address, "PATCH", "/me", &[], name).await),
        (
            404,
            akari
                .send(address, "GET", "/port-applications/SO-99999-0", &[], None)
                .await,
        ),
        (
            204,
            akari.send(address, "POST", "/auth/logout", &[], None).await,
        ),
        (401, akari.send(address, "GET", "/me", &[], None).await),
    ]
}

const CODE: Option<&str> = Some(r#"{"code":"123456"}"#);

/// Requests of strangers.
async fn of_strangers(app: &TestApp) -> Vec<(u16, Answer)> {
    let wrong = serde_json::to_string(&JIRO.log_in_request("wrong")).unwrap();
    let first = raw::post(app, "/auth/login", &wrong).await;
    let page = raw::get(app, "/").await;
    let etag = page.header("etag").to_owned();
    let unchanged = [("if-none-match", etag.as_str())];
    let file = "/assets/app.0123abcd.js";
    let asset = raw::get(app, file).await.header("etag").to_owned();
    let same = [("if-none-match", asset.as_str())];
    vec![
        (401, first),
        (429, raw::post(app, "/auth/login", &wrong).await),
        (200, page),
        (304, raw::send(app, "GET", "/", &unchanged, None).await),
        (304, raw::send(app, "HEAD", "/", &unchanged, None).await),
        (304, raw::send(app, "GET", file, &same, None).await),
        (200, raw::get(app, "/docs/minato.json").await),
        (
            403,
            raw::send(app, "POST", "/api/v1/auth/login", &[], Some("{}")).await,
        ),
        (404, raw::get(app, "/missing.js").await),
        (405, raw::send(app, "PUT", "/docs", &[], None).await),
        (
            413,
            raw::post(app, "/auth/login", &"x".repeat(20_000)).await,
        ),
    ]
}

#[actix_web::test]
async fn what_endpoints_and_files_answer_is_safe_whatever_the_status() {
    let app = TestApp::start().await;
    let mut answers = of_a_session(&app).await;
    answers.extend(of_strangers(&app).await);
    let mut seen = BTreeSet::new();
    for (status, answer) in &answers {
        assert_eq!(answer.status, *status, "{}", answer.body);
        seen.insert(*status);
    }
    println!("answers {}, statuses {seen:?}", answers.len());
    assert!(seen.len() >= 13, "{seen:?}");
    app.deliver().await;
    app.finish().await;
}

/// Overload is not planted: every place for a hash is taken.
#[actix_web::test]
async fn whoever_finds_no_place_for_his_password_is_told_to_come_again() {
    let app = TestApp::start().await;
    let hasher = &app.app.hasher;
    let taken: Vec<_> = std::iter::from_fn(|| hasher.reserve().ok()).collect();
    assert!(taken.len() > 16);
    let before = hasher.runs();
    for person in [HANAKO, JIRO] {
        let body = serde_json::to_string(&person.log_in_request(PASSWORD)).unwrap();
        let answer = raw::post(&app, "/auth/login", &body).await;
        assert_eq!(answer.status, 503);
        assert_eq!(answer.header("retry-after"), "2");
        assert_eq!(answer.problem(), "unavailable");
    }
    assert_eq!(hasher.runs(), before, "nothing was hashed");
    drop(taken);
    // Nothing was counted either: there is no wait.
    app.pass(TimeDelta::zero());
    JIRO.sign_in(&app).await;
    app.finish().await;
}

#[test]
fn by_https_browsers_are_told_to_stay_there() {
    let (mut plain, mut safe) = (HeaderMap::new(), HeaderMap::new());
    security_headers::add(&mut plain, false);
    security_headers::add(&mut safe, true);
    assert!(!plain.contains_key(STRICT_TRANSPORT_SECURITY));
    let value = safe.get(STRICT_TRANSPORT_SECURITY).unwrap();
    assert_eq!(value, "max-age=31536000; includeSubDomains");
    assert_eq!(safe.len(), plain.len() + 1);
}
