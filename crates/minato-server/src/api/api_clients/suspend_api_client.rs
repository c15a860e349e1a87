use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::WriteTx;
use minato_db::models::api_clients;
use minato_db::models::sessions::LiveSession;
use minato_types::api_clients::ApiClient;
use minato_types::audit::AuditAction;
use uuid::Uuid;

use super::hold;
use crate::app::App;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Switch an API client off
///
/// Its tokens open nothing from the next request on. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "api-clients",
    params(("id" = Uuid, Path, description = "The id of the API client."), ("If-Match" = String, Header, description = "The `ETag` of the version that the change is based on.", example = "\"v1\"")),
    responses(
        (status = 200, description = "The API client after the change.", body = ApiClient, headers(("ETag" = String, description = "The version of the API client."))),
        (status = 403, description = "`stepUpRequired`; `optionRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::NotFound, responses::Always,
    ),
)]
#[post("/api-clients/{id}/suspend")]
pub async fn suspend_api_client(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, ApiError> {
    let (by, version) = (caller.session()?.clone(), entity_tag::if_match(&request)?);
    let after = app
        .db
        .write(move |tx| suspend(tx, &by, *id, version))
        .await?;
    Ok(hold::answer(after))
}

fn suspend(
    tx: &mut WriteTx<'_>,
    by: &LiveSession,
    id: Uuid,
    version: i64,
) -> Result<(ApiClient, i64), ApiError> {
    let scope = hold::begin(tx, by)?;
    let before = hold::take(tx, scope, id, version)?;
    hold::found(api_clients::set_suspended(tx, &before, true)?)?;
    hold::record(
        tx,
        by,
        AuditAction::ApiClientSuspended,
        &before,
        "",
        Vec::new(),
    )?;
    hold::shown(tx, scope, id)
}
