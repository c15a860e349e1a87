//! Whether a state-changing request comes from our own pages: three layers, each enough
//! against most attacks. `SameSite=Strict` of the cookies is a fourth.

use actix_web::http::header::{self, HeaderMap};
use minato_types::headers;

use crate::auth::keys::equal;

/// What the token must be.
#[derive(Debug, Clone)]
pub enum Expected {
    /// Nobody is known yet: any value, because the header alone forces a preflight.
    Present,
    /// The token of a session or of a sign-in under way.
    Token(String),
}

/// Whether the request is to be trusted.
pub fn is_trusted(request: &HeaderMap, public_origin: &str, expected: &Expected) -> bool {
    from_our_origin(request, public_origin) && has_token(request, expected)
}

/// Browsers say where a request comes from; programs say nothing, and carry no cookies.
fn from_our_origin(request: &HeaderMap, public_origin: &str) -> bool {
    let site = request
        .get("Sec-Fetch-Site")
        .map(|value| value.as_bytes() == b"same-origin");
    let origin = request
        .get(header::ORIGIN)
        .map(|value| value.as_bytes() == public_origin.as_bytes());
    site != Some(false) && origin != Some(false)
}

fn has_token(request: &HeaderMap, expected: &Expected) -> bool {
    let mut values = request.get_all(headers::CSRF);
    let (Some(given), None) = (values.next(), values.next()) else {
        return false;
    };
    match (given.to_str(), expected) {
        (Ok(given), Expected::Present) => !given.is_empty(),
        (Ok(given), Expected::Token(token)) => equal(given, token),
        (Err(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn request(pairs: &[(&str, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(
                HeaderName::try_from(*name).unwrap(),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        map
    }

    #[test]
    fn forged_contexts_are_refused() {
        let token = Expected::Token("right".into());
        let own = "https://minato.example";
        for forged in [
            &[][..],
            &[("x-csrf-token", "")],
            &[("x-csrf-token", "wrong")],
            &[("x-csrf-token", "righ")],
            &[("x-csrf-token", "right"), ("x-csrf-token", "right")],
            &[
                ("x-csrf-token", "right"),
                ("origin", "https://evil.example"),
            ],
            &[("x-csrf-token", "right"), ("origin", "null")],
            &[
                ("x-csrf-token", "right"),
                ("origin", "http://minato.example"),
            ],
            &[("x-csrf-token", "right"), ("sec-fetch-site", "cross-site")],
            &[("x-csrf-token", "right"), ("sec-fetch-site", "same-site")],
            &[("x-csrf-token", "right"), ("sec-fetch-site", "none")],
            &[("origin", own), ("sec-fetch-site", "same-origin")],
        ] {
            assert!(!is_trusted(&request(forged), own, &token), "{forged:?}");
        }
        for honest in [
            &[("x-csrf-token", "right")][..],
            &[
                ("x-csrf-token", "right"),
                ("origin", own),
                ("sec-fetch-site", "same-origin"),
            ],
        ] {
            assert!(is_trusted(&request(honest), own, &token), "{honest:?}");
        }
    }
}
