//! The cookies: the session, the sign-in under way, the first one, and by what a browser is known again.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use minato_db::models::{known_devices, trusted_browsers};

use super::keys::Secret;

/// Carries the session.
pub const SESSION: &str = "__Host-sid";

/// Carries the sign-in between its two steps.
pub const PENDING_LOGIN: &str = "__Host-pre";

/// Carries a first sign-in after its identity check.
pub const FIRST_LOGIN: &str = "__Host-first";

/// Tells that somebody has signed in with this browser. Signing out leaves it there.
pub const KNOWN: &str = "__Host-known";

/// Stands in for the second step, for the accounts that trust this browser. Signing out leaves it
/// there.
pub const TRUST: &str = "__Host-trust";

/// Carries the session of an operator.
pub const OPERATOR: &str = "__Host-op";

/// Carries the sign-in of an operator between its two steps, or his set-up.
pub const OPERATOR_PENDING: &str = "__Host-op-pre";

/// Tells that an operator has signed in with this browser. Signing out leaves it there.
pub const OPERATOR_KNOWN: &str = "__Host-op-known";

/// The secret of a cookie that came with a request.
pub fn read(request: &HttpRequest, name: &str) -> Option<Secret> {
    request
        .cookie(name)
        .map(|cookie| Secret::presented(cookie.value()))
}

/// Sets a cookie. It ends with the browser; the server knows the real end.
pub fn set(name: &'static str, secret: &Secret) -> Cookie<'static> {
    build(name, secret.reveal().to_owned()).finish()
}

/// Makes the browser one that is known, for as long as the server knows it.
pub fn keep_known(secret: &Secret) -> Cookie<'static> {
    keep_as(KNOWN, secret)
}

/// The same for an operator.
pub fn keep_operator_known(secret: &Secret) -> Cookie<'static> {
    keep_as(OPERATOR_KNOWN, secret)
}

fn keep_as(name: &'static str, secret: &Secret) -> Cookie<'static> {
    let days = known_devices::LIFETIME.num_days();
    build(name, secret.reveal().to_owned())
        .max_age(Duration::days(days))
        .finish()
}

/// Makes the browser one that is trusted, for as long as the server trusts it.
pub fn keep_trusted(secret: &Secret) -> Cookie<'static> {
    let days = trusted_browsers::LIFETIME.num_days();
    build(TRUST, secret.reveal().to_owned())
        .max_age(Duration::days(days))
        .finish()
}

/// Removes a cookie.
pub fn expire(name: &'static str) -> Cookie<'static> {
    build(name, String::new()).max_age(Duration::ZERO).finish()
}

fn build(name: &'static str, value: String) -> actix_web::cookie::CookieBuilder<'static> {
    Cookie::build(name, value)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
}
