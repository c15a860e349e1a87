use actix_web::{HttpResponse, get, web};
use minato_types::api_clients::ApiClient;
use uuid::Uuid;

use super::hold;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// One program of the member
#[utoipa::path(
    tag = "api-clients",
    params(("id" = Uuid, Path, description = "The id of the API client.")),
    responses(
        (status = 200, description = "The API client.", body = ApiClient, headers(("ETag" = String, description = "The version of the API client."))),
        (status = 403, description = "`forbidden`: only for admins; `optionRequired`: the member does not have API access; `twoStepRequired`; `passwordChangeRequired`.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::NotFound, responses::Always,
    ),
)]
#[get("/api-clients/{id}")]
pub async fn get_api_client(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.account()?.scope;
    let found = app
        .db
        .read(move |tx| {
            hold::option(tx, scope)?;
            hold::shown(tx, scope, *id)
        })
        .await?;
    Ok(hold::answer(found))
}
