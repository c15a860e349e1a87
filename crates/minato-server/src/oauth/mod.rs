//! How programs get their tokens (RFC 6749), and what the world may know about it (RFC 8414).
//! These addresses are fixed by the standards: they do not lie below `/api/v1`, and their errors
//! have the form that the standard wants.

mod answer;
mod credentials;
mod documents;
mod token;

pub(crate) use token::may_come_from;

use actix_web::web::ServiceConfig;

/// Where tokens are given out.
pub const TOKEN_PATH: &str = "/oauth/token";
/// Where the keys are told that verify tokens.
pub const JWKS_PATH: &str = "/.well-known/jwks.json";
/// Where all of this is told.
pub const METADATA_PATH: &str = "/.well-known/oauth-authorization-server";

/// Mounts all of it.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(token::endpoint())
        .service(documents::jwks)
        .service(documents::metadata);
}
