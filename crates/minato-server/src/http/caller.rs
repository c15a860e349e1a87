//! Who asks.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use minato_db::models::operator_sessions::LiveOperatorSession;
use minato_db::models::sessions::LiveSession;
use minato_db::{AccountPrincipal, Principal};
use minato_types::ProblemCode;

use super::ApiError;

/// Who asks, as the guard found out.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    pub(super) session: Option<LiveSession>,
    pub(super) operator: Option<LiveOperatorSession>,
    pub(super) principal: Option<Principal>,
}

impl Caller {
    /// The session of the person who asks.
    pub fn session(&self) -> Result<&LiveSession, ApiError> {
        self.session
            .as_ref()
            .ok_or(ApiError::Problem(ProblemCode::NotSignedIn))
    }

    /// The operator who asks, and his session.
    pub fn operator(&self) -> Result<&LiveOperatorSession, ApiError> {
        self.operator
            .as_ref()
            .ok_or(ApiError::Problem(ProblemCode::NotSignedIn))
    }

    /// The person who asks.
    pub fn account(&self) -> Result<AccountPrincipal, ApiError> {
        match self.principal {
            Some(Principal::Account(account)) => Ok(account),
            Some(Principal::ApiClient(_) | Principal::Operator(_)) => {
                Err(ProblemCode::Forbidden.into())
            }
            None => Err(ProblemCode::NotSignedIn.into()),
        }
    }
}

/// Only the guard can put a caller there: a handler that is mounted without the guard
/// answers an error, not data.
impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = request.extensions().get::<Self>().cloned();
        ready(caller.ok_or_else(|| ApiError::Internal("no guard before this handler".to_owned())))
    }
}
