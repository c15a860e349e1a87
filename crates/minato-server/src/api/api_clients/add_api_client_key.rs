use actix_web::{HttpResponse, post, web};
use minato_db::models::api_clients;
use minato_db::models::sessions::LiveSession;
use minato_db::{DbError, UniqueKey, WriteTx};
use minato_types::api_clients::{AddApiClientKeyRequest, ApiClient, MAX_KEYS};
use minato_types::audit::AuditAction;
use minato_types::{FieldErrors, FieldRule, ProblemCode};
use uuid::Uuid;

use super::hold;
use crate::app::App;
use crate::auth::tokens::assertion;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, responses};

/// Add a public key to an API client
///
/// With it the program proves itself by what it signs (`private_key_jwt`, RFC 7523): no secret
/// travels. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "api-clients",
    params(("id" = Uuid, Path, description = "The id of the API client.")),
    request_body = AddApiClientKeyRequest,
    responses(
        (status = 201, description = "The API client with its new key.", body = ApiClient),
        (status = 403, description = "`stepUpRequired`; `optionRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`tooManySecrets`: there are five keys already.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::WithBody, responses::NotFound, responses::Always,
    ),
)]
#[post("/api-clients/{id}/keys")]
pub async fn add_api_client_key(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<AddApiClientKeyRequest>,
) -> Result<HttpResponse, ApiError> {
    let by = caller.session()?.clone();
    let client = app.db.write(move |tx| add(tx, &by, *id, &body.0)).await?;
    Ok(HttpResponse::Created().json(client))
}

fn add(
    tx: &mut WriteTx<'_>,
    by: &LiveSession,
    id: Uuid,
    request: &AddApiClientKeyRequest,
) -> Result<ApiClient, ApiError> {
    let at = |rule: FieldRule| FieldErrors::one("jwk", rule);
    let key = assertion::read_key(&request.jwk);
    let key = key.ok_or_else(|| at(FieldRule::InvalidPublicKey))?;
    let scope = hold::begin(tx, by)?;
    let row = hold::find(tx, scope, id)?;
    if api_clients::keys_of(tx, scope, Some(id))?.len() >= MAX_KEYS as usize {
        return Err(ProblemCode::TooManySecrets.into());
    }
    api_clients::add_key(tx, &row, &key).map_err(|error| match error {
        DbError::Unique(UniqueKey::ApiClientKey) => at(FieldRule::Duplicate).into(),
        other => ApiError::from(other),
    })?;
    let details = format!("kid={} {}", key.kid, key.algorithm);
    hold::record(
        tx,
        by,
        AuditAction::ApiClientKeyAdded,
        &row,
        &details,
        Vec::new(),
    )?;
    Ok(hold::shown(tx, scope, id)?.0)
}
