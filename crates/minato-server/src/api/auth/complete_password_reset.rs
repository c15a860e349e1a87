use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::accounts;
use minato_db::models::password_resets;
use minato_db::{WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::auth::CompletePasswordResetRequest;

use crate::app::App;
use crate::auth::keys::Secret;
use crate::auth::{new_password, sign_in};
use crate::http::body::Body;
use crate::http::{ApiError, client_address, responses};

/// Set the password by a mailed link
///
/// Uses the link up, ends all sessions of the account and tells its owner by mail. It
/// signs nobody in and leaves the second step as it is.
#[utoipa::path(
    tag = "auth",
    request_body = CompletePasswordResetRequest,
    responses(
        (status = 204, description = "The password is set; sign in with it."),
        (status = 410, description = "`linkInvalid`: used, too old, or never existed.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/auth/password-reset/complete")]
pub async fn complete_password_reset(
    app: web::Data<App>,
    request: HttpRequest,
    body: Body<CompletePasswordResetRequest>,
) -> Result<HttpResponse, ApiError> {
    let digest = Secret::presented(&body.0.token).digest();
    let asked = digest.clone();
    let reset = app
        .db
        .read(move |tx| password_resets::find_open(tx, &asked))
        .await?
        .ok_or_else(|| ApiError::from(ProblemCode::LinkInvalid))?;
    let (account, member) = (&reset.account, &reset.member);
    new_password::check(&body.0.new_password, account.into(), member, "newPassword").await?;
    let hash = app
        .hasher
        .hash(&body.0.new_password, app.db.entropy().as_ref())
        .await?;
    let address = client_address::of(&request);
    let state = app.clone();
    app.db
        .write(move |tx| complete(tx, &state, &digest, &hash, address))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn complete(
    tx: &mut WriteTx<'_>,
    app: &App,
    digest: &str,
    hash: &str,
    address: String,
) -> Result<(), ApiError> {
    let invalid = || ApiError::from(ProblemCode::LinkInvalid);
    let reset = password_resets::find_open(tx, digest)?.ok_or_else(invalid)?;
    let (scope, id) = (reset.account.scope(), reset.account.id.0);
    accounts::lock(tx, scope, id)?;
    app.metrics.link_contended();
    if !password_resets::consume(tx, &reset)? {
        return Err(invalid());
    }
    let account = &reset.account;
    accounts::set_password(tx, account.scope(), account.id.0, hash, None)?;
    new_password::after_change(tx, app, account, &reset.member, None, address)?;
    let event = sign_in::own_event(account, AuditAction::PasswordReset);
    Ok(audit::record(tx, account.scope(), &event)?)
}
