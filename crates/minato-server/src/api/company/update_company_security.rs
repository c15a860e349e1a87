use actix_web::{HttpRequest, HttpResponse, patch, web};
use minato_db::WriteTx;
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::members::{self, Member};
use minato_db::models::sessions::LiveSession;
use minato_db::models::trusted_browsers;
use minato_types::ProblemCode;
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::company::{CompanySecurity, UpdateCompanySecurityRequest};

use super::get_company_security::answer;
use crate::app::App;
use crate::audit::explained;
use crate::auth::step_up;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Change how the member's people sign in
///
/// What is left out stays as it is. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "company",
    params(("If-Match" = String, Header, description = "The `ETag` of the rules that the change is based on.")),
    request_body = UpdateCompanySecurityRequest,
    responses(
        (status = 200, description = "How they sign in after the change.", body = CompanySecurity, headers(("ETag" = String, description = "The new version of these rules."))),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed them.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::WithBody, responses::Always,
    ),
)]
#[patch("/company/security")]
pub async fn update_company_security(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    body: Body<UpdateCompanySecurityRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let live = caller.session()?.clone();
    let after = app
        .db
        .write(move |tx| update(tx, &live, version, body.0))
        .await?;
    Ok(answer(&after))
}

fn update(
    tx: &mut WriteTx<'_>,
    live: &LiveSession,
    version: i64,
    request: UpdateCompanySecurityRequest,
) -> Result<Member, ApiError> {
    let own = live.principal();
    // In the order in which admins change accounts: the member, then the account.
    let before = members::lock(tx, own.scope)?;
    step_up::require(tx, live)?;
    let allowed = request.trusted_browsers.unwrap_or(before.trusted_browsers);
    if !members::set_trusted_browsers(tx, own.scope, version, allowed)? {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    if !allowed {
        trusted_browsers::delete_all_of_member(tx, own.scope)?;
    }
    let trust = AuditChange::of(
        AuditField::TrustedBrowsers,
        before.trusted_browsers,
        allowed,
    );
    let event = NewAuditEvent {
        actor: Actor::Account(own.account),
        action: AuditAction::CompanySecurityChanged,
        subject: None,
        text: explained::text(None, trust.into_iter().collect()),
    };
    audit::record(tx, own.scope, &event)?;
    Ok(members::get(tx, own.scope)?)
}
