use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::first_logins::MAX_IDENTITY_TRIES;
use minato_db::models::password_resets::{self, OpenReset};
use minato_db::models::{accounts, members};
use minato_db::{Tx as _, WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::auth::CompletePasswordResetRequest;

use crate::app::App;
use crate::auth::first_login::identity;
use crate::auth::keys::Secret;
use crate::auth::{new_password, sign_in};
use crate::http::body::Body;
use crate::http::{ApiError, client_address, responses};

/// Set the password by a mailed link
///
/// E-mail address, name and telephone number must be those of the account: five wrong tries in
/// a row end the link. Uses the link up, ends all sessions of the account and tells its owner by mail. It
/// signs nobody in and leaves the second step as it is.
#[utoipa::path(
    tag = "auth",
    request_body = CompletePasswordResetRequest,
    responses(
        (status = 204, description = "The password is set; sign in with it."),
        (status = 401, description = "`identityMismatch`, whichever field it is.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 410, description = "`linkInvalid`: used, too old, tried too often, or never existed.", body = minato_types::Problem, content_type = "application/problem+json"),
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
    let typed = body.0.clone();
    let judged = app.db.write(move |tx| judge(tx, &digest, &typed)).await?;
    let reset = judged.map_err(ApiError::from)?;
    let (account, member) = (&reset.account, &reset.member);
    new_password::check(&body.0.new_password, account.into(), member, "newPassword").await?;
    let hash = app
        .hasher
        .hash(&body.0.new_password, app.db.entropy().as_ref())
        .await?;
    let address = client_address::of(&request);
    let state = app.clone();
    app.db
        .write(move |tx| complete(tx, &state, &reset, &hash, address))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Counts the try of the identity check, then compares. A wrong one is no error of the
/// transaction: its count must stay.
fn judge(
    tx: &mut WriteTx<'_>,
    digest: &str,
    typed: &CompletePasswordResetRequest,
) -> Result<Result<OpenReset, ProblemCode>, ApiError> {
    let Some(before) = password_resets::find_open(tx, digest)? else {
        return Ok(Err(ProblemCode::LinkInvalid));
    };
    accounts::lock(tx, before.account.scope(), before.account.id.0)?;
    // Others may have tried while this one waited for the lock.
    let Some(reset) = password_resets::find_open(tx, digest)? else {
        return Ok(Err(ProblemCode::LinkInvalid));
    };
    if !password_resets::take_identity_try(tx, &reset)? {
        return Ok(Err(ProblemCode::LinkInvalid));
    }
    if identity::matches(&reset.account, typed.identity()) {
        password_resets::forget_identity_tries(tx, &reset)?;
        return Ok(Ok(reset));
    }
    identity::record_refusal(tx, &reset.account)?;
    if reset.identity_tries + 1 < MAX_IDENTITY_TRIES {
        return Ok(Err(ProblemCode::IdentityMismatch));
    }
    password_resets::consume(tx, &reset)?;
    identity::record_end(tx, &reset.account)?;
    Ok(Err(ProblemCode::LinkInvalid))
}

fn complete(
    tx: &mut WriteTx<'_>,
    app: &App,
    reset: &OpenReset,
    hash: &str,
    address: String,
) -> Result<(), ApiError> {
    let (scope, id) = (reset.account.scope(), reset.account.id.0);
    accounts::lock(tx, scope, id)?;
    app.metrics.link_contended();
    // The link, the account and the member may have changed while the password was hashed.
    let used_up = password_resets::consume(tx, reset)?;
    let (account, member) = (accounts::get(tx, scope, id)?, members::get(tx, scope)?);
    if !used_up || !account.is_usable(tx.now()) || !member.is_active() {
        return Err(ProblemCode::LinkInvalid.into());
    }
    accounts::set_password(tx, scope, id, hash, None)?;
    new_password::after_change(tx, app, &account, &member, None, address)?;
    let event = sign_in::own_event(&account, AuditAction::PasswordReset);
    Ok(audit::record(tx, scope, &event)?)
}
