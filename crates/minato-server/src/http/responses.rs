//! Error answers that many endpoints share, for the OpenAPI document.

use minato_types::Problem;
use utoipa::IntoResponses;

/// Answers that every endpoint can give.
#[derive(IntoResponses)]
pub enum Always {
    /// The body is compressed, or not JSON where one is wanted.
    #[response(status = 415, content_type = "application/problem+json")]
    UnsupportedMediaType(Problem),
    /// A defect of ours; it is in our log under the id of the request.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
    /// Busy; `Retry-After` says when to try again.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(Problem),
}

/// Answers of endpoints that need a session.
#[derive(IntoResponses)]
pub enum SignedIn {
    /// Nobody is signed in, or the session has ended.
    #[response(status = 401, content_type = "application/problem+json")]
    NotSignedIn(Problem),
}

/// Answers of endpoints that change something.
#[derive(IntoResponses)]
pub enum Change {
    /// The request does not carry what proves that it comes from our own pages, or one
    /// is not allowed to do this.
    #[response(status = 403, content_type = "application/problem+json")]
    Refused(Problem),
}

/// Answers of endpoints that take a body.
#[derive(IntoResponses)]
pub enum WithBody {
    /// The body is no JSON.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The body did not arrive in time.
    #[response(status = 408, content_type = "application/problem+json")]
    Timeout(Problem),
    /// The body is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// Fields break rules; `fields` names them all.
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// Answers of endpoints that read a query string.
#[derive(IntoResponses)]
pub enum WithQuery {
    /// The query cannot be read.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// Parts of the query break rules; `fields` names them all.
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// Answers of endpoints that need an `Idempotency-Key`. It stands behind [`WithBody`], whose
/// answers it says more of.
#[derive(IntoResponses)]
pub enum WithKey {
    /// The body is no JSON, or `idempotencyKeyRequired`: the key is missing or has a form that
    /// it cannot have.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// `idempotencyKeyInUse`: the first request with this key is still under way.
    #[response(status = 409, content_type = "application/problem+json")]
    InUse(Problem),
    /// Fields break rules; `fields` names them all. Or `idempotencyKeyReused`: the key was used
    /// with another request.
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(Problem),
}

/// Answers of endpoints that name one thing in their path.
#[derive(IntoResponses)]
pub enum NotFound {
    /// There is no such thing, or it belongs to somebody else.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
}

/// Answers of endpoints that change a version of something.
#[derive(IntoResponses)]
pub enum Versioned {
    /// `preconditionFailed`: somebody else changed it.
    #[response(status = 412, content_type = "application/problem+json")]
    Failed(Problem),
    /// `preconditionRequired`: `If-Match` is missing.
    #[response(status = 428, content_type = "application/problem+json")]
    Required(Problem),
}
