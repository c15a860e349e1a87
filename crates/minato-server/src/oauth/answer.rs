//! Answers in the form of RFC 6749.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header;
use serde::Serialize;

use crate::http::ApiError;
use crate::http::envelope::Finished;

/// Why there is no token.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The request is not of the form that the standard describes.
    Request(&'static str),
    /// The program did not prove itself, or may not be used. Which of it is told to nobody.
    Client,
    /// Only client credentials buy tokens.
    GrantType,
    /// A scope is unknown, or not one of the program's.
    Scope,
    /// Too many tries, or a fault of ours.
    Other(ApiError),
}

impl<E: Into<ApiError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

#[derive(Serialize)]
struct Body {
    error: &'static str,
    error_description: &'static str,
}

impl Refusal {
    /// The answer. Faults that are not the standard's are problems, as everywhere.
    pub(super) fn answer(&self) -> HttpResponse {
        let (status, error, error_description) = match self {
            Self::Request(what) => (StatusCode::BAD_REQUEST, "invalid_request", *what),
            Self::Client => (
                StatusCode::UNAUTHORIZED,
                "invalid_client",
                "The client is unknown, did not prove itself, or may not be used from here and now.",
            ),
            Self::GrantType => (
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                "Only client_credentials is supported.",
            ),
            Self::Scope => (
                StatusCode::BAD_REQUEST,
                "invalid_scope",
                "A scope is unknown or not one of this client's.",
            ),
            Self::Other(error) => return actix_web::ResponseError::error_response(error),
        };
        let mut answer = HttpResponse::build(status);
        if status == StatusCode::UNAUTHORIZED {
            answer.insert_header((header::WWW_AUTHENTICATE, r#"Basic realm="Minato""#));
        }
        finished(
            answer,
            &Body {
                error,
                error_description,
            },
        )
    }
}

/// An answer that no proxy keeps and that stays as it is.
pub(super) fn finished(
    mut answer: actix_web::HttpResponseBuilder,
    body: &impl Serialize,
) -> HttpResponse {
    answer.insert_header((header::CACHE_CONTROL, "no-store"));
    let mut response = answer.json(body);
    response.extensions_mut().insert(Finished);
    response
}
