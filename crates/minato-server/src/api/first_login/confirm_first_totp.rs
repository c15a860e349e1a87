use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::first_logins;
use minato_db::{Tx as _, WriteTx};
use minato_types::first_login::{FirstLogin, FirstLoginStep};
use minato_types::security::ConfirmTotpRequest;
use minato_types::values::TotpCode;
use minato_types::{FieldErrors, ProblemCode};

use super::entry_of;
use crate::app::App;
use crate::auth::first_login::progress::Progress;
use crate::auth::keys::Secret;
use crate::auth::totp_setup;
use crate::http::body::Body;
use crate::http::{ApiError, client_address, responses};

/// Set the authenticator app up in a first sign-in
///
/// A code of the app proves that it has the new secret.
#[utoipa::path(
    tag = "first sign-in",
    request_body = ConfirmTotpRequest,
    responses(
        (status = 200, description = "What comes next.", body = FirstLogin),
        (status = 401, description = "`codeWrong`; or `firstLoginExpired`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`stepOutOfOrder`; `noAuthenticator`: no secret waits, or it waited too long.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/auth/first-login/totp/confirm")]
pub async fn confirm_first_totp(
    app: web::Data<App>,
    request: HttpRequest,
    body: Body<ConfirmTotpRequest>,
) -> Result<HttpResponse, ApiError> {
    let entry = entry_of(&request)?;
    let code = TotpCode::parse(&body.0.code).map_err(|rule| FieldErrors::one("code", rule))?;
    let address = client_address::of(&request);
    let state = app.clone();
    let shown = app
        .db
        .write(move |tx| confirm(tx, &state, &entry, &code, address))
        .await?;
    Ok(HttpResponse::Ok().json(shown))
}

fn confirm(
    tx: &mut WriteTx<'_>,
    app: &App,
    entry: &Secret,
    code: &TotpCode,
    address: String,
) -> Result<FirstLogin, ApiError> {
    let progress = Progress::hold(tx, entry)?;
    progress.require(&[FirstLoginStep::Totp])?;
    let account = &progress.account;
    let secret = totp_setup::confirm(tx, app, account, code)?;
    if !first_logins::note_totp(tx, &progress.row, secret)? {
        return Err(ProblemCode::FirstLoginExpired.into());
    }
    // Nobody can sign in to a new account yet; who uses his already must hear of it.
    if progress.has_password {
        totp_setup::tell(tx, app, account, address)?;
    }
    Ok(Progress::find(tx, entry)?.shown(app, entry, tx.now()))
}
