//! Programs before server processes: with a secret or a key, from an address.

use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use minato_client::Client;
use minato_types::api_clients::{AddApiClientRequest, ApiScope, IssuedApiClientSecret};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::server_process::Plan;

const GRANT: &str = "grant_type=client_credentials";

/// An answer, as far as it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) etag: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }

    /// The status, and the word of a refusal in either form; none where all is well.
    pub(crate) fn outcome(&self) -> (u16, String) {
        if self.status < 400 {
            return (self.status, String::new());
        }
        let body = self.json();
        let code = body["code"].as_str().or_else(|| body["error"].as_str());
        (self.status, code.unwrap_or_default().to_owned())
    }

    /// The token that was bought.
    pub(crate) fn token(&self) -> String {
        assert_eq!(self.status, 200, "{}", self.body);
        self.json()["access_token"].as_str().unwrap().to_owned()
    }
}

/// Where requests come from.
pub(crate) struct Place {
    http: reqwest::Client,
}

impl Place {
    /// An address of this machine.
    pub(crate) fn at(address: [u8; 4]) -> Self {
        let builder = reqwest::Client::builder().local_address(IpAddr::from(address));
        Self {
            http: builder.build().unwrap(),
        }
    }

    /// Asks for a token with this form.
    pub(crate) async fn buy(&self, plan: &Plan, form: &str) -> Answer {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let to = (Method::POST, "/oauth/token");
        self.send(plan, to, &kind, Some(form)).await
    }

    /// Calls the API with a token.
    pub(crate) async fn call(
        &self,
        plan: &Plan,
        token: &str,
        (method, path): (Method, &str),
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
        self.send(plan, (method, &path), &all, body).await
    }

    /// What a `GET` answers.
    pub(crate) async fn get(&self, plan: &Plan, token: &str, path: &str) -> Answer {
        self.call(plan, token, (Method::GET, path), &[], None).await
    }

    /// The names of the keys that a server says tokens are signed by.
    pub(crate) async fn key_names(&self, plan: &Plan) -> String {
        let to = (Method::GET, "/.well-known/jwks.json");
        self.send(plan, to, &[], None).await.body
    }

    async fn send(
        &self,
        plan: &Plan,
        (method, path): (Method, &str),
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Answer {
        let url = format!("http://{}{path}", plan.address());
        let mut request = self.http.request(method, url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.body(body.to_owned());
        }
        let answer = request.send().await.unwrap();
        let etag = answer.headers().get("etag");
        let etag = etag.map(|value| value.to_str().unwrap().to_owned());
        Answer {
            status: answer.status().as_u16(),
            etag: etag.unwrap_or_default(),
            body: answer.text().await.unwrap(),
        }
    }
}

/// A request of a new program that may come from anywhere, for ever.
pub(crate) fn wish(name: &str, scopes: &[ApiScope]) -> AddApiClientRequest {
    AddApiClientRequest {
        name: name.to_owned(),
        scopes: scopes.iter().map(ToString::to_string).collect(),
        group_ids: Vec::new(),
        allowed_networks: Vec::new(),
        valid_until: "9999-12-31".to_owned(),
        owner_id: None,
    }
}

/// A program as it knows itself.
pub(crate) struct Program {
    issued: IssuedApiClientSecret,
}

impl Program {
    /// Has an admin make it.
    pub(crate) async fn make(admin: &Client, wish: &AddApiClientRequest) -> Self {
        let made = admin.add_api_client(wish).await.unwrap();
        Self { issued: made.value }
    }

    pub(crate) fn id(&self) -> Uuid {
        self.issued.client.id
    }

    pub(crate) fn client_id(&self) -> &str {
        &self.issued.client.client_id
    }

    pub(crate) fn secret(&self) -> &str {
        &self.issued.secret
    }

    /// The id of its first secret.
    pub(crate) fn secret_id(&self) -> Uuid {
        self.issued.client.secrets[0].id
    }

    /// The form with which it asks for a token by its secret.
    pub(crate) fn form(&self) -> String {
        let (id, secret) = (self.client_id(), &self.issued.secret);
        format!("{GRANT}&client_id={id}&client_secret={secret}")
    }
}

/// A key by which a program proves itself.
pub(crate) struct Key {
    pair: Ed25519KeyPair,
    kid: &'static str,
    signed: AtomicU64,
}

impl Key {
    pub(crate) fn new(kid: &'static str, seed: u8) -> Self {
        Self {
            pair: Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap(),
            kid,
            signed: AtomicU64::new(0),
        }
    }

    /// The public half.
    pub(crate) fn jwk(&self) -> String {
        let x = URL_SAFE_NO_PAD.encode(self.pair.public_key().as_ref());
        json!({"kty": "OKP", "crv": "Ed25519", "kid": self.kid, "x": x}).to_string()
    }

    /// The form with which a program asks `issuer` for a token by this key.
    pub(crate) fn form(&self, client_id: &str, issuer: &str, now: DateTime<Utc>) -> String {
        let (now, n) = (now.timestamp(), self.signed.fetch_add(1, Ordering::SeqCst));
        let claims = json!({
            "iss": client_id, "sub": client_id, "aud": issuer, "jti": format!("{now}-{n}"),
            "iat": now, "exp": now + 60,
        });
        let header = json!({"alg": "EdDSA", "kid": self.kid});
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&header), part(&claims));
        let signature = self.pair.sign(message.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.as_ref());
        format!(
            "{GRANT}&client_assertion_type=\
             urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer\
             &client_assertion={message}.{signature}"
        )
    }
}
