//! Requests as bytes, for what the typed client would never send.

use reqwest::header::{HeaderMap, HeaderName};
use reqwest::{Method, StatusCode};

use crate::app::TestApp;

/// An answer as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }

    /// A header as text, empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    /// What must be equal for somebody who compares answers.
    pub(crate) fn comparable(mut self) -> Self {
        for name in ["x-request-id", "date"] {
            self.headers
                .remove(HeaderName::from_static(name))
                .expect("every answer has it");
        }
        self
    }

    /// The code of the problem.
    #[track_caller]
    pub(crate) fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{self:?}"
        );
        self.json()["code"].as_str().expect("a code").to_owned()
    }
}

/// Sends a request to the origin; `path` is absolute.
pub(crate) async fn send(
    app: &TestApp,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> Answer {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let client = reqwest::Client::builder().build().expect("a client");
    let mut request = client.request(method, format!("{}{path}", app.address));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(body) = body {
        request = request.body(body.to_owned());
    }
    let answer = request.send().await.expect("an answer");
    Answer {
        status: answer.status(),
        headers: answer.headers().clone(),
        body: answer.text().await.expect("a body"),
    }
}

/// A well-formed POST to the API without a session.
pub(crate) async fn post(app: &TestApp, path: &str, body: &str) -> Answer {
    let headers = [
        ("content-type", "application/json"),
        ("x-csrf-token", "anonymous"),
    ];
    send(app, "POST", &format!("/api/v1{path}"), &headers, Some(body)).await
}

/// A GET without a session.
pub(crate) async fn get(app: &TestApp, path: &str) -> Answer {
    send(app, "GET", path, &[], None).await
}
