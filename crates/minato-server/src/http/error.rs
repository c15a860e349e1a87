//! Everything that can go wrong in a request, and the one place that gives it a status.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use minato_db::DbError;
use minato_types::{FieldErrors, ProblemCode};

use crate::auth::password_hash::HashError;

/// Why a request is not answered with what was asked for.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ApiError {
    /// A problem that the contract names.
    #[error("{}", .0.as_str())]
    Problem(ProblemCode),
    /// Fields that break rules.
    #[error("fields break rules")]
    Fields(FieldErrors),
    /// The token opens nothing: it is too old, was not made by us, or its program may not be used.
    #[error("the token is not accepted")]
    TokenRefused,
    /// Too many tries.
    #[error("too many tries")]
    Wait {
        /// How many seconds to wait.
        seconds: u32,
    },
    /// The server cannot do it now; trying again helps.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A defect of ours. The text goes to the log, never to a client.
    #[error("internal: {0}")]
    Internal(String),
}

/// How many seconds a client waits before it tries again, when we are busy.
const BUSY_SECONDS: u32 = 2;

impl ApiError {
    /// The code that the answer carries.
    pub const fn code(&self) -> ProblemCode {
        match self {
            Self::Problem(code) => *code,
            Self::Fields(_) => ProblemCode::ValidationFailed,
            Self::TokenRefused => ProblemCode::NotSignedIn,
            Self::Wait { .. } => ProblemCode::TooManyRequests,
            Self::Unavailable(_) => ProblemCode::Unavailable,
            Self::Internal(_) => ProblemCode::Internal,
        }
    }

    /// The seconds that `Retry-After` carries, where waiting helps.
    pub const fn retry_after_seconds(&self) -> Option<u32> {
        match self {
            Self::Wait { seconds } => Some(*seconds),
            Self::Unavailable(_) => Some(BUSY_SECONDS),
            Self::Problem(_) | Self::Fields(_) | Self::TokenRefused | Self::Internal(_) => None,
        }
    }

    /// What `WWW-Authenticate` says (RFC 6750), where a token would help.
    pub const fn challenge(&self) -> Option<&'static str> {
        match self {
            Self::TokenRefused => Some(r#"Bearer error="invalid_token""#),
            Self::Problem(ProblemCode::NotSignedIn) => Some("Bearer"),
            Self::Problem(ProblemCode::ScopeMissing) => {
                Some(r#"Bearer error="insufficient_scope""#)
            }
            _ => None,
        }
    }

    /// The status that goes with the code.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// The body is written by [`super::envelope`], which knows the language of the request:
/// the error itself travels there inside the response.
impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status());
        response.extensions_mut().insert(self.clone());
        response
    }
}

impl From<ProblemCode> for ApiError {
    fn from(code: ProblemCode) -> Self {
        Self::Problem(code)
    }
}

impl From<FieldErrors> for ApiError {
    fn from(errors: FieldErrors) -> Self {
        Self::Fields(errors)
    }
}

impl From<DbError> for ApiError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Busy | DbError::Unavailable(_) | DbError::OutcomeUnknown => {
                Self::Unavailable(error.to_string())
            }
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<HashError> for ApiError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Overloaded => Self::Unavailable(error.to_string()),
            HashError::Unusable => Self::Internal(error.to_string()),
        }
    }
}
