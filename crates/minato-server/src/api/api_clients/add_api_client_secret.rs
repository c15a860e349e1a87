use actix_web::{HttpResponse, post, web};
use minato_db::models::sessions::LiveSession;
use minato_db::{Tx as _, WriteTx};
use minato_types::api_clients::{AddApiClientSecretRequest, IssuedApiClientSecret};
use minato_types::audit::AuditAction;
use minato_types::rules::japan_time;
use minato_types::values::parse_day;
use minato_types::{FieldErrors, FieldRule};
use uuid::Uuid;

use super::{hold, secrets};
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, responses};

/// Make another secret of an API client
///
/// Two are valid at a time: the second while the first is replaced. The answer tells it, and nothing
/// tells it again. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "api-clients",
    params(("id" = Uuid, Path, description = "The id of the API client.")),
    request_body = AddApiClientSecretRequest,
    responses(
        (status = 201, description = "The API client and its new secret.", body = IssuedApiClientSecret),
        (status = 403, description = "`stepUpRequired`; `optionRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`tooManySecrets`: two are valid already.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::WithBody, responses::NotFound, responses::Always,
    ),
)]
#[post("/api-clients/{id}/secrets")]
pub async fn add_api_client_secret(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<AddApiClientSecretRequest>,
) -> Result<HttpResponse, ApiError> {
    let by = caller.session()?.clone();
    let issued = app.db.write(move |tx| add(tx, &by, *id, &body.0)).await?;
    Ok(HttpResponse::Created().json(issued))
}

fn add(
    tx: &mut WriteTx<'_>,
    by: &LiveSession,
    id: Uuid,
    request: &AddApiClientSecretRequest,
) -> Result<IssuedApiClientSecret, ApiError> {
    let at = |rule: FieldRule| FieldErrors::one("validUntil", rule);
    let until = request.valid_until.as_deref().map(parse_day);
    let until = until.transpose().map_err(at)?;
    if until.is_some_and(|day| day < japan_time::date(tx.now())) {
        return Err(at(FieldRule::DateInThePast).into());
    }
    let scope = hold::begin(tx, by)?;
    let row = hold::find(tx, scope, id)?;
    let secret = secrets::issue(tx, &row, until)?;
    hold::record(
        tx,
        by,
        AuditAction::ApiClientSecretAdded,
        &row,
        "",
        Vec::new(),
    )?;
    let (client, _) = hold::shown(tx, scope, id)?;
    let secret = secret.reveal().to_owned();
    Ok(IssuedApiClientSecret { client, secret })
}
