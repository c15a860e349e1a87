use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::first_logins;
use minato_db::{WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::first_login::FirstLoginStep;
use minato_types::security::RecoveryCodes;

use super::entry_of;
use crate::app::App;
use crate::auth::first_login::progress::Progress;
use crate::auth::keys::Secret;
use crate::auth::{recovery, sign_in};
use crate::http::{ApiError, responses};

/// Make the recovery codes of a new authenticator app
///
/// Ten codes, shown this once. Until the first sign-in is completed they can be made again,
/// for whoever left the page before keeping them; those made before die.
#[utoipa::path(
    tag = "first sign-in",
    responses(
        (status = 201, description = "The codes.", body = RecoveryCodes),
        (status = 401, description = "`firstLoginExpired`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`stepOutOfOrder`: no app was set up on this way.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::Always,
    ),
)]
#[post("/auth/first-login/recovery-codes")]
pub async fn make_first_recovery_codes(
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let entry = entry_of(&request)?;
    let state = app.clone();
    let codes = app.db.write(move |tx| make(tx, &state, &entry)).await?;
    Ok(HttpResponse::Created().json(RecoveryCodes { codes }))
}

fn make(tx: &mut WriteTx<'_>, app: &App, entry: &Secret) -> Result<Vec<String>, ApiError> {
    let progress = Progress::hold(tx, entry)?;
    progress.require(&[FirstLoginStep::RecoveryCodes, FirstLoginStep::Done])?;
    if !progress.has_new_app() {
        return Err(ProblemCode::StepOutOfOrder.into());
    }
    let account = &progress.account;
    let codes = recovery::make(tx, &app.keys, account)?;
    if !first_logins::note_recovery_codes(tx, &progress.row)? {
        return Err(ProblemCode::FirstLoginExpired.into());
    }
    let event = sign_in::own_event(account, AuditAction::RecoveryCodesMade);
    audit::record(tx, account.scope(), &event)?;
    Ok(codes)
}
