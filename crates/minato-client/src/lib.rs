//! The typed client of Minato's API.
//!
//! In the browser it speaks through `fetch`, everywhere else through `reqwest`. One
//! method per endpoint, named like the endpoint; each answers the bare noun or a
//! [`ClientError`]. The CSRF token that an answer brings is sent with later requests.
//!
//! To add an endpoint: one method in the file of its area below `api/`.

mod api;
mod error;
mod transport;

use std::sync::{Mutex, PoisonError};

use minato_types::auth::SessionState;
use minato_types::endpoints::Endpoint;
use minato_types::headers;
use minato_types::problem::Problem;
use minato_types::values::Language;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use error::ClientError;
use transport::{Reply, Transport};

/// A value together with the version that a change must name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The value.
    pub value: T,
    /// The entity tag, for `If-Match`.
    pub etag: String,
}

/// A connection to one Minato, with the session of one browser or program.
#[derive(Debug)]
pub struct Client {
    transport: Transport,
    csrf_token: Mutex<Option<String>>,
    language: Mutex<Language>,
}

/// One call under construction.
struct Call<'a, B> {
    endpoint: Endpoint,
    path: String,
    body: Option<&'a B>,
    if_match: Option<&'a str>,
}

impl Client {
    /// A client of the Minato at `origin`, such as `https://minato.example`. In the
    /// browser an empty origin means the page's own.
    pub fn new(origin: &str) -> Self {
        Self {
            transport: Transport::new(origin.trim_end_matches('/')),
            csrf_token: Mutex::new(None),
            language: Mutex::new(Language::default()),
        }
    }

    /// The language in which answers are asked for from now on.
    pub fn set_language(&self, language: Language) {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner) = language;
    }

    /// The value of a cookie that the server has set; a browser keeps them to itself.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.transport.cookie(name)
    }

    /// Remembers the CSRF token of a session, or forgets it when signed out.
    fn remember(&self, state: &SessionState) {
        let token = match state {
            SessionState::SignedOut => None,
            SessionState::CodeRequired(pending) => Some(pending.csrf_token.clone()),
            SessionState::SignedIn(session) => Some(session.csrf_token.clone()),
        };
        *self
            .csrf_token
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = token;
    }

    async fn send<B: Serialize>(&self, call: Call<'_, B>) -> Result<Reply, ClientError> {
        let language = *self.language.lock().unwrap_or_else(PoisonError::into_inner);
        let mut request_headers = vec![("Accept-Language", language.as_str().to_owned())];
        if call.endpoint.method.changes_state() {
            let token = self
                .csrf_token
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            let token = token.unwrap_or_else(|| headers::CSRF_ANONYMOUS.to_owned());
            request_headers.push((headers::CSRF, token));
        }
        if let Some(etag) = call.if_match {
            request_headers.push(("If-Match", etag.to_owned()));
        }
        let body = match call.body {
            Some(body) => {
                request_headers.push(("Content-Type", "application/json".to_owned()));
                Some(serde_json::to_string(body).map_err(|_| ClientError::UnexpectedAnswer(0))?)
            }
            None => None,
        };
        let path = format!("{}{}", minato_types::endpoints::BASE, call.path);
        let reply = self
            .transport
            .send(call.endpoint.method, &path, &request_headers, body)
            .await?;
        if (200..300).contains(&reply.status) {
            Ok(reply)
        } else {
            Err(refusal(&reply))
        }
    }

    async fn get<T: DeserializeOwned>(&self, endpoint: Endpoint) -> Result<T, ClientError> {
        self.get_at(endpoint, endpoint.path.to_owned()).await
    }

    async fn get_at<T: DeserializeOwned>(
        &self,
        endpoint: Endpoint,
        path: String,
    ) -> Result<T, ClientError> {
        self.send(Call::<()> {
            endpoint,
            path,
            body: None,
            if_match: None,
        })
        .await?
        .json()
    }

    async fn get_versioned<T: DeserializeOwned>(
        &self,
        endpoint: Endpoint,
    ) -> Result<Versioned<T>, ClientError> {
        let path = endpoint.path.to_owned();
        self.send(Call::<()> {
            endpoint,
            path,
            body: None,
            if_match: None,
        })
        .await?
        .versioned()
    }

    async fn call<B: Serialize>(&self, endpoint: Endpoint, body: &B) -> Result<Reply, ClientError> {
        let path = endpoint.path.to_owned();
        self.send(Call {
            endpoint,
            path,
            body: Some(body),
            if_match: None,
        })
        .await
    }

    async fn call_if_match<B: Serialize>(
        &self,
        endpoint: Endpoint,
        body: &B,
        etag: &str,
    ) -> Result<Reply, ClientError> {
        let path = endpoint.path.to_owned();
        self.send(Call {
            endpoint,
            path,
            body: Some(body),
            if_match: Some(etag),
        })
        .await
    }

    async fn call_empty(&self, endpoint: Endpoint) -> Result<Reply, ClientError> {
        let path = endpoint.path.to_owned();
        self.send(Call::<()> {
            endpoint,
            path,
            body: None,
            if_match: None,
        })
        .await
    }
}

/// The error that an answer beyond 2xx stands for.
fn refusal(reply: &Reply) -> ClientError {
    match reply.json::<Problem>() {
        Ok(problem) => ClientError::Problem {
            problem: Box::new(problem),
            retry_after_seconds: reply.header("retry-after").and_then(|v| v.parse().ok()),
        },
        Err(_) => ClientError::UnexpectedAnswer(reply.status),
    }
}

impl Reply {
    fn json<T: DeserializeOwned>(&self) -> Result<T, ClientError> {
        serde_json::from_str(&self.body).map_err(|_| ClientError::UnexpectedAnswer(self.status))
    }

    fn versioned<T: DeserializeOwned>(&self) -> Result<Versioned<T>, ClientError> {
        let etag = self
            .header("etag")
            .ok_or(ClientError::UnexpectedAnswer(self.status))?
            .to_owned();
        Ok(Versioned {
            value: self.json()?,
            etag,
        })
    }
}
