//! Versions of things: `ETag` in answers, `If-Match` in changes.

use actix_web::HttpRequest;
use actix_web::http::header;
use minato_types::ProblemCode;

use super::ApiError;

/// The tag of a version.
pub fn of(version: i64) -> String {
    format!("\"v{version}\"")
}

/// The tag of something with two parts that are changed each by itself.
pub fn of_parts(first: i64, second: i64) -> String {
    format!("\"v{first}-{second}\"")
}

/// The version that a change is based on. A weak tag is accepted: proxies make them.
pub fn if_match(request: &HttpRequest) -> Result<i64, ApiError> {
    read(request, |version| version.parse().ok())
}

/// A conditional change that found its row; otherwise somebody was faster.
pub fn found(changed: bool) -> Result<(), ApiError> {
    if changed {
        Ok(())
    } else {
        Err(ProblemCode::PreconditionFailed.into())
    }
}

/// The versions of both parts of such a thing.
pub fn if_match_parts(request: &HttpRequest) -> Result<(i64, i64), ApiError> {
    read(request, |versions| {
        let (first, second) = versions.split_once('-')?;
        Some((first.parse().ok()?, second.parse().ok()?))
    })
}

fn read<T>(request: &HttpRequest, parse: impl Fn(&str) -> Option<T>) -> Result<T, ApiError> {
    let value = request
        .headers()
        .get(header::IF_MATCH)
        .ok_or(ApiError::Problem(ProblemCode::PreconditionRequired))?;
    value
        .to_str()
        .ok()
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .and_then(|tag| parse(tag.strip_prefix("\"v")?.strip_suffix('"')?))
        .ok_or(ApiError::Problem(ProblemCode::PreconditionFailed))
}
