//! Bodies that are too large, too slow, too deep, or no JSON at all.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::app::TestApp;
use crate::raw;

#[actix_web::test]
async fn a_fault_names_field_and_rule() {
    let app = TestApp::start().await;
    for (body, status, field, code) in [
        ("{}", 422, "email", "required"),
        (r#"{"email":"a@b.jp"}"#, 422, "password", "required"),
        (r#"{"email":1,"password":"x"}"#, 422, "email", "malformed"),
        (
            r#"{"email":"a","password":"x"}"#,
            422,
            "email",
            "invalidEmail",
        ),
        (
            r#"{"email":"a@b.jp","password":"x","role":"admin"}"#,
            422,
            "role",
            "unknownField",
        ),
        (
            r#"{"email":"a@b.jp","password":"x","memberNumber":"1"}"#,
            422,
            "memberNumber",
            "invalidMemberNumber",
        ),
    ] {
        let answer = raw::post(&app, "/auth/login", body).await;
        assert_eq!(answer.status.as_u16(), status, "{body}");
        let fault = &answer.json()["fields"][0];
        assert_eq!(
            (&fault["field"], &fault["code"]),
            (&field.into(), &code.into()),
            "{body}"
        );
        assert!(!fault["message"].as_str().unwrap().is_empty());
    }
    app.finish().await;
}

#[actix_web::test]
async fn what_is_no_json_is_malformed() {
    let app = TestApp::start().await;
    let deep = "[".repeat(10_000);
    for body in [
        "",
        "{",
        "nul",
        "\u{0}",
        r#"{"email":"a@b.jp","password":"x"}{}"#,
        r#"{"email":"\ud800"}"#,
        &deep,
    ] {
        let answer = raw::post(&app, "/auth/login", body).await;
        assert_eq!(answer.problem(), "malformedRequest", "{body:.20}");
    }
    app.finish().await;
}

#[actix_web::test]
async fn a_body_that_trickles_is_cut() {
    let app = TestApp::start().await;
    for (path, kind) in [
        ("/api/v1/auth/login", "application/json"),
        ("/oauth/token", "application/x-www-form-urlencoded"),
    ] {
        trickle(&app, path, kind).await;
    }
    app.finish().await;
}

async fn trickle(app: &TestApp, path: &str, kind: &str) {
    let address = app.address.strip_prefix("http://").unwrap().to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {kind}\r\n\
         X-CSRF-Token: anonymous\r\nContent-Length: 1000\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let started = Instant::now();
    let mut answer = [0; 64];
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut answer)).await;
    let length = read.expect("an answer before 20 seconds").unwrap();
    let text = String::from_utf8_lossy(&answer[..length]);
    assert!(text.starts_with("HTTP/1.1 408"), "{path}: {text}");
    assert!(started.elapsed() < Duration::from_secs(15));
}

#[actix_web::test]
async fn forms_of_tokens_are_bounded_and_never_unpacked() {
    let app = TestApp::start().await;
    let form = ("content-type", "application/x-www-form-urlencoded");
    let long = "a".repeat(16 * 1024 + 1);
    let answer = raw::send(&app, "POST", "/oauth/token", &[form], Some(&long)).await;
    assert_eq!(answer.problem(), "payloadTooLarge");
    let packed = [form, ("content-encoding", "gzip")];
    let answer = raw::send(&app, "POST", "/oauth/token", &packed, Some("x")).await;
    assert_eq!(answer.problem(), "unsupportedMediaType");
    app.finish().await;
}
