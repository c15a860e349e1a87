//! Requests as bytes, for what the typed client would never send.

use minato_client::Client;
use minato_types::auth::SessionState;
use reqwest::header::{HeaderMap, HeaderName};
use reqwest::{Method, StatusCode};

use crate::app::TestApp;
use crate::safe_answer::assert_safe;

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
    send_to(&app.address, method, path, headers, body).await
}

/// Sends a request to one of several servers. Whatever it answers must be safe.
pub(crate) async fn send_to(
    origin: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> Answer {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let client = reqwest::Client::builder().build().expect("a client");
    let mut request = client.request(method.clone(), format!("{origin}{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(body) = body {
        request = request.body(body.to_owned());
    }
    let answer = request.send().await.expect("an answer");
    let answer = Answer {
        status: answer.status(),
        headers: answer.headers().clone(),
        // `text` would leave a byte order mark out.
        body: String::from_utf8_lossy(&answer.bytes().await.expect("a body")).into_owned(),
    };
    assert_safe(&method, path, &answer);
    answer
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

/// A browser that is signed in, for requests as bytes.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    pub(crate) cookie: String,
    pub(crate) token: String,
}

impl Signed {
    /// The browser of a client.
    pub(crate) async fn of(client: &Client) -> Self {
        let session = client.get_session().await.expect("a state");
        let SessionState::SignedIn(session) = session else {
            panic!("nobody is signed in");
        };
        let cookie = client.cookie("__Host-sid").expect("a session");
        Self {
            cookie: format!("__Host-sid={cookie}"),
            token: session.csrf_token,
        }
    }

    /// Sends a request to a server; `path` is below `/api/v1`.
    pub(crate) async fn send(
        &self,
        origin: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Answer {
        let mut all = vec![("cookie", self.cookie.as_str())];
        if method != "GET" {
            all.push(("x-csrf-token", self.token.as_str()));
        }
        if body.is_some() {
            all.push(("content-type", "application/json"));
        }
        all.extend_from_slice(headers);
        send_to(origin, method, &format!("/api/v1{path}"), &all, body).await
    }
}
