use actix_web::{HttpRequest, HttpResponse, delete, web};
use minato_db::models::accounts::Account;
use minato_db::models::{accounts, api_clients, recovery_codes, totp_secrets};
use minato_db::{Party, WriteTx, audit};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::values::AccountId;

use super::hold;
use crate::app::App;
use crate::auth::access;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Delete an account
///
/// Its sessions end at once, and its e-mail address can be added again. What it did keeps
/// its name.
#[utoipa::path(
    tag = "accounts",
    params(
        ("id" = AccountId, Path, description = "The id of the account."),
        ("If-Match" = String, Header, description = "The `ETag` of the account that is to be deleted."),
    ),
    responses(
        (status = 204, description = "The account is deleted."),
        (status = 403, description = "`ownAccount`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`lastAdmin`: nobody could manage the accounts any more.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[delete("/accounts/{id}")]
pub async fn delete_account(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let own = Party::from(caller.account()?);
    app.db
        .write(move |tx| delete(tx, own, *id, version))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn delete(tx: &mut WriteTx<'_>, own: Party, id: AccountId, version: i64) -> Result<(), ApiError> {
    let managed = hold::hold_version(tx, own, id, version)?;
    let account = &managed.account;
    hold::not_own(own, account)?;
    hold::keep_an_admin(tx, &managed)?;
    entity_tag::found(accounts::delete(tx, account, version)?)?;
    // Programs that he answered for do not stop: whoever deletes him answers for them now.
    api_clients::hand_over(tx, own.scope, id, own.account)?;
    access::end(tx, account)?;
    totp_secrets::delete_all_of(tx, own.scope, id)?;
    recovery_codes::delete_all_of(tx, own.scope, id)?;
    let event = hold::event(own, AuditAction::AccountDeleted, account, gone(account));
    Ok(audit::record(tx, own.scope, &event)?)
}

/// What the account was: nobody can look it up any more.
fn gone(account: &Account) -> Vec<AuditChange> {
    let had = |field, value: String| AuditChange::new(field, Some(value), None);
    vec![
        had(AuditField::Name, account.name.0.to_string()),
        had(AuditField::Role, account.role.0.to_string()),
    ]
}
