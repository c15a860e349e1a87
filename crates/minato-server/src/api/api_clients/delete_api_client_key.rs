use actix_web::{HttpResponse, delete, web};
use minato_db::WriteTx;
use minato_db::models::api_clients;
use minato_db::models::sessions::LiveSession;
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use uuid::Uuid;

use super::hold;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// Remove a public key of an API client
///
/// No new token is given for it from now on; tokens that were given live on for their few minutes.
/// Suspend the client to end these too. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "api-clients",
    params(("id" = Uuid, Path, description = "The id of the API client."), ("keyId" = Uuid, Path, description = "The id of the key.")),
    responses(
        (status = 204, description = "The key is accepted no more."),
        (status = 403, description = "`stepUpRequired`; `optionRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::NotFound, responses::Always,
    ),
)]
#[delete("/api-clients/{id}/keys/{keyId}")]
pub async fn delete_api_client_key(
    app: web::Data<App>,
    caller: Caller,
    ids: web::Path<(Uuid, Uuid)>,
) -> Result<HttpResponse, ApiError> {
    let by = caller.session()?.clone();
    let (id, key) = ids.into_inner();
    app.db.write(move |tx| end(tx, &by, id, key)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn end(tx: &mut WriteTx<'_>, by: &LiveSession, id: Uuid, key: Uuid) -> Result<(), ApiError> {
    let scope = hold::begin(tx, by)?;
    let row = hold::find(tx, scope, id)?;
    if !api_clients::delete_key(tx, &row, key)? {
        return Err(ProblemCode::NotFound.into());
    }
    Ok(hold::record(
        tx,
        by,
        AuditAction::ApiClientKeyRemoved,
        &row,
        "",
        Vec::new(),
    )?)
}
