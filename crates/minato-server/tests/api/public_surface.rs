//! What the public port shows, and what it does not: neither what is for those who run the
//! server, nor what only the demo has, nor a method, a header or a parameter that means two things.

use std::time::Duration;

use actix_web::http::Method;
use minato_server::auth::cookies;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::app::TestApp;
use crate::people::{HANAKO, JIRO, PASSWORD};
use crate::raw::{self, Answer, Signed};

/// What stands at paths that nobody means: the page that says so, and nothing else.
const NOT_PUBLIC: [&str; 12] = [
    "/metrics",
    "/livez",
    "/readyz",
    "/dev/mailbox",
    "/debug",
    "/.git/config",
    "/.git/HEAD",
    "/assets",
    "/assets/",
    "/..%2f..%2fetc/passwd",
    "/company/evil%2f",
    "/server-status",
];

/// What could be a file beside the pages, if more was served than they.
const NO_FILES: [&str; 9] = [
    "/.env",
    "/Cargo.toml",
    "/minato.db",
    "/var/minato.db-wal",
    "/.git/index.lock",
    "/index.html.bak",
    "/dev/mailbox/mailbox.css",
    "/..%2fCargo.toml",
    "/api/v1/me/x.css",
];

#[actix_web::test]
async fn what_is_for_those_who_run_it_is_not_on_the_public_port() {
    let app = TestApp::start().await;
    let page = raw::get(&app, "/").await;
    assert_eq!(page.status, 200);
    for path in NOT_PUBLIC {
        let answer = raw::get(&app, path).await;
        assert_eq!(
            (answer.status, &answer.body),
            (page.status, &page.body),
            "{path}"
        );
    }
    for path in NO_FILES {
        let answer = raw::get(&app, path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
    }
    app.finish().await;
}

#[actix_web::test]
async fn the_mailbox_of_the_demo_is_there_in_the_demo_only() {
    let app = TestApp::start_with(|settings| settings.demo = true).await;
    let page = raw::get(&app, "/").await;
    let mailbox = raw::get(&app, "/dev/mailbox").await;
    assert_eq!(mailbox.status, 200);
    assert_ne!(mailbox.body, page.body);
    app.finish().await;
}

#[actix_web::test]
async fn no_method_is_answered_that_no_endpoint_has() {
    let app = TestApp::start().await;
    for path in [
        "/",
        "/docs",
        "/assets/app.0123abcd.js",
        "/api/v1/me",
        "/api/v1/auth/login",
    ] {
        for method in ["TRACE", "OPTIONS", "PROPFIND"] {
            let planted = [("x-planted", "whelk"), ("origin", "https://evil.example")];
            let answer = raw::send(&app, method, path, &planted, None).await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert!(!answer.body.contains("whelk"), "{method} {path}");
            let allowed = answer.header("allow");
            assert!(
                !allowed.is_empty() && !allowed.contains(method),
                "{path}: {allowed}"
            );
        }
    }
    app.finish().await;
}

#[actix_web::test]
async fn another_method_in_a_header_means_nothing() {
    let app = TestApp::start().await;
    let jiro = Signed::of(&JIRO.sign_in(&app).await).await;
    for header in [
        "x-http-method-override",
        "x-http-method",
        "x-method-override",
    ] {
        let answer = jiro
            .send(&app.address, "GET", "/me", &[(header, "DELETE")], None)
            .await;
        assert_eq!(answer.status, 200, "{header}");
    }
    app.deliver().await;
    app.finish().await;
}

#[actix_web::test]
async fn with_https_every_answer_asks_for_https_from_then_on() {
    let app = TestApp::start_with(|settings| {
        settings.public_origin = "https://portal.example.jp".to_owned();
    })
    .await;
    let paths = [
        "/",
        "/assets/app.0123abcd.js",
        "/missing.js",
        "/docs",
        "/api/v1/me",
    ];
    for path in paths {
        // Not by `raw`, which allows it to nobody: all other tests speak plain http.
        let answer = reqwest::get(format!("{}{path}", app.address))
            .await
            .unwrap();
        let value = answer.headers().get("strict-transport-security");
        assert_eq!(
            value.unwrap(),
            "max-age=31536000; includeSubDomains",
            "{path}"
        );
    }
    app.finish().await;
}

async fn sign_out(app: &TestApp, path: &str) -> Answer {
    let jiro = Signed::of(&JIRO.sign_in(app).await).await;
    let answer = jiro.send(&app.address, "POST", path, &[], None).await;
    assert_eq!(answer.status, 204);
    answer
}

/// The names of the cookies that an answer ends.
fn ended(answer: &Answer) -> Vec<&str> {
    let cookies = answer.headers.get_all("set-cookie").iter();
    let cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    cookies
        .filter(|cookie| cookie.contains("Max-Age=0"))
        .map(|cookie| cookie.split('=').next().unwrap())
        .collect()
}

#[actix_web::test]
async fn who_signs_out_leaves_nothing_in_the_browser() {
    let app = TestApp::start().await;
    let left = sign_out(&app, "/auth/logout").await;
    assert_eq!(left.header("clear-site-data"), "\"cache\"");
    assert_eq!(ended(&left), [cookies::SESSION]);
    let forgotten = sign_out(&app, "/auth/logout?forgetBrowser=true").await;
    let cleared = forgotten.header("clear-site-data");
    assert_eq!(cleared, "\"cache\", \"cookies\", \"storage\"");
    for name in [cookies::SESSION, cookies::KNOWN, cookies::TRUST] {
        assert!(ended(&forgotten).contains(&name), "{name}");
    }
    app.deliver().await;
    app.finish().await;
}

#[actix_web::test]
async fn what_is_said_twice_means_nothing() {
    let app = TestApp::start().await;
    let hanako = Signed::of(&HANAKO.sign_in(&app).await).await;
    for query in [
        "/port-applications?page=1&page=2",
        "/port-applications?q=a&q=b",
        "/accounts?state=active&state=suspended",
        "/accounts?page=1&p%61ge=2",
        "/contracts?pageSize=10&pageSize=10",
        "/me/sign-ins?page=1&page=1",
    ] {
        let answer = hanako.send(&app.address, "GET", query, &[], None).await;
        assert_eq!(answer.problem(), "malformedRequest", "{query}");
    }
    let twice = format!(
        r#"{{"email":"{}","email":"{}","password":"{PASSWORD}"}}"#,
        HANAKO.email, JIRO.email
    );
    let answer = raw::post(&app, "/auth/login", &twice).await;
    assert!(
        matches!(answer.status.as_u16(), 400 | 422),
        "{}",
        answer.body
    );
    assert_eq!(ended(&answer), [""; 0]);
    app.deliver().await;
    app.finish().await;
}

#[actix_web::test]
async fn what_is_encoded_twice_is_decoded_once() {
    let app = TestApp::start().await;
    let hanako = Signed::of(&HANAKO.sign_in(&app).await).await;
    for (words, total) in [("hanako", 1), ("%68anako", 1), ("%2568anako", 0)] {
        let path = format!("/accounts?q={words}");
        let answer = hanako.send(&app.address, "GET", &path, &[], None).await;
        assert_eq!(answer.json()["total"], total, "{words}");
    }
    for path in [
        "/port-applications/SO-%30%30001-0",
        "/port-applications/SO-%2530%2530001-0",
    ] {
        let answer = hanako.send(&app.address, "GET", path, &[], None).await;
        let plain = hanako
            .send(
                &app.address,
                "GET",
                "/port-applications/SO-00001-0",
                &[],
                None,
            )
            .await;
        let twice = path.contains("%25");
        assert_eq!(
            answer.body == plain.body,
            !twice || plain.status == 404,
            "{path}"
        );
    }
    app.deliver().await;
    app.finish().await;
}

/// A request whose end could be read in two ways, and what a proxy would take for its body.
const SMUGGLED: [&str; 7] = [
    "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n",
    "Content-Length: 6\r\nContent-Length: 5\r\n\r\n",
    "Content-Length: +6\r\n\r\n",
    "Content-Length: 6, 6\r\n\r\n",
    "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
];

#[actix_web::test]
async fn a_request_whose_end_is_not_clear_is_refused_and_nothing_follows_it() {
    let app = TestApp::start().await;
    let address = app.address.strip_prefix("http://").unwrap();
    for smuggled in SMUGGLED {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "POST /api/v1/auth/login HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
             X-CSRF-Token: anonymous\r\n{smuggled}GET /docs HTTP/1.1\r\nHost: {address}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let read = stream.read_to_end(&mut answer);
        let _ = tokio::time::timeout(Duration::from_secs(4), read).await;
        let answer = String::from_utf8_lossy(&answer);
        assert!(
            answer.starts_with("HTTP/1.1 4"),
            "{smuggled:?}: {answer:.200}"
        );
        assert_eq!(
            answer.matches("HTTP/1.1 ").count(),
            1,
            "{smuggled:?}: {answer:.900}"
        );
    }
    app.finish().await;
}

#[actix_web::test]
async fn nobody_is_sent_elsewhere() {
    let app = TestApp::start().await;
    for path in [
        "//evil.example",
        "/%2f%2fevil.example",
        "/\\evil.example",
        "/login?next=https://evil.example",
        "/login?next=//evil.example",
        "/api/v1/auth/session?callback=alert",
        "/docs?redirect=https://evil.example",
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = raw::send(&app, method.as_str(), path, &[], None).await;
            assert!(!answer.status.is_redirection(), "{path}: {}", answer.status);
            assert_eq!(answer.header("location"), "", "{path}");
            assert!(!answer.body.contains("alert("), "{path}");
        }
    }
    app.finish().await;
}

#[actix_web::test]
async fn no_cookie_is_larger_than_browsers_take() {
    let app = TestApp::start().await;
    let body = serde_json::to_string(&HANAKO.log_in_request(PASSWORD)).unwrap();
    let answer = raw::post(&app, "/auth/login", &body).await;
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert!(!cookies.is_empty(), "{}", answer.body);
    for cookie in cookies {
        assert!(cookie.len() <= 4096, "{cookie:?}");
    }
    app.deliver().await;
    app.finish().await;
}
