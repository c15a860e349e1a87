use actix_web::http::header;
use actix_web::{HttpResponse, post, web};
use minato_db::WriteTx;
use minato_db::models::api_clients::{self, NewApiClient};
use minato_db::models::sessions::LiveSession;
use minato_types::api_clients::{AddApiClientRequest, IssuedApiClientSecret, MAX_API_CLIENTS};
use minato_types::audit::AuditAction;
use minato_types::endpoints::BASE;
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::{hold, secrets, wanted};
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Make an API client
///
/// The answer tells its first secret, and nothing tells it again: therefore no `Idempotency-Key` is
/// taken. Wants a proof that is not older than ten minutes, and the option API access.
#[utoipa::path(
    tag = "api-clients",
    request_body = AddApiClientRequest,
    responses(
        (status = 201, description = "The API client and its secret.", body = IssuedApiClientSecret, headers(("Location" = String, description = "Where the API client is."), ("ETag" = String, description = "Its version."))),
        (status = 403, description = "`stepUpRequired`; `optionRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`tooManyApiClients`: there are 50 already.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::WithBody, responses::Always,
    ),
)]
#[post("/api-clients")]
pub async fn add_api_client(
    app: web::Data<App>,
    caller: Caller,
    body: Body<AddApiClientRequest>,
) -> Result<HttpResponse, ApiError> {
    let by = caller.session()?.clone();
    let (issued, version) = app.db.write(move |tx| add(tx, &by, &body.0)).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::ETAG, entity_tag::of(version)))
        .insert_header((
            header::LOCATION,
            format!("{BASE}/api-clients/{}", issued.client.id),
        ))
        .json(issued))
}

fn add(
    tx: &mut WriteTx<'_>,
    by: &LiveSession,
    request: &AddApiClientRequest,
) -> Result<(IssuedApiClientSecret, i64), ApiError> {
    let scope = hold::begin(tx, by)?;
    if api_clients::count(tx, scope)? >= u64::from(MAX_API_CLIENTS) {
        return Err(ProblemCode::TooManyApiClients.into());
    }
    let change = wanted::new(tx, scope, request, by.account.id.0)?;
    let new = NewApiClient {
        client_id: wanted::new_client_id(tx.entropy()),
        change,
    };
    let id = api_clients::insert(tx, scope, &new)?;
    if !api_clients::set_groups(tx, scope, id, &request.group_ids)? {
        return Err(FieldErrors::one("groupIds", FieldRule::UnknownGroup).into());
    }
    let row = hold::find(tx, scope, id)?;
    let secret = secrets::issue(tx, &row, None)?;
    let changes = wanted::described(&row, &request.group_ids);
    hold::record(tx, by, AuditAction::ApiClientCreated, &row, "", changes)?;
    let (client, version) = hold::shown(tx, scope, id)?;
    let secret = secret.reveal().to_owned();
    Ok((IssuedApiClientSecret { client, secret }, version))
}
