use actix_web::{HttpRequest, HttpResponse, patch, web};
use minato_db::WriteTx;
use minato_db::models::api_clients;
use minato_db::models::sessions::LiveSession;
use minato_types::api_clients::{ApiClient, UpdateApiClientRequest};
use minato_types::audit::AuditAction;
use minato_types::{FieldErrors, FieldRule};
use uuid::Uuid;

use super::{hold, wanted};
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Change an API client
///
/// What is left out stays as it is. What is taken away is gone at the next request, for tokens too
/// that were issued before. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "api-clients",
    params(("id" = Uuid, Path, description = "The id of the API client."), ("If-Match" = String, Header, description = "The `ETag` of the version that the change is based on.", example = "\"v1\"")),
    request_body = UpdateApiClientRequest,
    responses(
        (status = 200, description = "The API client after the change.", body = ApiClient, headers(("ETag" = String, description = "The version of the API client."))),
        (status = 403, description = "`stepUpRequired`; `optionRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::WithBody, responses::NotFound, responses::Always,
    ),
)]
#[patch("/api-clients/{id}")]
pub async fn update_api_client(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<UpdateApiClientRequest>,
) -> Result<HttpResponse, ApiError> {
    let (by, version) = (caller.session()?.clone(), entity_tag::if_match(&request)?);
    let after = app
        .db
        .write(move |tx| update(tx, &by, *id, version, &body.0))
        .await?;
    Ok(hold::answer(after))
}

fn update(
    tx: &mut WriteTx<'_>,
    by: &LiveSession,
    id: Uuid,
    version: i64,
    request: &UpdateApiClientRequest,
) -> Result<(ApiClient, i64), ApiError> {
    let scope = hold::begin(tx, by)?;
    let before = hold::take(tx, scope, id, version)?;
    let change = wanted::changed(tx, &before, request)?;
    let groups_before = api_clients::groups_of(tx, scope, Some(id))?;
    entity_tag::found(api_clients::update(tx, &before, &change)?)?;
    let groups = request.group_ids.as_deref();
    if let Some(groups) = groups
        && !api_clients::set_groups(tx, scope, id, groups)?
    {
        return Err(FieldErrors::one("groupIds", FieldRule::UnknownGroup).into());
    }
    let after: Option<Vec<Uuid>> = request.group_ids.clone();
    let changes = wanted::changes(&before, &change, &groups_before, after.as_deref());
    hold::record(tx, by, AuditAction::ApiClientChanged, &before, "", changes)?;
    hold::shown(tx, scope, id)
}
