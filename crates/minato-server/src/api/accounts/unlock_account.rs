use actix_web::{HttpResponse, post, web};
use minato_db::models::factor_failures;
use minato_db::{WriteTx, audit};
use minato_types::audit::AuditAction;
use minato_types::values::AccountId;

use super::hold;
use super::viewer::Viewer;
use crate::app::App;
use crate::auth::failures;
use crate::http::{ApiError, Caller, responses};

/// Unlock an account
///
/// Ends the wait after wrong passwords and the lock after wrong codes. An address that also
/// stands at another member keeps its wait for signing in without a member number.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The id of the account.")),
    responses(
        (status = 204, description = "Nothing keeps the account from signing in any more."),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::Always,
    ),
)]
#[post("/accounts/{id}/unlock")]
pub async fn unlock_account(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let viewer = Viewer::of(&app, &caller)?;
    app.db.write(move |tx| unlock(tx, &viewer, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn unlock(tx: &mut WriteTx<'_>, viewer: &Viewer, id: AccountId) -> Result<(), ApiError> {
    let own = viewer.own;
    let account = hold::hold(tx, own, id)?.account;
    failures::forget_everywhere(tx, &viewer.app.keys, &account, &viewer.member)?;
    factor_failures::clear_all_of(tx, own.scope, id)?;
    let event = hold::event(own, AuditAction::AccountUnlocked, &account, Vec::new());
    Ok(audit::record(tx, own.scope, &event)?)
}
