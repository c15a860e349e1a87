//! What is known of the browser behind a request.

use actix_web::HttpRequest;

/// The address that the connection came from. Headers that claim another one are not
/// believed.
pub fn of(request: &HttpRequest) -> String {
    request
        .peer_addr()
        .map_or_else(String::new, |peer| peer.ip().to_canonical().to_string())
}

/// What the browser calls itself, cut to a sensible length.
pub fn user_agent(request: &HttpRequest) -> String {
    let value = request.headers().get(actix_web::http::header::USER_AGENT);
    value
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
        .chars()
        .take(200)
        .collect()
}
