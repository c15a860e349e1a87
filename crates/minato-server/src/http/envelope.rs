//! The outermost layer: gives every request an id, keeps panics from users, writes the
//! one form of error bodies in the reader's language, adds the security headers, logs and
//! counts.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpResponse, ResponseError as _, web};
use futures_util::FutureExt as _;
use minato_db::new_id;
use minato_types::problem::MEDIA_TYPE;
use minato_types::values::Language;
use minato_types::{Problem, ProblemCode, headers};
use uuid::Uuid;

use super::route::Template;
use super::{ApiError, security_headers};
use crate::app::App;
use crate::programs::quotas;

/// An answer whose body stays as it is, because a standard says what an error looks like there.
#[derive(Debug, Clone, Copy)]
pub struct Finished;

/// The id of a request, as its answer tells it.
#[derive(Debug, Clone, Copy)]
pub struct RequestId(pub Uuid);

/// What the layer remembers of a request while it is answered.
struct Seen {
    started: Instant,
    app: Option<web::Data<App>>,
    id: Uuid,
    /// A method that we know, or `other`: strangers choose no labels.
    method: &'static str,
    /// The template of the path, never the path.
    template: Template,
    language: Language,
}

/// The middleware of the whole application.
pub async fn envelope(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let seen = Seen::of(&request);
    request.extensions_mut().insert(RequestId(seen.id));
    if request.method() == Method::HEAD {
        // The same answer; the connection leaves the body out.
        request.head_mut().method = Method::GET;
    }
    match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(Ok(answered)) => {
            let (request, response) = answered.map_into_boxed_body().into_parts();
            seen.template.get_or_find(|| request.match_pattern());
            Ok(ServiceResponse::new(request, seen.finish(response)))
        }
        // There is no request any more to answer to: the answer travels inside an error.
        Ok(Err(error)) => Err(carry(seen.finish(error.error_response()))),
        Err(_) => {
            let error = ApiError::Internal("a handler panicked".to_owned());
            Err(carry(seen.finish(error.error_response())))
        }
    }
}

fn carry(response: HttpResponse<BoxBody>) -> actix_web::Error {
    InternalError::from_response("answered", response).into()
}

impl Seen {
    fn of(request: &ServiceRequest) -> Self {
        let app = request.app_data::<web::Data<App>>().cloned();
        let id = app
            .as_ref()
            .map(|app| new_id(app.db.entropy().as_ref(), app.db.clock().now()));
        Self {
            started: Instant::now(),
            id: id.unwrap_or_default(),
            app,
            method: known(request.method()),
            template: Template::carried_by(request),
            language: language_of(request.headers()),
        }
    }

    /// Whatever the answer is: one form of errors, the headers, a line in the log.
    fn finish(self, response: HttpResponse<BoxBody>) -> HttpResponse<BoxBody> {
        let mut response = with_problem(response, self.language);
        let https = self.app.as_ref().is_some_and(|app| app.settings.is_https());
        security_headers::add(response.headers_mut(), https);
        let name = HeaderName::from_static(headers::REQUEST_ID);
        if let Ok(value) = HeaderValue::from_str(&self.id.to_string()) {
            response.headers_mut().insert(name, value);
        }
        self.log(&response);
        response
    }

    /// One line per request: no query, no address, no body, no header.
    fn log(&self, response: &HttpResponse<BoxBody>) {
        let route = self.template.get().unwrap_or("-");
        let (elapsed, status) = (self.started.elapsed(), response.status().as_u16());
        let micros = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
        if let Some(app) = &self.app {
            app.metrics.request(self.method, route, status, elapsed);
        }
        let Self { id, method, .. } = self;
        let extensions = response.extensions();
        let error = extensions.get::<ApiError>();
        if let Some(error @ (ApiError::Internal(_) | ApiError::Unavailable(_))) = error {
            tracing::error!(method, route, status, micros, %id, %error, "request");
        } else {
            tracing::info!(method, route, status, micros, %id, "request");
        }
    }
}

fn known(method: &Method) -> &'static str {
    const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    METHODS
        .into_iter()
        .find(|name| *name == method.as_str())
        .unwrap_or("other")
}

/// Gives every error answer the one body, in the language of the request.
fn with_problem(response: HttpResponse<BoxBody>, language: Language) -> HttpResponse<BoxBody> {
    let status = response.status();
    if response.extensions().get::<Finished>().is_some() {
        return response;
    }
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let known = response.extensions().get::<ApiError>().cloned();
    let error = known.unwrap_or_else(|| ApiError::Problem(code_of(status.as_u16())));
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
    if let Some(challenge) = error.challenge() {
        answer.insert_header((header::WWW_AUTHENTICATE, challenge));
    }
    for name in [header::ALLOW, quotas::POLICY, quotas::LEFT] {
        if let Some(value) = response.headers().get(&name) {
            answer.insert_header((name, value.clone()));
        }
    }
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut answer = answer.content_type(MEDIA_TYPE).body(body);
    answer.extensions_mut().insert(error);
    answer
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
    let value = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    Language::negotiate(value.unwrap_or_default())
}
