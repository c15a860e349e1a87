//! What a program sends to prove itself, in the three ways of the standards.

use actix_web::HttpRequest;
use actix_web::http::header;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::answer::Refusal;
use crate::auth::keys::Secret;
use crate::auth::tokens::assertion;

/// The form that asks for a token. What is unknown is ignored, as the standard says.
#[derive(Deserialize)]
pub(super) struct TokenForm {
    grant_type: Option<String>,
    scope: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    client_assertion_type: Option<String>,
    client_assertion: Option<String>,
}

/// Who a program says it is, and how it proves it.
pub(super) struct Credentials {
    pub(super) client_id: String,
    pub(super) proof: Proof,
}

/// How a program proves itself.
pub(super) enum Proof {
    /// By a secret.
    Secret(Secret),
    /// By an assertion that it has signed.
    Assertion(String),
}

impl TokenForm {
    /// What the request asks for, if it asks for a token.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        match self.grant_type.as_deref() {
            None => Err(Refusal::Request("grant_type is missing.")),
            Some("client_credentials") => Ok(()),
            Some(_) => Err(Refusal::GrantType),
        }
    }

    /// The scopes that are asked for, if any are named.
    pub(super) fn scope(&self) -> Option<&str> {
        self.scope.as_deref()
    }

    /// What proves the program: exactly one way.
    pub(super) fn credentials(&self, request: &HttpRequest) -> Result<Credentials, Refusal> {
        let basic = basic(request)?;
        let ways = [
            basic.is_some(),
            self.client_secret.is_some(),
            self.client_assertion.is_some(),
        ];
        if ways.iter().filter(|way| **way).count() > 1 {
            return Err(Refusal::Request(
                "The client proves itself in several ways at once.",
            ));
        }
        let credentials = match (basic, &self.client_assertion) {
            (Some(basic), _) => Some(basic),
            (None, Some(assertion)) => Some(self.by_assertion(assertion)?),
            (None, None) => self.by_secret(),
        };
        let credentials = credentials.ok_or(Refusal::Client)?;
        // Whoever names the client twice must name the same.
        match &self.client_id {
            Some(named) if *named != credentials.client_id => Err(Refusal::Client),
            _ => Ok(credentials),
        }
    }

    fn by_secret(&self) -> Option<Credentials> {
        Some(Credentials {
            client_id: self.client_id.clone()?,
            proof: Proof::Secret(Secret::presented(self.client_secret.as_deref()?)),
        })
    }

    fn by_assertion(&self, text: &str) -> Result<Credentials, Refusal> {
        if self.client_assertion_type.as_deref() != Some(assertion::TYPE) {
            return Err(Refusal::Request("client_assertion_type is not jwt-bearer."));
        }
        let client_id = assertion::claimed_client(text).ok_or(Refusal::Client)?;
        Ok(Credentials {
            client_id,
            proof: Proof::Assertion(text.to_owned()),
        })
    }
}

/// `Authorization: Basic`, both parts percent-encoded (RFC 6749, 2.3.1).
fn basic(request: &HttpRequest) -> Result<Option<Credentials>, Refusal> {
    let mut values = request.headers().get_all(header::AUTHORIZATION);
    let (value, another) = (values.next(), values.next());
    let Some(value) = value else {
        return Ok(None);
    };
    let read = || {
        let (scheme, encoded) = value.to_str().ok()?.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") || another.is_some() {
            return None;
        }
        let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
        let (client, secret) = text.split_once(':')?;
        Some(Credentials {
            client_id: decoded(client)?,
            proof: Proof::Secret(Secret::presented(&decoded(secret)?)),
        })
    };
    read().map(Some).ok_or(Refusal::Client)
}

fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&spaced).decode_utf8();
    decoded.ok().map(std::borrow::Cow::into_owned)
}
