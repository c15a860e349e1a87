use actix_web::{HttpResponse, post, web};
use minato_db::models::accounts;
use minato_db::{Tx as _, WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::values::AccountId;

use super::hold;
use super::viewer::Viewer;
use crate::app::App;
use crate::auth::first_login::{self, Purpose};
use crate::http::{ApiError, Caller, responses};

/// Mail a link to the first sign-in
///
/// For new people, and for those who forgot their password; an app that is set up stays. The link can be used for 72 hours, once;
/// links that were sent before end. One a minute and five an hour for each account.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The id of the account.")),
    responses(
        (status = 202, description = "A mail is on its way."),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`notChangeable`: it is suspended or expired.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too soon; `Retry-After` says how long to wait.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::Always,
    ),
)]
#[post("/accounts/{id}/invitation")]
pub async fn invite_account(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let viewer = Viewer::of(&app, &caller)?;
    app.db.write(move |tx| invite(tx, &viewer, *id)).await?;
    Ok(HttpResponse::Accepted().finish())
}

fn invite(tx: &mut WriteTx<'_>, viewer: &Viewer, id: AccountId) -> Result<(), ApiError> {
    let own = viewer.own;
    let account = hold::hold(tx, own, id)?.account;
    // Whoever sets the password or uses a link up locks the account too.
    accounts::lock(tx, own.scope, id)?;
    if !account.is_usable(tx.now()) {
        return Err(ProblemCode::NotChangeable.into());
    }
    first_login::check_wait(tx, &account, &[Purpose::Invitation, Purpose::FactorReset])?;
    viewer.invite(tx, &account)?;
    let event = hold::event(own, AuditAction::AccountInvited, &account, Vec::new());
    Ok(audit::record(tx, own.scope, &event)?)
}
