//! Names of the HTTP headers that Minato gives a meaning of its own, in small letters as
//! HTTP/2 writes them.

/// Carries the CSRF token of the session (`csrfToken` of the session answers).
/// Before sign-in any non-empty value does: the header alone forces a preflight.
pub const CSRF: &str = "x-csrf-token";

/// What [`CSRF`] carries as long as there is no session.
pub const CSRF_ANONYMOUS: &str = "anonymous";

/// The id of the request, in every answer and in the log; never in a body.
pub const REQUEST_ID: &str = "x-request-id";

/// Names a request that creates something: the same key again gets the same answer, and
/// nothing is created twice.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
