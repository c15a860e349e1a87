//! Access tokens: issued for some minutes, and read without mercy. The signature alone opens
//! nothing: at each request the row of the API client is read as well.

use actix_web::web::Data;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation};
use minato_db::models::api_clients::{self, LiveApiClient};
use minato_types::api_clients::ApiScopes;
use minato_types::endpoints::BASE;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::keys;
use crate::app::App;
use crate::http::ApiError;

/// How long a token lives.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(5);

/// The kind of token, so that nothing else that we sign is taken for one (RFC 9068).
const TYPE: &str = "at+jwt";

/// How far clocks of servers may differ.
const LEEWAY: TimeDelta = TimeDelta::seconds(30);

/// The longest token that is looked at.
const MAX_LENGTH: usize = 4096;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    client_id: String,
    scope: String,
    jti: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Who issues tokens.
pub fn issuer(app: &App) -> &str {
    &app.settings.public_origin
}

/// Whom they are for.
pub fn audience(app: &App) -> String {
    format!("{}{BASE}", app.settings.public_origin)
}

/// A token for an API client.
pub async fn issue(
    app: &Data<App>,
    client_id: &str,
    scopes: ApiScopes,
) -> Result<String, ApiError> {
    let (known, place) = keys::to_sign(app).await?;
    let key = known
        .get(place)
        .ok_or_else(|| ApiError::Internal("no key signs tokens".to_owned()))?;
    let now = app.db.clock().now();
    let claims = Claims {
        iss: issuer(app).to_owned(),
        aud: audience(app),
        sub: client_id.to_owned(),
        client_id: client_id.to_owned(),
        scope: scopes.to_string(),
        jti: minato_db::new_id(app.db.entropy().as_ref(), now).to_string(),
        iat: now.timestamp(),
        nbf: now.timestamp(),
        exp: (now + LIFETIME).timestamp(),
    };
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(key.id.to_string());
    jsonwebtoken::encode(&header, &claims, &key.signing)
        .map_err(|error| ApiError::Internal(format!("a token cannot be signed: {error}")))
}

/// The program that a token belongs to, and what it may do; nobody if anything is wrong with it,
/// or with the program by now.
pub async fn read(app: &App, token: &str) -> Result<Option<(LiveApiClient, ApiScopes)>, ApiError> {
    if token.len() > MAX_LENGTH {
        return Ok(None);
    }
    let Some(kid) = kid_of(token) else {
        return Ok(None);
    };
    let Some((known, place)) = keys::find(app, kid).await? else {
        return Ok(None);
    };
    let Some(key) = known.get(place) else {
        return Ok(None);
    };
    let Ok(data) = jsonwebtoken::decode::<Claims>(token, &key.verifying, &validation(app)) else {
        return Ok(None);
    };
    let claims = data.claims;
    let scopes = ApiScopes::parse(&claims.scope);
    let Some(scopes) = scopes.filter(|_| holds(&claims, app.db.clock().now())) else {
        return Ok(None);
    };
    let (client, kid) = (claims.sub, kid.to_string());
    let found = app
        .db
        .read_one(move |once| api_clients::find_live(once, &client, &kid))
        .await?;
    Ok(found.map(|live| (live, scopes)))
}

/// The key that a token names, if its header is exactly of the form that ours have: whoever
/// brings a key along, or tells where one is, is refused before any is looked at.
fn kid_of(token: &str) -> Option<Uuid> {
    let header = jsonwebtoken::decode_header(token).ok()?;
    let kid = header.kid.clone()?;
    let mut ours = Header::new(Algorithm::EdDSA);
    ours.typ = Some(TYPE.to_owned());
    ours.kid = Some(kid.clone());
    if header != ours {
        return None;
    }
    let id = kid.parse::<Uuid>().ok()?;
    // One way to write it.
    (id.to_string() == kid).then_some(id)
}

/// Times are judged by [`holds`], with our own clock.
fn validation(app: &App) -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.set_issuer(&[issuer(app)]);
    validation.set_audience(&[audience(app)]);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    validation
}

fn holds(claims: &Claims, now: DateTime<Utc>) -> bool {
    let (now, leeway) = (now.timestamp(), LEEWAY.num_seconds());
    claims.sub == claims.client_id
        && !claims.jti.is_empty()
        && claims.exp.saturating_sub(claims.iat) <= LIFETIME.num_seconds()
        && claims.iat <= now.saturating_add(leeway)
        && claims.nbf <= now.saturating_add(leeway)
        && now < claims.exp.saturating_add(leeway)
}
