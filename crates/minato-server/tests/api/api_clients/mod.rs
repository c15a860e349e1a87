//! Programs: how they come in, what they may do, and when they stop.

mod elsewhere;
mod flows;
mod forged;
mod limits;
mod managing;
mod matrix;
mod policy;
mod refusals;
mod reminders;
mod rightly_signed;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use minato_client::Client;
use minato_types::api_clients::{AddApiClientRequest, ApiScope, IssuedApiClientSecret};
use serde_json::{Value, json};

use crate::app::{ORIGIN, TestApp};
use crate::raw::{self, Answer};

/// A program with its secret.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) issued: IssuedApiClientSecret,
}

impl Program {
    pub(crate) fn id(&self) -> uuid::Uuid {
        self.issued.client.id
    }

    pub(crate) fn client_id(&self) -> &str {
        &self.issued.client.client_id
    }

    /// `Authorization: Basic` with its secret.
    pub(crate) fn basic(&self) -> String {
        let pair = format!("{}:{}", self.client_id(), self.issued.secret);
        format!("Basic {}", STANDARD.encode(pair))
    }

    /// A token at the first server.
    pub(crate) async fn token(&self, app: &TestApp) -> String {
        self.token_at(&app.address).await
    }

    /// A token at one of several servers.
    pub(crate) async fn token_at(&self, address: &str) -> String {
        let answer = ask(address, &self.basic(), "grant_type=client_credentials").await;
        token_in(&answer)
    }
}

/// The token in an answer.
#[track_caller]
pub(crate) fn token_in(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

/// A request of a new program with these scopes.
pub(crate) fn wish(scopes: &[ApiScope]) -> AddApiClientRequest {
    AddApiClientRequest {
        name: "会議室予約".to_owned(),
        scopes: scopes.iter().map(ToString::to_string).collect(),
        group_ids: Vec::new(),
        allowed_networks: Vec::new(),
        valid_until: "9999-12-31".to_owned(),
        owner_id: None,
    }
}

/// Has an admin make a program.
pub(crate) async fn make(admin: &Client, wish: &AddApiClientRequest) -> Program {
    let made = admin.add_api_client(wish).await.expect("a program");
    Program { issued: made.value }
}

/// Every scope there is.
pub(crate) fn every_scope() -> Vec<ApiScope> {
    ApiScope::ALL.to_vec()
}

/// Asks for a token with this form.
pub(crate) async fn ask(address: &str, authorization: &str, form: &str) -> Answer {
    let mut headers = vec![("content-type", "application/x-www-form-urlencoded")];
    if !authorization.is_empty() {
        headers.push(("authorization", authorization));
    }
    raw::send_to(address, "POST", "/oauth/token", &headers, Some(form)).await
}

/// A call with a token.
pub(crate) async fn call(
    address: &str,
    token: &str,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> Answer {
    let bearer = format!("Bearer {token}");
    let mut all = vec![("authorization", bearer.as_str())];
    all.extend(headers);
    if body.is_some() {
        all.push(("content-type", "application/json"));
    }
    let path = format!("/api/v1{path}");
    raw::send_to(address, method, &path, &all, body).await
}

/// What a `GET` answers.
pub(crate) async fn get(app: &TestApp, token: &str, path: &str) -> Answer {
    call(&app.address, token, ("GET", path), &[], None).await
}

/// A key of a program.
pub(crate) struct Key {
    pair: Ed25519KeyPair,
    kid: String,
}

impl Key {
    pub(crate) fn new(kid: &str, seed: u8) -> Self {
        Self {
            pair: Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap(),
            kid: kid.to_owned(),
        }
    }

    /// The public half.
    pub(crate) fn public(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// The public half as a JWK.
    pub(crate) fn jwk(&self) -> String {
        let x = URL_SAFE_NO_PAD.encode(self.public());
        json!({"kty": "OKP", "crv": "Ed25519", "kid": self.kid, "x": x}).to_string()
    }

    /// A token of these parts that this key signs, independently of the library.
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        self.sign_text(&header.to_string(), &claims.to_string())
    }

    /// The same of any two texts.
    pub(crate) fn sign_text(&self, header: &str, claims: &str) -> String {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let message = format!("{}.{}", part(header), part(claims));
        let signature = self.pair.sign(message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }

    /// The form with which a program asks for a token by this key.
    pub(crate) fn form(
        &self,
        app: &TestApp,
        client_id: &str,
        change: impl FnOnce(&mut Value),
    ) -> String {
        let now = app.app.db.clock().now().timestamp();
        let mut claims = json!({
            "iss": client_id, "sub": client_id, "aud": ORIGIN, "jti": uuid(app),
            "iat": now, "exp": now + 60,
        });
        change(&mut claims);
        let assertion = self.sign(&json!({"alg": "EdDSA", "kid": self.kid}), &claims);
        format!(
            "grant_type=client_credentials&client_assertion_type=\
             urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion={assertion}"
        )
    }
}

/// Something that nobody had before.
fn uuid(app: &TestApp) -> String {
    let (entropy, now) = (app.app.db.entropy(), app.app.db.clock().now());
    minato_db::new_id(entropy.as_ref(), now).to_string()
}
