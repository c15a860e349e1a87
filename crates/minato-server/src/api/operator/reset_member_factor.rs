use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::{accounts, members};
use minato_db::{Tx as _, WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::values::{AccountId, AccountRole, MemberNumber};

use super::desk::{Desk, NumberInPath};
use crate::app::App;
use crate::auth::access;
use crate::auth::first_login::{self, Purpose};
use crate::desk::accounts::event;
use crate::http::{ApiError, Caller, responses};

/// Let the last admin of a member set up the sign-in anew
///
/// For an admin who has lost the authenticator app and the recovery codes, at a member where no
/// other admin can sign in: everybody else is helped by an admin of his own. Password, app and
/// recovery codes are forgotten, all sessions and links end, and a link to a new first sign-in
/// is mailed. Wants a proof that is not older than ten minutes. One link a minute and five an
/// hour for each account, invitations counted in.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("id" = AccountId, Path, description = "The id of the account."),
    ),
    responses(
        (status = 202, description = "A mail is on its way."),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`notChangeable`: it is no admin's, is suspended or expired, or another admin of the member can do it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too soon; `Retry-After` says how long to wait.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::NotFound, responses::SignedIn, responses::Always,
    ),
)]
#[post("/operator/members/{memberNumber}/accounts/{id}/factor-reset")]
pub async fn reset_member_factor(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    number: NumberInPath,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let id = request.match_info().get("id");
    let id: Option<AccountId> = id.and_then(|text| text.parse().ok());
    let id = id.ok_or(ProblemCode::NotFound)?;
    app.db
        .write(move |tx| reset(tx, &desk, &number.0, id))
        .await?;
    Ok(HttpResponse::Accepted().finish())
}

fn reset(
    tx: &mut WriteTx<'_>,
    desk: &Desk,
    number: &MemberNumber,
    id: AccountId,
) -> Result<(), ApiError> {
    desk.require_proof(tx)?;
    let (scope, managed) = desk.member(tx, number)?;
    // The member first, then accounts: nobody waits crosswise, and who is the last admin holds.
    members::lock(tx, scope)?;
    accounts::lock(tx, scope, id)?;
    let found = accounts::find_managed(tx, scope, id)?.ok_or(ProblemCode::NotFound)?;
    let (account, member) = (found.account, &managed.member);
    let usable = account.is_usable(tx.now()) && member.is_active();
    let is_admin = account.role.0 == AccountRole::Admin;
    if !usable || !is_admin || accounts::has_other_admin(tx, scope, id)? {
        return Err(ProblemCode::NotChangeable.into());
    }
    first_login::check_wait(tx, &account, &[Purpose::Invitation, Purpose::FactorReset])?;
    access::forget_all(tx, &account)?;
    first_login::send(tx, &desk.app, &account, member, Purpose::FactorReset, None)?;
    let event = event(desk.actor(), AuditAction::FactorReset, &account);
    Ok(audit::record(tx, scope, &event)?)
}
