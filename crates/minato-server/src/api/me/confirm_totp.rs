use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::WriteTx;
use minato_db::models::recovery_codes;
use minato_db::models::sessions::{self, LiveSession};
use minato_types::FieldErrors;
use minato_types::security::{ConfirmTotpRequest, TotpConfirmed};
use minato_types::values::TotpCode;

use crate::app::App;
use crate::auth::{recovery, step_up, totp_setup};
use crate::http::body::Body;
use crate::http::{ApiError, Caller, client_address, responses};

/// Set the authenticator app up
///
/// A code of the app proves that it has the new secret, which takes the place of the one so
/// far. All other sessions end, and the owner is told by mail. Without recovery codes that can
/// be used, ten are made and shown this once.
#[utoipa::path(
    tag = "me",
    request_body = ConfirmTotpRequest,
    responses(
        (status = 200, description = "The app is set up.", body = TotpConfirmed),
        (status = 401, description = "`codeWrong`; or `notSignedIn`: the session has ended.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`noAuthenticator`: no secret waits, or it waited too long.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/me/totp/confirm")]
pub async fn confirm_totp(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    body: Body<ConfirmTotpRequest>,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let code = TotpCode::parse(&body.0.code).map_err(|rule| FieldErrors::one("code", rule))?;
    let address = client_address::of(&request);
    let state = app.clone();
    let recovery_codes = app
        .db
        .write(move |tx| confirm(tx, &state, &live, &code, address))
        .await?;
    Ok(HttpResponse::Ok().json(TotpConfirmed { recovery_codes }))
}

fn confirm(
    tx: &mut WriteTx<'_>,
    app: &App,
    live: &LiveSession,
    code: &TotpCode,
    address: String,
) -> Result<Vec<String>, ApiError> {
    step_up::proven_until(tx, live)?;
    let account = &live.account;
    let (scope, id) = (account.scope(), account.id.0);
    totp_setup::confirm(tx, app, account, code)?;
    sessions::end_all_of(tx, scope, id, Some(live.session.id.0))?;
    let codes = if recovery_codes::count_unused(tx, scope, id)? == 0 {
        recovery::make(tx, &app.keys, account)?
    } else {
        Vec::new()
    };
    totp_setup::tell(tx, app, account, address)?;
    Ok(codes)
}
