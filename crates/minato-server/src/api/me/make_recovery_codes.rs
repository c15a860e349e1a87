use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::sessions::LiveSession;
use minato_db::models::totp_secrets;
use minato_db::{Tx as _, WriteTx, audit};
use minato_mail::{Mail, RecoveryCodesMade};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::security::RecoveryCodes;

use crate::app::App;
use crate::auth::{recovery, sign_in, step_up};
use crate::http::{ApiError, Caller, client_address, responses};
use crate::jobs::send_mail;

/// Make new recovery codes
///
/// Ten codes, shown this once; all that there were die, and the owner is told by mail. Only
/// beside an authenticator app. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 201, description = "The new codes.", body = RecoveryCodes),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`noAuthenticator`: no app is set up.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[post("/me/recovery-codes")]
pub async fn make_recovery_codes(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let address = client_address::of(&request);
    let state = app.clone();
    let codes = app
        .db
        .write(move |tx| make(tx, &state, &live, address))
        .await?;
    Ok(HttpResponse::Created().json(RecoveryCodes { codes }))
}

fn make(
    tx: &mut WriteTx<'_>,
    app: &App,
    live: &LiveSession,
    address: String,
) -> Result<Vec<String>, ApiError> {
    step_up::require(tx, live)?;
    let account = &live.account;
    let scope = account.scope();
    if totp_secrets::find_confirmed(tx, scope, account.id.0)?.is_none() {
        return Err(ProblemCode::NoAuthenticator.into());
    }
    let codes = recovery::make(tx, &app.keys, account)?;
    let event = sign_in::own_event(account, AuditAction::RecoveryCodesMade);
    audit::record(tx, scope, &event)?;
    let mail = Mail::RecoveryCodesMade(RecoveryCodesMade {
        name: account.name.0.as_str().to_owned(),
        made_at: tx.now(),
        address,
    });
    send_mail::enqueue(tx, &app.keys, account, mail)?;
    Ok(codes)
}
