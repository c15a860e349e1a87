//! The typed client of Minato's API.
//!
//! In the browser it speaks through `fetch`, everywhere else through `reqwest`. One
//! method per endpoint, named like the endpoint; each answers the bare noun or a
//! [`ClientError`]. The CSRF token that an answer brings is sent with later requests.
//!
//! To add an endpoint: one method in the file of its area below `api/`.

mod api;
mod error;
pub mod query;
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
    first_login_token: Mutex<Option<String>>,
    language: Mutex<Language>,
    bearer: Mutex<Option<String>>,
}

/// One call under construction.
struct Call {
    endpoint: Endpoint,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Option<String>,
}

impl Call {
    fn to(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            path: endpoint.path.to_owned(),
            headers: Vec::new(),
            body: None,
        }
    }

    /// Fills the one placeholder of the path; `value` must be made of unreserved characters.
    fn at(mut self, placeholder: &str, value: &impl std::fmt::Display) -> Self {
        self.path = self
            .path
            .replace(&format!("{{{placeholder}}}"), &value.to_string());
        self
    }

    fn query(mut self, query: &impl Serialize) -> Result<Self, ClientError> {
        let query = query::encoded(query)?;
        if !query.is_empty() {
            self.path = format!("{}?{query}", self.path);
        }
        Ok(self)
    }

    fn body(mut self, body: &impl Serialize) -> Result<Self, ClientError> {
        let text = serde_json::to_string(body).map_err(|_| ClientError::UnexpectedAnswer(0))?;
        self.headers
            .push(("Content-Type", "application/json".to_owned()));
        self.body = Some(text);
        Ok(self)
    }

    /// A body that is a table.
    fn csv(mut self, text: &str) -> Self {
        self.headers.push(("Content-Type", "text/csv".to_owned()));
        self.body = Some(text.to_owned());
        self
    }

    fn if_match(mut self, etag: &str) -> Self {
        self.headers.push(("If-Match", etag.to_owned()));
        self
    }

    fn idempotency_key(mut self, key: &str) -> Self {
        self.headers
            .push((headers::IDEMPOTENCY_KEY, key.to_owned()));
        self
    }
}

impl Client {
    /// A client of the Minato at `origin`, such as `https://minato.example`. In the
    /// browser an empty origin means the page's own.
    pub fn new(origin: &str) -> Self {
        Self {
            transport: Transport::new(origin.trim_end_matches('/')),
            csrf_token: Mutex::new(None),
            first_login_token: Mutex::new(None),
            language: Mutex::new(Language::default()),
            bearer: Mutex::default(),
        }
    }

    /// The language in which answers are asked for from now on.
    pub fn set_language(&self, language: Language) {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner) = language;
    }

    /// The access token that later requests show: for programs, which have no session.
    pub fn set_access_token(&self, token: &str) {
        *self.bearer.lock().unwrap_or_else(PoisonError::into_inner) = Some(token.to_owned());
    }

    /// Buys an access token for a secret (RFC 6749, client credentials), shows it from now on, and
    /// answers for how many seconds it lives.
    #[cfg(not(target_arch = "wasm32"))]
    pub async fn authenticate(&self, client_id: &str, secret: &str) -> Result<u32, ClientError> {
        #[derive(serde::Deserialize)]
        struct Issued {
            access_token: String,
            expires_in: u32,
        }
        #[derive(Serialize)]
        struct Form<'a> {
            grant_type: &'static str,
            client_id: &'a str,
            client_secret: &'a str,
        }
        let form = query::encoded(&Form {
            grant_type: "client_credentials",
            client_id,
            client_secret: secret,
        })?;
        let form_type = "application/x-www-form-urlencoded".to_owned();
        let headers = [("Content-Type", form_type)];
        let method = minato_types::endpoints::Method::Post;
        let sent = self
            .transport
            .send(method, "/oauth/token", &headers, Some(form));
        let reply = sent.await?;
        if reply.status != 200 {
            return Err(ClientError::UnexpectedAnswer(reply.status));
        }
        let issued: Issued = reply.json()?;
        self.set_access_token(&issued.access_token);
        Ok(issued.expires_in)
    }

    /// The value of a cookie that the server has set; a browser keeps them to itself.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.transport.cookie(name)
    }

    /// Remembers the CSRF token of a session, or forgets it when signed out.
    fn remember(&self, state: &SessionState) {
        self.remember_token(match state {
            SessionState::SignedOut => None,
            SessionState::CodeRequired(pending) => Some(pending.csrf_token.clone()),
            SessionState::SignedIn(session) => Some(session.csrf_token.clone()),
        });
    }

    fn remember_token(&self, token: Option<String>) {
        *self
            .csrf_token
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// A first sign-in has a cookie of its own, and so a token of its own: a session beside it
    /// goes on.
    fn token_for(&self, endpoint: Endpoint) -> &Mutex<Option<String>> {
        if endpoint.is_of_first_login() {
            &self.first_login_token
        } else {
            &self.csrf_token
        }
    }

    async fn send(&self, call: Call) -> Result<Reply, ClientError> {
        let language = *self.language.lock().unwrap_or_else(PoisonError::into_inner);
        let mut request_headers = call.headers;
        request_headers.push(("Accept-Language", language.as_str().to_owned()));
        let bearer = self
            .bearer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(bearer) = bearer {
            request_headers.push(("Authorization", format!("Bearer {bearer}")));
        } else if call.endpoint.method.changes_state() {
            let token = self
                .token_for(call.endpoint)
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            let token = token.unwrap_or_else(|| headers::CSRF_ANONYMOUS.to_owned());
            request_headers.push((headers::CSRF, token));
        }
        let path = format!("{}{}", minato_types::endpoints::BASE, call.path);
        let reply = self
            .transport
            .send(call.endpoint.method, &path, &request_headers, call.body)
            .await?;
        if (200..300).contains(&reply.status) {
            Ok(reply)
        } else {
            Err(refusal(&reply))
        }
    }

    async fn get<T: DeserializeOwned>(&self, endpoint: Endpoint) -> Result<T, ClientError> {
        self.send(Call::to(endpoint)).await?.json()
    }

    async fn call<B: Serialize>(&self, endpoint: Endpoint, body: &B) -> Result<Reply, ClientError> {
        self.send(Call::to(endpoint).body(body)?).await
    }

    async fn call_empty(&self, endpoint: Endpoint) -> Result<Reply, ClientError> {
        self.send(Call::to(endpoint)).await
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
