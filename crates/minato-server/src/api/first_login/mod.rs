//! The first sign-in, step by step.

pub(crate) mod check_identity;
pub(crate) mod complete_first_login;
pub(crate) mod confirm_first_totp;
pub(crate) mod get_first_login;
pub(crate) mod make_first_recovery_codes;
pub(crate) mod offer_first_totp;
pub(crate) mod set_first_password;

use actix_web::HttpRequest;
use minato_types::ProblemCode;

use crate::auth::cookies;
use crate::auth::keys::Secret;
use crate::http::ApiError;

/// The secret of the browser that passed the identity check.
fn entry_of(request: &HttpRequest) -> Result<Secret, ApiError> {
    cookies::read(request, cookies::FIRST_LOGIN).ok_or(ProblemCode::FirstLoginExpired.into())
}
