use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::accounts;
use minato_db::{Tx as _, WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::values::{AccountId, AccountState, MemberNumber};

use super::desk::{Desk, NumberInPath};
use crate::app::App;
use crate::auth::first_login::{self, Purpose};
use crate::desk::accounts::event;
use crate::http::{ApiError, Caller, responses};

/// Mail the link to the first sign-in again
///
/// For people who have not signed in yet. Links that were sent before end. One a minute and
/// five an hour for each account. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("id" = AccountId, Path, description = "The id of the account."),
    ),
    responses(
        (status = 202, description = "A mail is on its way."),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`notChangeable`: it has been used already, is suspended or expired.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too soon; `Retry-After` says how long to wait.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::NotFound, responses::SignedIn, responses::Always,
    ),
)]
#[post("/operator/members/{memberNumber}/accounts/{id}/opening-mail")]
pub async fn send_opening_mail(
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
        .write(move |tx| send(tx, &desk, &number.0, id))
        .await?;
    Ok(HttpResponse::Accepted().finish())
}

fn send(
    tx: &mut WriteTx<'_>,
    desk: &Desk,
    number: &MemberNumber,
    id: AccountId,
) -> Result<(), ApiError> {
    desk.require_proof(tx)?;
    let (scope, managed) = desk.member(tx, number)?;
    // Whoever sets the password or uses a link up locks the account too.
    accounts::lock(tx, scope, id)?;
    let found = accounts::find_managed(tx, scope, id)?.ok_or(ProblemCode::NotFound)?;
    if found.state(tx.now()) != AccountState::Invited || !managed.member.is_active() {
        return Err(ProblemCode::NotChangeable.into());
    }
    let account = found.account;
    first_login::check_wait(tx, &account, &[Purpose::Opening])?;
    let (app, member) = (&desk.app, &managed.member);
    first_login::send(tx, app, &account, member, Purpose::Opening, None)?;
    let event = event(desk.actor(), AuditAction::OpeningMailSent, &account);
    Ok(audit::record(tx, scope, &event)?)
}
