//! What the world may know: the keys that verify tokens, and where everything is.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use minato_types::api_clients::ApiScope;
use serde_json::json;

use super::{JWKS_PATH, TOKEN_PATH};
use crate::app::App;
use crate::auth::tokens::{access, keys};
use crate::http::ApiError;

/// The keys that verify tokens, those among them that are about to sign.
#[get("/.well-known/jwks.json")]
pub(super) async fn jwks(app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    let (known, _) = keys::signing(&app).await?;
    let shown: Vec<_> = known
        .iter()
        .map(|key| {
            json!({
                "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
                "kid": key.id.to_string(), "x": key.public,
            })
        })
        .collect();
    // Shorter than a new key is told before it signs.
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .content_type("application/jwk-set+json")
        .json(json!({ "keys": shown })))
}

/// The metadata of RFC 8414.
#[get("/.well-known/oauth-authorization-server")]
pub(super) async fn metadata(app: web::Data<App>) -> HttpResponse {
    let issuer = access::issuer(&app);
    let scopes: Vec<_> = ApiScope::ALL.iter().map(|scope| scope.as_str()).collect();
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .json(json!({
            "issuer": issuer,
            "token_endpoint": format!("{issuer}{TOKEN_PATH}"),
            "jwks_uri": format!("{issuer}{JWKS_PATH}"),
            "scopes_supported": scopes,
            "response_types_supported": [],
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported":
                ["client_secret_basic", "client_secret_post", "private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": ["EdDSA", "ES256"],
            "service_documentation": format!("{issuer}/docs"),
        }))
}
