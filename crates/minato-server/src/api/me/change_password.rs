use actix_web::{HttpRequest, HttpResponse, put, web};
use minato_db::models::accounts;
use minato_db::models::sessions::LiveSession;
use minato_db::{WriteTx, audit};
use minato_types::audit::AuditAction;
use minato_types::me::ChangePasswordRequest;
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use crate::app::App;
use crate::auth::new_password::{self, Kept};
use crate::auth::own_password::{Owner, Proved};
use crate::auth::{cookies, sign_in};
use crate::http::body::Body;
use crate::http::{ApiError, Caller, client_address, responses};

/// Change one's own password
///
/// Asks for the current one; wrong tries count like wrong tries at sign-in. All other
/// sessions of the account end, and its owner is told by mail.
#[utoipa::path(
    tag = "me",
    request_body = ChangePasswordRequest,
    responses(
        (status = 204, description = "The password is changed; this session goes on."),
        (status = 412, description = "`preconditionFailed`: the password was set in another way meanwhile.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many tries; `Retry-After` says how long to wait.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[put("/me/password")]
pub async fn change_password(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    body: Body<ChangePasswordRequest>,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    // A new password that breaks a rule is no try: nothing is counted yet.
    let owner = Owner::of(&app, &request, &live).may_try(&app).await?;
    if body.0.current_password == body.0.new_password {
        return Err(FieldErrors::one("newPassword", FieldRule::PasswordUnchanged).into());
    }
    let (account, member) = (&live.account, &live.member);
    new_password::check(&body.0.new_password, account.into(), member, "newPassword").await?;
    let current = &body.0.current_password;
    let Some(proved) = owner.prove(&app, current).await? else {
        let rule = FieldRule::CurrentPasswordWrong;
        return Err(FieldErrors::one("currentPassword", rule).into());
    };
    let hash = app
        .hasher
        .hash(&body.0.new_password, app.db.entropy().as_ref())
        .await?;
    let address = client_address::of(&request);
    let keep = Kept {
        session: live.session.id.0,
        known_by: cookies::read(&request, cookies::KNOWN).map(|secret| secret.digest()),
    };
    let state = app.clone();
    app.db
        .write(move |tx| replace(tx, &state, &live, &keep, &proved, &hash, address))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn replace(
    tx: &mut WriteTx<'_>,
    app: &App,
    live: &LiveSession,
    keep: &Kept,
    proved: &Proved,
    hash: &str,
    address: String,
) -> Result<(), ApiError> {
    let account = &live.account;
    // Somebody who set it in the meantime, by a mailed link perhaps, wins.
    if !accounts::set_password(
        tx,
        account.scope(),
        account.id.0,
        hash,
        Some(&proved.stored),
    )? {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    proved.lane.forget(tx, &app.keys, account, &live.member)?;
    new_password::after_change(tx, app, account, &live.member, Some(keep), address)?;
    let event = sign_in::own_event(account, AuditAction::PasswordChanged);
    Ok(audit::record(tx, account.scope(), &event)?)
}
