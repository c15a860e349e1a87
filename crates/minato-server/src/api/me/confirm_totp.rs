use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::TimeDelta;
use minato_db::models::sessions::{self, LiveSession};
use minato_db::models::{
    factor_failures, pending_logins, recovery_codes, totp_secrets, trusted_browsers,
};
use minato_db::{Tx as _, WriteTx, audit};
use minato_mail::{Mail, TotpActivated};
use minato_types::audit::AuditAction;
use minato_types::security::{ConfirmTotpRequest, TotpConfirmed};
use minato_types::values::{SecondFactor, TotpCode};
use minato_types::{FieldErrors, ProblemCode};

use crate::app::App;
use crate::auth::totp::Totp;
use crate::auth::{recovery, sign_in, step_up};
use crate::http::body::Body;
use crate::http::{ApiError, Caller, client_address, responses};
use crate::jobs::send_mail;

/// How long an offered secret can be confirmed.
const OFFER_LIFETIME: TimeDelta = TimeDelta::minutes(30);

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
    let (scope, id, now) = (account.scope(), account.id.0, tx.now());
    let missing = || ApiError::from(ProblemCode::NoAuthenticator);
    let offered = totp_secrets::find_offered(tx, scope, id)?
        .filter(|offered| now.naive_utc() < offered.created_at + OFFER_LIFETIME)
        .ok_or_else(missing)?;
    // Tries are not counted: whoever types here was shown the secret, or guesses at one that
    // opens nothing.
    let step = Totp::open(&app.keys, &offered)?
        .step_of(code, now)
        .ok_or(ProblemCode::CodeWrong)?;
    if !totp_secrets::confirm(tx, &offered, step)? {
        return Err(missing());
    }
    // What was counted and locked belongs to the secret so far.
    factor_failures::clear(tx, scope, id, SecondFactor::Totp)?;
    sessions::end_all_of(tx, scope, id, Some(live.session.id.0))?;
    pending_logins::close_all_of(tx, scope, id)?;
    // A browser stood in for the factor that was.
    trusted_browsers::delete_all_of(tx, scope, id)?;
    let codes = if recovery_codes::count_unused(tx, scope, id)? == 0 {
        recovery::make(tx, &app.keys, account)?
    } else {
        Vec::new()
    };
    let event = sign_in::own_event(account, AuditAction::TotpActivated);
    audit::record(tx, scope, &event)?;
    let mail = Mail::TotpActivated(TotpActivated {
        name: account.name.0.as_str().to_owned(),
        activated_at: now,
        address,
    });
    send_mail::enqueue(tx, &app.keys, account, mail)?;
    Ok(codes)
}
