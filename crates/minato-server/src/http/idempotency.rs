//! Requests that create something, sent twice: the second gets the answer of the first.
//!
//! The answer is kept in the transaction that creates. What is refused is not kept: the same
//! key may be tried again with what was mended.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use chrono::TimeDelta;
use minato_db::models::idempotency_keys::{self, KeptAnswer, KeyName};
use minato_db::{
    Db, DbError, Holder, OperatorPrincipal, Party, TenantScope, Tx as _, UniqueKey, WriteTx,
};
use minato_types::endpoints::Endpoint;
use minato_types::{ProblemCode, headers};
use serde::Serialize;

use super::ApiError;
use crate::app::App;
use crate::auth::keys::Keys;

/// How long an answer is kept.
const RETENTION: TimeDelta = TimeDelta::hours(24);

/// The longest key.
const MAX_LENGTH: usize = 255;

/// The key that a request came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The one header of that name: 1 to 255 visible ASCII characters.
    fn of(request: &HeaderMap) -> Option<Self> {
        let mut values = request.get_all(headers::IDEMPOTENCY_KEY);
        let (Some(value), None) = (values.next(), values.next()) else {
            return None;
        };
        let text = value.to_str().ok()?;
        let valid = (1..=MAX_LENGTH).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic());
        valid.then(|| Self(text.to_owned()))
    }
}

impl FromRequest for IdempotencyKey {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let key = Self::of(request.headers());
        ready(key.ok_or(ApiError::Problem(ProblemCode::IdempotencyKeyRequired)))
    }
}

/// What was created, as it is answered: now, and whenever the request comes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// Where it is, below the origin.
    pub location: String,
    /// Its version, as the tag of the header `ETag`.
    pub etag: String,
    /// The body, as JSON.
    pub body: String,
}

impl Created {
    /// The answer with this value as its body.
    pub fn new(location: String, etag: String, value: &impl Serialize) -> Result<Self, ApiError> {
        let body = serde_json::to_string(value)
            .map_err(|error| ApiError::Internal(format!("an answer cannot be written: {error}")))?;
        Ok(Self {
            location,
            etag,
            body,
        })
    }
}

/// A request that creates something, and by which key it is known again.
#[derive(Debug, Clone)]
pub struct Repeatable {
    scope: TenantScope,
    name: KeyName,
    request_digest: String,
}

impl Repeatable {
    /// The request `body` to `endpoint` by a person or a program. Two bodies are the same request if they
    /// were read as the same.
    pub fn new(
        keys: &Keys,
        own: impl Into<Party>,
        endpoint: Endpoint,
        key: &IdempotencyKey,
        body: &impl Serialize,
    ) -> Result<Self, ApiError> {
        let own = own.into();
        let principal = match own.holder {
            Holder::Account(account) => format!("account:{account}"),
            Holder::ApiClient(client) => format!("apiClient:{client}"),
        };
        Self::of(keys, (principal, own.scope), endpoint, key, body)
    }

    /// The request `body` to `endpoint` by an operator, about the rows of `scope`.
    pub fn by_operator(
        keys: &Keys,
        (operator, scope): (OperatorPrincipal, TenantScope),
        endpoint: Endpoint,
        key: &IdempotencyKey,
        body: &impl Serialize,
    ) -> Result<Self, ApiError> {
        let principal = format!("operator:{}", operator.operator);
        Self::of(keys, (principal, scope), endpoint, key, body)
    }

    fn of(
        keys: &Keys,
        (principal, scope): (String, TenantScope),
        endpoint: Endpoint,
        key: &IdempotencyKey,
        body: &impl Serialize,
    ) -> Result<Self, ApiError> {
        let text = serde_json::to_vec(body)
            .map_err(|error| ApiError::Internal(format!("a request cannot be kept: {error}")))?;
        Ok(Self {
            scope,
            name: KeyName {
                principal,
                operation: endpoint.to_string(),
                key_digest: keys.request_digest(key.0.as_bytes()),
            },
            request_digest: keys.request_digest(&text),
        })
    }

    /// Answers the request: creates once, in a write transaction with `create`; whoever comes
    /// again gets the same bytes.
    pub async fn answer<F>(self, app: &App, create: F) -> Result<HttpResponse, ApiError>
    where
        F: Fn(&mut WriteTx<'_>) -> Result<Created, ApiError> + Clone + Send + 'static,
    {
        // Whoever lost the race for the key finds the winner's answer at the second try.
        let kept = match self.attempt(&app.db, create.clone()).await {
            Err(Failure::Again) => self.attempt(&app.db, create).await,
            first => first,
        };
        kept.map(|answer| response(&answer))
            .map_err(|failure| match failure {
                Failure::Again => ProblemCode::IdempotencyKeyInUse.into(),
                Failure::Refused(error) => error,
            })
    }

    async fn attempt<F>(&self, db: &Db, create: F) -> Result<KeptAnswer, Failure>
    where
        F: Fn(&mut WriteTx<'_>) -> Result<Created, ApiError> + Send + 'static,
    {
        let this = self.clone();
        db.write(move |tx| this.once(tx, create)).await
    }

    fn once(
        &self,
        tx: &mut WriteTx<'_>,
        create: impl Fn(&mut WriteTx<'_>) -> Result<Created, ApiError>,
    ) -> Result<KeptAnswer, Failure> {
        if let Some(kept) = idempotency_keys::find(tx, self.scope, &self.name)? {
            return if kept.request_digest == self.request_digest {
                Ok(kept)
            } else {
                Err(ApiError::from(ProblemCode::IdempotencyKeyReused).into())
            };
        }
        self.take(tx)?;
        let created = create(tx)?;
        let kept = KeptAnswer {
            request_digest: self.request_digest.clone(),
            status: StatusCode::CREATED.as_u16().into(),
            location: Some(created.location),
            etag: Some(created.etag),
            body: created.body,
        };
        idempotency_keys::keep(tx, self.scope, &self.name, &kept)?;
        Ok(kept)
    }

    fn take(&self, tx: &mut WriteTx<'_>) -> Result<(), Failure> {
        let expires_at = tx.now() + RETENTION;
        let taken =
            idempotency_keys::take(tx, self.scope, &self.name, &self.request_digest, expires_at);
        taken.map_err(|error| match error {
            DbError::Unique(UniqueKey::IdempotencyKey) => Failure::Again,
            // The first request has the key and is not done yet.
            DbError::Busy => Failure::Refused(ProblemCode::IdempotencyKeyInUse.into()),
            other => other.into(),
        })
    }
}

/// Why an attempt came to nothing.
#[derive(Debug)]
enum Failure {
    /// Another request was faster and has ended: its answer is there now.
    Again,
    /// This is the answer.
    Refused(ApiError),
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Refused(error)
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        Self::Refused(error.into())
    }
}

fn response(kept: &KeptAnswer) -> HttpResponse {
    let status = u16::try_from(kept.status).ok();
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    let mut response = HttpResponse::build(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    if let Some(location) = &kept.location {
        response.insert_header((header::LOCATION, location.as_str()));
    }
    if let Some(etag) = &kept.etag {
        response.insert_header((header::ETAG, etag.as_str()));
    }
    response
        .content_type(header::ContentType::json())
        .body(kept.body.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn key(values: &[&[u8]]) -> Option<IdempotencyKey> {
        let name = HeaderName::from_static(headers::IDEMPOTENCY_KEY);
        let mut map = HeaderMap::new();
        for value in values {
            map.append(name.clone(), HeaderValue::from_bytes(value).unwrap());
        }
        IdempotencyKey::of(&map)
    }

    #[test]
    fn a_key_is_one_header_of_visible_ascii() {
        assert_eq!(key(&[b"a-1!"]), Some(IdempotencyKey("a-1!".to_owned())));
        assert!(key(&[&[b'~'; 255]]).is_some());
        let none: &[&[u8]] = &[];
        for refused in [none, &[b""], &[b"a b"], &[b"a", b"a"], &[&[b'a'; 256]]] {
            assert_eq!(key(refused), None, "{refused:?}");
        }
        assert_eq!(key(&["鍵".as_bytes()]), None);
    }
}
