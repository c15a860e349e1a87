use actix_web::{HttpResponse, post, web};
use minato_db::models::accounts;
use minato_db::models::sessions::LiveSession;
use minato_db::{Tx as _, WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::accounts::Account;
use minato_types::audit::AuditAction;
use minato_types::values::AccountId;

use super::hold;
use super::viewer::Viewer;
use crate::app::App;
use crate::auth::first_login::{self, Purpose};
use crate::auth::{access, step_up};
use crate::http::{ApiError, Caller, responses};

/// Let a person set up the sign-in anew
///
/// For whoever has lost the authenticator app and the recovery codes. Password, app and
/// recovery codes are forgotten, all sessions and links end, and a link to a new first sign-in
/// is mailed. Wants a proof that is not older than ten minutes. One link a minute and five an
/// hour for each account, invitations counted in.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The id of the account.")),
    responses(
        (status = 200, description = "The account; a mail is on its way.", body = Account, headers(("ETag" = String, description = "The new version of the account."))),
        (status = 403, description = "`ownAccount`; `stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`notChangeable`: it is suspended or expired.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too soon; `Retry-After` says how long to wait.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[post("/accounts/{id}/factor-reset")]
pub async fn reset_factor(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let viewer = Viewer::of(&app, &caller)?;
    let live = caller.session()?.clone();
    let after = app
        .db
        .write(move |tx| {
            reset(tx, &viewer, &live, *id)?;
            viewer.account(tx, *id)
        })
        .await?;
    Ok(super::versioned(&after))
}

fn reset(
    tx: &mut WriteTx<'_>,
    viewer: &Viewer,
    live: &LiveSession,
    id: AccountId,
) -> Result<(), ApiError> {
    let own = viewer.own;
    // The member first, then accounts: nobody waits crosswise.
    let account = hold::hold(tx, own, id)?.account;
    hold::not_own(own, &account)?;
    step_up::require(tx, live)?;
    accounts::lock(tx, own.scope, id)?;
    if !account.is_usable(tx.now()) {
        return Err(ProblemCode::NotChangeable.into());
    }
    first_login::check_wait(tx, &account, &[Purpose::Invitation, Purpose::FactorReset])?;
    access::forget_all(tx, &account)?;
    let admin = accounts::get(tx, own.scope, own.account)?.name.0;
    let (app, member, purpose) = (&viewer.app, &viewer.member, Purpose::FactorReset);
    first_login::send(tx, app, &account, member, purpose, Some(&admin))?;
    let event = hold::event(own, AuditAction::FactorReset, &account, Vec::new());
    Ok(audit::record(tx, own.scope, &event)?)
}
