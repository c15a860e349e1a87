use actix_web::{HttpRequest, HttpResponse, delete, web};
use minato_db::models::sessions::LiveSession;
use minato_db::models::{
    factor_failures, pending_logins, recovery_codes, totp_secrets, trusted_browsers,
};
use minato_db::{Tx as _, WriteTx, audit};
use minato_mail::{Mail, TotpRemoved};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::values::SecondFactor;

use crate::app::App;
use crate::auth::{sign_in, step_up};
use crate::http::{ApiError, Caller, client_address, responses};
use crate::jobs::send_mail;

/// Go back to codes by mail
///
/// The authenticator app is forgotten, the recovery codes die, and the owner is told by mail.
/// Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 204, description = "Codes come by mail from now on."),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`noAuthenticator`: no app is set up.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[delete("/me/totp")]
pub async fn remove_totp(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let address = client_address::of(&request);
    let state = app.clone();
    app.db
        .write(move |tx| remove(tx, &state, &live, address))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn remove(
    tx: &mut WriteTx<'_>,
    app: &App,
    live: &LiveSession,
    address: String,
) -> Result<(), ApiError> {
    step_up::require(tx, live)?;
    let account = &live.account;
    let (scope, id) = (account.scope(), account.id.0);
    if !totp_secrets::delete_all_of(tx, scope, id)? {
        return Err(ProblemCode::NoAuthenticator.into());
    }
    recovery_codes::delete_all_of(tx, scope, id)?;
    for factor in [SecondFactor::Totp, SecondFactor::RecoveryCode] {
        factor_failures::clear(tx, scope, id, factor)?;
    }
    // A sign-in under way waits for a code of the app.
    pending_logins::close_all_of(tx, scope, id)?;
    // A browser stood in for the factor that was.
    trusted_browsers::delete_all_of(tx, scope, id)?;
    let event = sign_in::own_event(account, AuditAction::TotpRemoved);
    audit::record(tx, scope, &event)?;
    let mail = Mail::TotpRemoved(TotpRemoved {
        name: account.name.0.as_str().to_owned(),
        removed_at: tx.now(),
        address,
    });
    Ok(send_mail::enqueue(tx, &app.keys, account, mail)?)
}
