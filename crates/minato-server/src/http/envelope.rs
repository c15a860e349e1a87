//! The outermost layer: gives every request an id, keeps panics from users, writes the
//! one form of error bodies in the reader's language, adds the security headers, logs and
//! counts.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, ResponseError as _, web};
use futures_util::FutureExt as _;
use minato_db::new_id;
use minato_types::problem::MEDIA_TYPE;
use minato_types::values::Language;
use minato_types::{Problem, ProblemCode, headers};

use super::{ApiError, security_headers};
use crate::app::App;

/// The middleware of the whole application.
pub async fn envelope(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let app = request.app_data::<web::Data<App>>().cloned();
    let id = app.as_ref().map(|app| new_id(app.db.entropy().as_ref(), app.db.clock().now()).to_string());
    let method = request.method().to_string();
    let pattern = request.match_pattern().unwrap_or_else(|| "-".to_owned());
    let kept = request.request().clone();

    let outcome = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    let response = match outcome {
        Ok(Ok(response)) => response.map_into_boxed_body(),
        Ok(Err(error)) => ServiceResponse::new(kept, error.error_response()),
        Err(_) => {
            let error = ApiError::Internal("a handler panicked".to_owned());
            ServiceResponse::new(kept, error.error_response())
        }
    };
    let mut response = with_problem(response);
    let https = app.as_ref().is_some_and(|app| app.settings.is_https());
    security_headers::add(response.headers_mut(), https);
    if let Some(value) = id.as_deref().and_then(|id| HeaderValue::from_str(id).ok()) {
        let name = HeaderName::from_static("x-request-id");
        debug_assert!(name.as_str().eq_ignore_ascii_case(headers::REQUEST_ID));
        response.headers_mut().insert(name, value);
    }
    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    if let Some(app) = &app {
        app.metrics.request(&method, &pattern, status, elapsed);
    }
    log(&method, &pattern, status, elapsed, id.as_deref(), response.response());
    Ok(response)
}

/// One line per request: no query, no address, no body, no header.
fn log(
    method: &str,
    pattern: &str,
    status: u16,
    elapsed: std::time::Duration,
    id: Option<&str>,
    response: &HttpResponse<BoxBody>,
) {
    let micros = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
    let extensions = response.extensions();
    match extensions.get::<ApiError>() {
        Some(error @ (ApiError::Internal(_) | ApiError::Unavailable(_))) => {
            tracing::error!(method, pattern, status, micros, id, %error, "request");
        }
        _ => tracing::info!(method, pattern, status, micros, id, "request"),
    }
}

/// Gives every error answer the one body, in the language of the request.
fn with_problem(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let known = response.response().extensions().get::<ApiError>().cloned();
    let error = known.unwrap_or_else(|| ApiError::Problem(code_of(status.as_u16())));
    let language = language_of(response.request().headers());
    let problem = match &error {
        ApiError::Fields(errors) => Problem::validation(errors, language),
        other => Problem::new(other.code(), language),
    };
    let mut answer = HttpResponse::build(error.status());
    answer.insert_header((header::CONTENT_LANGUAGE, language.as_str()));
    answer.insert_header((header::VARY, "Accept-Language"));
    answer.insert_header((header::CACHE_CONTROL, "no-store"));
    if let Some(seconds) = error.retry_after_seconds() {
        answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.insert_header((header::ALLOW, allow.clone()));
    }
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut answer = answer.content_type(MEDIA_TYPE).body(body);
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        answer.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    answer.extensions_mut().insert(error);
    response.into_response(answer)
}

/// The code of an error that actix made by itself.
fn code_of(status: u16) -> ProblemCode {
    match status {
        404 => ProblemCode::NotFound,
        405 => ProblemCode::MethodNotAllowed,
        408 => ProblemCode::RequestTimeout,
        413 => ProblemCode::PayloadTooLarge,
        415 => ProblemCode::UnsupportedMediaType,
        400..500 => ProblemCode::MalformedRequest,
        _ => ProblemCode::Internal,
    }
}

/// The language in which a request wants to be answered.
pub fn language_of(headers: &HeaderMap) -> Language {
    let value = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::negotiate(value.unwrap_or_default())
}
