//! Reading a JSON body: bounded in size and time, with all that is wrong named by field.

use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use futures_util::StreamExt as _;
use minato_types::{FieldErrors, FieldRule, ProblemCode, Validate};
use serde::de::DeserializeOwned;

use super::ApiError;
use super::objects::Objects;
use super::route::Route;

/// How long a body may take to arrive.
const DEADLINE: Duration = Duration::from_secs(10);

/// A body that is valid by the rules of the contract.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let limit = request
            .extensions()
            .get::<&'static Route>()
            .map_or(0, |r| r.body_limit);
        let is_json = is_json(request);
        let payload = payload.take();
        Box::pin(async move {
            if !is_json {
                return Err(ProblemCode::UnsupportedMediaType.into());
            }
            let bytes = collect_within(DEADLINE, payload, limit).await?;
            let value: T = parse(&bytes)?;
            value.validate()?;
            Ok(Self(value))
        })
    }
}

/// How long a file may take to arrive.
const FILE_DEADLINE: Duration = Duration::from_mins(1);

/// A table as bytes: nothing is known yet but that it is not too large.
#[derive(Debug)]
pub struct CsvBody(pub Vec<u8>);

impl FromRequest for CsvBody {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let limit = request
            .extensions()
            .get::<&'static Route>()
            .map_or(0, |r| r.body_limit);
        let is_csv = is_type(request, "text/csv");
        let payload = payload.take();
        Box::pin(async move {
            if !is_csv {
                return Err(ProblemCode::UnsupportedMediaType.into());
            }
            let bytes = collect_within(FILE_DEADLINE, payload, limit).await?;
            Ok(Self(bytes.to_vec()))
        })
    }
}

/// The bytes of a form that a standard describes, outside of the map of routes: bounded and never
/// unpacked, like every other body.
pub async fn form_bytes(
    request: &HttpRequest,
    payload: actix_web::web::Payload,
    limit: usize,
) -> Result<BytesMut, ApiError> {
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(ProblemCode::UnsupportedMediaType.into());
    }
    collect_within(DEADLINE, payload.into_inner(), limit).await
}

fn is_json(request: &HttpRequest) -> bool {
    is_type(request, "application/json")
}

/// Whether a request says that its body is of this type.
pub fn is_type(request: &HttpRequest, wanted: &str) -> bool {
    let value = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    let media_type = value.and_then(|v| v.split(';').next()).unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case(wanted)
}

async fn collect_within(
    deadline: Duration,
    payload: Payload,
    limit: usize,
) -> Result<BytesMut, ApiError> {
    actix_web::rt::time::timeout(deadline, collect(payload, limit))
        .await
        .map_err(|_| ApiError::from(ProblemCode::RequestTimeout))?
}

async fn collect(mut payload: Payload, limit: usize) -> Result<BytesMut, ApiError> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| ApiError::from(ProblemCode::MalformedRequest))?;
        if bytes.len() + chunk.len() > limit {
            return Err(ProblemCode::PayloadTooLarge.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Reads JSON; a fault that has a place is told as the fault of that field.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    // An array is no body, and names no field that could be at fault.
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(malformed());
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(Objects(&mut json)).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        if inner.is_data() {
            at_field(&path, &inner.to_string())
        } else {
            malformed()
        }
    })?;
    json.end().map_err(|_| malformed())?;
    Ok(value)
}

fn malformed() -> ApiError {
    ProblemCode::MalformedRequest.into()
}

/// The field and the rule of a fault. serde tells missing and unknown fields only in words.
fn at_field(path: &str, message: &str) -> ApiError {
    let parent = path.strip_suffix('.').unwrap_or(path);
    let quoted = || message.split('`').nth(1).unwrap_or_default().to_owned();
    let inside = |name: String| match parent {
        "" | "." => name,
        _ if parent == name || parent.ends_with(&format!(".{name}")) => parent.to_owned(),
        _ => format!("{parent}.{name}"),
    };
    let (field, rule) = if message.starts_with("missing field") {
        (inside(quoted()), FieldRule::Required)
    } else if message.starts_with("unknown field") {
        (inside(quoted()), FieldRule::UnknownField)
    } else if matches!(parent, "" | ".") {
        return malformed();
    } else {
        (parent.to_owned(), FieldRule::Malformed)
    };
    FieldErrors::one(&field, rule).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use minato_types::auth::LogInRequest;
    use minato_types::saved_filters::SaveFilterRequest;

    fn fault(body: &str) -> ApiError {
        parse::<LogInRequest>(body.as_bytes()).err().unwrap()
    }

    fn fields(body: &str) -> Vec<(String, FieldRule)> {
        match fault(body) {
            ApiError::Fields(errors) => errors
                .iter()
                .map(|(field, rule)| (field.to_owned(), rule.clone()))
                .collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_fault_names_its_field() {
        assert_eq!(
            fields(r#"{"email":"a@b.jp"}"#),
            [("password".to_owned(), FieldRule::Required)]
        );
        assert_eq!(
            fields(r#"{"email":"a@b.jp","password":"x","role":"admin"}"#),
            [("role".to_owned(), FieldRule::UnknownField)]
        );
        assert_eq!(
            fields(r#"{"email":5,"password":"x"}"#),
            [("email".to_owned(), FieldRule::Malformed)]
        );
    }

    #[test]
    fn an_array_is_no_object_inside_either() {
        let body = r#"{"name":"a","query":[null,"normal"]}"#;
        let error = parse::<SaveFilterRequest>(body.as_bytes()).err().unwrap();
        let ApiError::Fields(errors) = error else {
            panic!("{error:?}");
        };
        assert_eq!(errors.of("query"), Some(&FieldRule::Malformed));
    }

    #[test]
    fn what_is_no_json_is_malformed() {
        for body in ["", "{", "[]", "null", "\u{0}", r#""text""#] {
            let error = fault(body);
            assert!(
                matches!(error, ApiError::Problem(ProblemCode::MalformedRequest)),
                "{body:?}: {error:?}"
            );
        }
        let deep = "[".repeat(30_000);
        assert!(matches!(
            fault(&deep),
            ApiError::Problem(ProblemCode::MalformedRequest)
        ));
    }
}
