//! The cookies: the session, the sign-in under way, and by what a browser is known again.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use minato_db::models::{known_devices, trusted_browsers};

use super::keys::Secret;

/// Carries the session.
pub const SESSION: &str = "__Host-sid";

/// Carries the sign-in between its two steps.
pub const PENDING_LOGIN: &str = "__Host-pre";

/// Tells that somebody has signed in with this browser. Signing out leaves it there.
pub const KNOWN: &str = "__Host-known";

/// Stands in for the second step, for the accounts that trust this browser. Signing out leaves it
/// there.
pub const TRUST: &str = "__Host-trust";

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
    let days = known_devices::LIFETIME.num_days();
    build(KNOWN, secret.reveal().to_owned())
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
