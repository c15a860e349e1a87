//! A browser as an attacker uses it: it keeps cookies and tokens, and sends what it is told, as
//! often and as parallel as it is told.

use std::collections::BTreeMap;

use minato_types::auth::SessionState;
use reqwest::Method;

/// The cookies and tokens of a browser. Clones share connections, not cookies.
#[derive(Clone, Default)]
pub(crate) struct Browser {
    http: reqwest::Client,
    cookies: BTreeMap<String, String>,
    session_token: String,
    pending_token: String,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: String,
    cookies: Vec<(String, String)>,
}

impl Reply {
    /// The code of the problem, or the status where there is none.
    pub(crate) fn outcome(&self) -> String {
        let json = serde_json::from_str::<serde_json::Value>(&self.body).unwrap_or_default();
        let code = json["code"].as_str().map(str::to_owned);
        code.unwrap_or_else(|| self.status.to_string())
    }
}

/// By which token a request proves whence it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// Nobody is known.
    None,
    /// The token of the sign-in under way.
    Pending,
    /// The token of the session.
    Session,
}

impl Browser {
    /// Sends a request; `path` is below `/api/v1`. The cookies that come back are not kept.
    pub(crate) async fn send(
        &self,
        origin: &str,
        (method, path): (&str, &str),
        token: Token,
        body: Option<String>,
    ) -> Reply {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let url = format!("{origin}/api/v1{path}");
        let mut request = self
            .http
            .request(method, url)
            .header("x-csrf-token", self.token(token));
        if !self.cookies.is_empty() {
            let cookies = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"));
            request = request.header("cookie", cookies.collect::<Vec<_>>().join("; "));
        }
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body);
        }
        let answer = request.send().await.expect("an answer");
        let cookies = answer.headers().get_all("set-cookie").iter();
        let cookies = cookies.filter_map(|line| line.to_str().ok()?.split_once('='));
        let value = |rest: &str| rest.split(';').next().unwrap_or_default().to_owned();
        let cookies = cookies
            .map(|(name, rest)| (name.to_owned(), value(rest)))
            .collect();
        Reply {
            status: answer.status().as_u16(),
            cookies,
            body: answer.text().await.expect("a body"),
        }
    }

    fn token(&self, token: Token) -> &str {
        let known = match token {
            Token::None => "",
            Token::Pending => &self.pending_token,
            Token::Session => &self.session_token,
        };
        if known.is_empty() { "anonymous" } else { known }
    }

    /// Keeps the cookies and tokens that came back.
    pub(crate) fn keep(&mut self, reply: &Reply) {
        for (name, value) in &reply.cookies {
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.clone(), value.clone());
            }
        }
        match serde_json::from_str(&reply.body) {
            Ok(SessionState::SignedIn(session)) => self.session_token = session.csrf_token,
            Ok(SessionState::CodeRequired(pending)) => self.pending_token = pending.csrf_token,
            _ => {}
        }
    }

    /// The first step; what came back is kept.
    pub(crate) async fn log_in(&mut self, origin: &str, body: String) -> Reply {
        let reply = self
            .send(origin, ("POST", "/auth/login"), Token::None, Some(body))
            .await;
        self.keep(&reply);
        reply
    }

    /// The second step; what comes back is not kept.
    pub(crate) async fn verify(&self, origin: &str, body: String) -> Reply {
        let verify = ("POST", "/auth/login/verify");
        self.send(origin, verify, Token::Pending, Some(body)).await
    }
}
