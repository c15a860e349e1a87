//! What every answer of the server must carry. [`crate::raw`] asserts it of each answer that any
//! of these tests gets.

use reqwest::Method;

use crate::raw::Answer;

const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];

/// What would tell strangers what we run, or open us to other sites.
const NEVER: [&str; 5] = [
    "server",
    "x-powered-by",
    "access-control-allow-origin",
    "access-control-allow-credentials",
    // Plain http has none.
    "strict-transport-security",
];

/// The headers and the cookies are right; `path` is absolute.
#[track_caller]
pub(crate) fn assert_safe(method: &Method, path: &str, answer: &Answer) {
    let what = format!("{method} {path}: {}", answer.status);
    has_security_headers(answer, &what);
    let cache = answer.header("cache-control");
    if path.starts_with("/api/v1/") || answer.status.as_u16() >= 400 {
        assert_eq!(cache, "no-store", "{what}");
    } else {
        assert!(!cache.is_empty(), "{what}");
    }
    has_its_type(path, answer, &what);
    for cookie in answer.headers.get_all("set-cookie") {
        is_bound(cookie.to_str().expect("text"), &what);
    }
}

/// The type of a body is said, and its character set where it is text.
#[track_caller]
fn has_its_type(path: &str, answer: &Answer, what: &str) {
    let kind = answer.header("content-type");
    if path == "/oauth/token" {
        // Its errors have the form of RFC 6749, and our own faults that of problems.
        let known = ["application/json", "application/problem+json"];
        assert!(known.contains(&kind), "{what}: {kind}");
    } else if answer.status.as_u16() >= 400 {
        assert_eq!(kind, "application/problem+json", "{what}");
    } else if answer.body.is_empty() {
        // Nothing that could be misunderstood.
    } else if path.starts_with("/api/v1/") {
        let known = ["application/json", "text/csv; charset=utf-8"];
        assert!(known.contains(&kind), "{what}: {kind}");
    } else {
        let known = kind.ends_with("; charset=utf-8") || !kind.starts_with("text/");
        assert!(known && !kind.is_empty(), "{what}: {kind}");
    }
}

#[track_caller]
fn has_security_headers(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"),
        "{what}"
    );
    assert!(!policy.contains("unsafe-inline"), "{what}");
    for (name, value) in ALWAYS {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    for name in NEVER {
        assert_eq!(answer.header(name), "", "{what}: {name}");
    }
    let permissions = answer.header("permissions-policy");
    assert!(permissions.contains("camera=()"), "{what}");
    assert!(!answer.header("x-request-id").is_empty(), "{what}");
    for (name, _) in &answer.headers {
        let twice = answer.headers.get_all(name).iter().count() > 1;
        assert!(!twice || name == "set-cookie", "{what}: {name} twice");
    }
}

/// The cookie belongs to this host alone, travels by https only, comes with our own requests only,
/// and no script can read it.
#[track_caller]
fn is_bound(cookie: &str, what: &str) {
    assert!(cookie.starts_with("__Host-"), "{what}: {cookie}");
    let attributes: Vec<&str> = cookie.split("; ").skip(1).collect();
    for attribute in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
        assert!(attributes.contains(&attribute), "{what}: {cookie}");
    }
    for attribute in attributes {
        let name = attribute.split('=').next().unwrap_or_default();
        let known = ["HttpOnly", "SameSite", "Secure", "Path", "Max-Age"].contains(&name);
        assert!(known, "{what}: {cookie}");
    }
}
