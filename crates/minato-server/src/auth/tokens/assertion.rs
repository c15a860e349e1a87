//! What a program with a key proves itself by (RFC 7523): a statement about itself that it has
//! signed, for us, valid for a minute, accepted once.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use minato_db::models::api_clients::{ApiClientKey, NewKey};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// The kind of assertion, as a request names it.
pub const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How far ahead an assertion may expire.
const LONGEST: TimeDelta = TimeDelta::seconds(60);

/// How far clocks may differ.
const LEEWAY: TimeDelta = TimeDelta::seconds(30);

/// The longest assertion that is looked at, and the longest `jti` and `kid`.
const MAX_LENGTH: usize = 4096;
const MAX_NAME: usize = 200;

#[derive(Debug, Clone, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    jti: String,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    iat: Option<i64>,
}

/// An assertion that is right; whether it comes for the first time, the database knows.
#[derive(Debug, Clone)]
pub struct Proved {
    /// SHA-256 of its `jti`.
    pub digest: String,
    /// Until when it could be accepted.
    pub expires_at: DateTime<Utc>,
}

/// The program that an assertion says it comes from; nothing of it is proved.
pub fn claimed_client(assertion: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Subject {
        sub: String,
    }
    if assertion.len() > MAX_LENGTH {
        return None;
    }
    let claims = jsonwebtoken::dangerous::insecure_decode::<Subject>(assertion).ok()?;
    Some(claims.claims.sub)
}

/// Judges an assertion of the program `client_id` by its keys; `audiences` are our names.
pub fn judge(
    assertion: &str,
    client_id: &str,
    keys: &[ApiClientKey],
    audiences: &[String],
    now: DateTime<Utc>,
) -> Option<Proved> {
    let header = jsonwebtoken::decode_header(assertion).ok()?;
    let kid = header.kid?;
    let key = keys.iter().find(|key| key.kid == kid)?;
    let algorithm = algorithm_of(&key.algorithm)?;
    if header.alg != algorithm {
        return None;
    }
    let jwk: Jwk = serde_json::from_str(&key.jwk).ok()?;
    let verifying = DecodingKey::from_jwk(&jwk).ok()?;
    let mut validation = Validation::new(algorithm);
    // Times are judged below, with our own clock.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.set_issuer(&[client_id]);
    validation.set_audience(audiences);
    validation.sub = Some(client_id.to_owned());
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    let data = jsonwebtoken::decode::<Claims>(assertion, &verifying, &validation).ok()?;
    let claims = data.claims;
    let named = (1..=MAX_NAME).contains(&claims.jti.len()) && claims.iss == claims.sub;
    if !named || !in_time(&claims, now) {
        return None;
    }
    Some(Proved {
        digest: URL_SAFE_NO_PAD.encode(Sha256::digest(claims.jti.as_bytes())),
        expires_at: DateTime::from_timestamp(claims.exp, 0)? + LEEWAY,
    })
}

fn in_time(claims: &Claims, now: DateTime<Utc>) -> bool {
    let (now, leeway) = (now.timestamp(), LEEWAY.num_seconds());
    let begun = |time: Option<i64>| time.is_none_or(|time| time <= now.saturating_add(leeway));
    now < claims.exp.saturating_add(leeway)
        && claims.exp <= now.saturating_add(LONGEST.num_seconds() + leeway)
        && begun(claims.nbf)
        && begun(claims.iat)
}

fn algorithm_of(name: &str) -> Option<Algorithm> {
    match name {
        "EdDSA" => Some(Algorithm::EdDSA),
        "ES256" => Some(Algorithm::ES256),
        _ => None,
    }
}

/// A public key that somebody hands in, if it is one that we take.
pub fn read_key(text: &str) -> Option<NewKey> {
    // The private half must not come with it: whoever sends it has shown it around.
    let raw: serde_json::Value = serde_json::from_str(text).ok()?;
    if raw.get("d").is_some() {
        return None;
    }
    let jwk: Jwk = serde_json::from_value(raw).ok()?;
    let algorithm = match &jwk.algorithm {
        AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => "EdDSA",
        AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => "ES256",
        _ => return None,
    };
    if matches!(&jwk.common.public_key_use, Some(other) if *other != PublicKeyUse::Signature) {
        return None;
    }
    let kid = jwk.common.key_id.clone()?;
    if !(1..=MAX_NAME).contains(&kid.len()) || !has_right_length(&jwk) {
        return None;
    }
    let jwk = serde_json::to_string(&jwk).ok()?;
    Some(NewKey {
        kid,
        algorithm,
        jwk,
    })
}

/// Coordinates of both curves have 32 bytes.
fn has_right_length(jwk: &Jwk) -> bool {
    let right = |text: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(text);
        bytes.is_ok_and(|bytes| bytes.len() == 32)
    };
    match &jwk.algorithm {
        AlgorithmParameters::OctetKeyPair(key) => right(&key.x),
        AlgorithmParameters::EllipticCurve(key) => right(&key.x) && right(&key.y),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ED: &str = r#"{"kty":"OKP","crv":"Ed25519","kid":"a","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

    #[test]
    fn only_public_keys_of_two_curves_are_taken() {
        assert_eq!(read_key(ED).unwrap().algorithm, "EdDSA");
        let p256 = r#"{"kty":"EC","crv":"P-256","kid":"b","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#;
        assert_eq!(read_key(p256).unwrap().algorithm, "ES256");
        for refused in [
            "",
            "{}",
            &ED.replace(r#""kid":"a","#, ""),
            &ED.replace("Ed25519", "X25519"),
            &ED.replace("HURo", ""),
            &ED.replace(r#""kid""#, r#""d":"AAAA","kid""#),
            &ED.replace(r#""kid""#, r#""use":"enc","kid""#),
            &p256.replace("P-256", "P-384"),
            r#"{"kty":"oct","kid":"a","k":"AAAA"}"#,
        ] {
            assert!(read_key(refused).is_none(), "{refused}");
        }
    }
}
