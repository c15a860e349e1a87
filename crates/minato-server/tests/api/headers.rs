//! Every response carries the security headers, whatever it is: [`crate::safe_answer`] says which.

use crate::app::TestApp;
use crate::people::{JIRO, PASSWORD};
use crate::raw;

const JSON: (&str, &str) = ("content-type", "application/json");
const TOKEN: (&str, &str) = ("x-csrf-token", "anonymous");

#[actix_web::test]
async fn every_kind_of_response_has_them() {
    let app = TestApp::start().await;
    let large = "x".repeat(20_000);
    let page = raw::get(&app, "/company").await;
    let etag = page.header("etag").to_owned();
    let unchanged = [("if-none-match", etag.as_str())];
    let zipped = [JSON, TOKEN, ("content-encoding", "gzip")];
    let answers = [
        (200, page),
        (200, raw::get(&app, "/assets/app.0123abcd.js").await),
        (200, raw::get(&app, "/docs").await),
        (200, raw::get(&app, "/api/v1/auth/session").await),
        (304, raw::send(&app, "GET", "/", &unchanged, None).await),
        (400, raw::post(&app, "/auth/login", "{").await),
        (401, raw::get(&app, "/api/v1/company").await),
        (
            403,
            raw::send(&app, "POST", "/api/v1/auth/login", &[JSON], Some("{}")).await,
        ),
        (404, raw::get(&app, "/assets/missing.js").await),
        (404, raw::get(&app, "/api/v1/missing").await),
        (
            405,
            raw::send(&app, "DELETE", "/api/v1/company", &[], None).await,
        ),
        (405, raw::send(&app, "POST", "/company", &[], None).await),
        (
            410,
            raw::post(&app, "/auth/password-reset/complete", RESET).await,
        ),
        (413, raw::post(&app, "/auth/login", &large).await),
        (
            415,
            raw::send(&app, "POST", "/api/v1/auth/login", &zipped, Some("{}")).await,
        ),
        (422, raw::post(&app, "/auth/login", "{}").await),
    ];
    for (status, answer) in &answers {
        let what = format!(
            "{status}: {}",
            answer.body.chars().take(80).collect::<String>()
        );
        assert_eq!(answer.status.as_u16(), *status, "{what}");
    }
    assert_eq!(answers[10].1.header("allow"), "GET");
    app.finish().await;
}

const RESET: &str =
    r#"{"token":"x","email":"a@b.example","name":"x","newPassword":"seagulls over the pier"}"#;

#[actix_web::test]
async fn a_sign_in_sets_three_cookies_of_which_one_outlives_the_browser() {
    let app = TestApp::start().await;
    let body = serde_json::to_string(&JIRO.log_in_request(PASSWORD)).unwrap();
    let answer = raw::post(&app, "/auth/login", &body).await;
    let cookies: Vec<_> = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|c| c.to_str().unwrap())
        .collect();
    assert_eq!(
        cookies.len(),
        3,
        "the session, the end of the sign-in, by what the browser is known"
    );
    let kept: Vec<_> = cookies
        .iter()
        .filter(|cookie| cookie.contains("Max-Age=") && !cookie.contains("Max-Age=0"))
        .collect();
    assert!(
        kept.len() == 1 && kept[0].starts_with("__Host-known="),
        "{kept:?}"
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    app.finish().await;
}

#[actix_web::test]
async fn files_are_compressed_as_the_browser_wishes_and_hashed_ones_kept() {
    let app = TestApp::start().await;
    let path = "/assets/app.0123abcd.js";
    for (accepts, encoding) in [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", ""),
    ] {
        let answer = raw::send(&app, "GET", path, &[("accept-encoding", accepts)], None).await;
        assert_eq!(answer.header("content-encoding"), encoding, "{accepts}");
        assert_eq!(
            answer.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(
            answer.header("content-type"),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(answer.header("vary"), "Accept-Encoding");
    }
    let page = raw::get(&app, "/port-plus/login").await;
    assert_eq!(
        page.header("cache-control"),
        "no-cache",
        "the document names the hashed files"
    );
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let secret = raw::get(&app, "/../Cargo.toml").await;
    assert_eq!(secret.status, 404);
    app.finish().await;
}

#[actix_web::test]
async fn errors_speak_the_language_of_the_request() {
    let app = TestApp::start().await;
    for (accept, word) in [
        ("ja", "ログイン"),
        ("en-US,en;q=0.9", "sign in"),
        ("fr", "ログイン"),
    ] {
        let headers = [("accept-language", accept)];
        let answer = raw::send(&app, "GET", "/api/v1/me", &headers, None).await;
        let title = answer.json()["title"].as_str().unwrap().to_owned();
        assert!(title.contains(word), "{accept}: {title}");
        assert_eq!(answer.header("vary"), "Accept-Language");
    }
    app.finish().await;
}

/// Where a proxy serves the pages, it must say the same.
#[test]
fn the_proxy_sends_the_same_policy() {
    let proxy = include_str!("../../../../deploy/Caddyfile");
    let policy = minato_server::http::security_headers::CONTENT_SECURITY_POLICY;
    assert!(proxy.contains(&format!("Content-Security-Policy \"{policy}\"")));
}

#[actix_web::test]
async fn head_is_answered_like_get_without_the_body() {
    let app = TestApp::start().await;
    for path in [
        "/api/v1/auth/session",
        "/docs",
        "/company",
        "/api/v1/company",
    ] {
        let whole = raw::get(&app, path).await;
        let head = raw::send(&app, "HEAD", path, &[], None).await;
        assert_eq!(head.status, whole.status, "{path}");
        for name in ["content-type", "content-length", "etag", "cache-control"] {
            assert_eq!(head.header(name), whole.header(name), "{path}: {name}");
        }
        assert_eq!(head.body, "", "{path}");
    }
    app.finish().await;
}
