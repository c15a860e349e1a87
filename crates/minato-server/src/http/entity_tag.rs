//! Versions of things: `ETag` in answers, `If-Match` in changes.

use actix_web::HttpRequest;
use actix_web::http::header;
use minato_types::ProblemCode;

use super::ApiError;

/// The tag of a version.
pub fn of(version: i64) -> String {
    format!("\"v{version}\"")
}

/// The version that a change is based on. A weak tag is accepted: proxies make them.
pub fn if_match(request: &HttpRequest) -> Result<i64, ApiError> {
    let value = request
        .headers()
        .get(header::IF_MATCH)
        .ok_or(ApiError::Problem(ProblemCode::PreconditionRequired))?;
    value
        .to_str()
        .ok()
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .and_then(|tag| tag.strip_prefix("\"v")?.strip_suffix('"')?.parse().ok())
        .ok_or(ApiError::Problem(ProblemCode::PreconditionFailed))
}
