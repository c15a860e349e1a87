use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::accounts;
use minato_db::{Party, WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::accounts::Account;
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::values::AccountId;

use super::hold;
use super::viewer::Viewer;
use crate::app::App;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Switch a suspended account on again
///
/// It signs in with the password that it had.
#[utoipa::path(
    tag = "accounts",
    params(
        ("id" = AccountId, Path, description = "The id of the account."),
        ("If-Match" = String, Header, description = "The `ETag` of the account that the change is based on."),
    ),
    responses(
        (status = 200, description = "The account.", body = Account, headers(("ETag" = String, description = "The new version of the account."))),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`notChangeable`: it is not suspended.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::Always,
    ),
)]
#[post("/accounts/{id}/resume")]
pub async fn resume_account(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let viewer = Viewer::of(&app, &caller)?;
    let after = app
        .db
        .write(move |tx| {
            resume(tx, viewer.own, *id, version)?;
            viewer.account(tx, *id)
        })
        .await?;
    Ok(super::versioned(&after))
}

fn resume(tx: &mut WriteTx<'_>, own: Party, id: AccountId, version: i64) -> Result<(), ApiError> {
    let managed = hold::hold_version(tx, own, id, version)?;
    let account = &managed.account;
    if account.state != "suspended" {
        return Err(ProblemCode::NotChangeable.into());
    }
    entity_tag::found(accounts::resume(tx, account, version)?)?;
    let state = AuditChange::of(AuditField::State, "suspended", "active");
    let changes = state.into_iter().collect();
    let event = hold::event(own, AuditAction::AccountResumed, account, changes);
    Ok(audit::record(tx, own.scope, &event)?)
}
