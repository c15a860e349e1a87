use actix_web::{HttpResponse, get, web};
use minato_types::api_clients::ApiClients;

use super::{hold, shown};
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// The programs of the member
///
/// All of them, by name: there are 50 at most. Wants the option API access.
#[utoipa::path(
    tag = "api-clients",
    responses(
        (status = 200, description = "The API clients.", body = ApiClients),
        (status = 403, description = "`forbidden`: only for admins; `optionRequired`: the member does not have API access; `twoStepRequired`; `passwordChangeRequired`.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/api-clients")]
pub async fn list_api_clients(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.account()?.scope;
    let items = app
        .db
        .read(move |tx| {
            hold::option(tx, scope)?;
            Ok::<_, ApiError>(shown::all(tx, scope)?)
        })
        .await?;
    Ok(HttpResponse::Ok().json(ApiClients { items }))
}
