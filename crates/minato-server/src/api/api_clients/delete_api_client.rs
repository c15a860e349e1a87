use actix_web::{HttpRequest, HttpResponse, delete, web};
use minato_db::WriteTx;
use minato_db::models::api_clients;
use minato_db::models::sessions::LiveSession;
use minato_types::audit::AuditAction;
use uuid::Uuid;

use super::hold;
use crate::app::App;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Delete an API client
///
/// For good: with its secrets and keys. What it did stays in the trail and in the log. Wants a proof
/// that is not older than ten minutes.
#[utoipa::path(
    tag = "api-clients",
    params(("id" = Uuid, Path, description = "The id of the API client."), ("If-Match" = String, Header, description = "The `ETag` of the version that the change is based on.", example = "\"v1\"")),
    responses(
        (status = 204, description = "The API client is gone."),
        (status = 403, description = "`stepUpRequired`; `optionRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::NotFound, responses::Always,
    ),
)]
#[delete("/api-clients/{id}")]
pub async fn delete_api_client(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, ApiError> {
    let (by, version) = (caller.session()?.clone(), entity_tag::if_match(&request)?);
    app.db
        .write(move |tx| remove(tx, &by, *id, version))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn remove(tx: &mut WriteTx<'_>, by: &LiveSession, id: Uuid, version: i64) -> Result<(), ApiError> {
    let scope = hold::begin(tx, by)?;
    let before = hold::take(tx, scope, id, version)?;
    entity_tag::found(api_clients::delete(tx, &before)?)?;
    Ok(hold::record(
        tx,
        by,
        AuditAction::ApiClientDeleted,
        &before,
        "",
        Vec::new(),
    )?)
}
