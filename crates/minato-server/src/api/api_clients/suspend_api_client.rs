use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_types::api_clients::ApiClient;
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
        .write(move |tx| hold::switch(tx, &by, (*id, version), true))
        .await?;
    Ok(hold::answer(after))
}
