use actix_web::{HttpRequest, HttpResponse, patch, web};
use minato_db::WriteTx;
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::accounts::Account;
use minato_db::models::members::{self, Member, SecurityChange};
use minato_db::models::trusted_browsers;
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::company::{
    AllowedNetwork, CompanySecurity, MIN_SESSION_HOURS, MIN_SESSION_IDLE_MINUTES,
    UpdateCompanySecurityRequest,
};
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::get_company_security::{Limits, answer};
use crate::app::App;
use crate::audit::explained;
use crate::auth::networks::Asker;
use crate::auth::step_up;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Change how the member's people sign in
///
/// What is left out stays as it is. Wants a proof that is not older than ten minutes. What is
/// changed holds from the next request of every session on; a list of networks that would keep
/// out the one who saves it is refused.
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
    let asker = Asker::of(&request, &caller)?;
    let limits = Limits::of(&app.settings.lifetimes);
    check_limits(&body.0, limits)?;
    let from = asker.address;
    let after = app
        .db
        .write(move |tx| update(tx, &asker, version, &body.0))
        .await?;
    Ok(answer(&after, limits, from))
}

/// A member can be stricter than the server, not laxer.
fn check_limits(request: &UpdateCompanySecurityRequest, most: Limits) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::new();
    let mut check = |field: &str, asked: Option<u32>, min: u32, max: u32| {
        if asked.is_some_and(|asked| asked > max) {
            let (min, max) = (min.into(), max.into());
            errors.add(field, FieldRule::OutOfRange { min, max });
        }
    };
    let (idle, hours) = (
        request.session_idle_minutes.flatten(),
        request.session_hours.flatten(),
    );
    check(
        "sessionIdleMinutes",
        idle,
        MIN_SESSION_IDLE_MINUTES,
        most.idle_minutes,
    );
    check("sessionHours", hours, MIN_SESSION_HOURS, most.hours);
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

fn update(
    tx: &mut WriteTx<'_>,
    asker: &Asker,
    version: i64,
    request: &UpdateCompanySecurityRequest,
) -> Result<Member, ApiError> {
    let own = asker.live.principal();
    // In the order in which admins change accounts: the member, then the account.
    members::lock(tx, own.scope)?;
    let (account, before) = asker.still_inside(tx)?;
    step_up::require(tx, &asker.live)?;
    let change = changed(&before, request);
    keep_asker_in(asker, &account, request)?;
    if !members::set_security(tx, own.scope, version, &change)? {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    if !change.trusted_browsers {
        trusted_browsers::delete_all_of_member(tx, own.scope)?;
    }
    let event = NewAuditEvent {
        actor: Actor::Account(own.account),
        action: AuditAction::CompanySecurityChanged,
        subject: None,
        text: explained::text(None, changes(&before, &change)),
    };
    audit::record(tx, own.scope, &event)?;
    Ok(members::get(tx, own.scope)?)
}

/// The rules as they are to be.
fn changed(before: &Member, request: &UpdateCompanySecurityRequest) -> SecurityChange {
    let kept = |limit: Option<i64>| limit.and_then(|limit| u32::try_from(limit).ok());
    let (idle, hours) = (before.session_idle_minutes, before.session_hours);
    SecurityChange {
        trusted_browsers: request.trusted_browsers.unwrap_or(before.trusted_browsers),
        allowed_networks: request
            .networks()
            .unwrap_or_else(|| before.allowed_networks()),
        session_idle_minutes: request.session_idle_minutes.unwrap_or_else(|| kept(idle)),
        session_hours: request.session_hours.unwrap_or_else(|| kept(hours)),
    }
}

/// Refuses a list of networks that would keep out the one who saves it.
fn keep_asker_in(
    asker: &Asker,
    account: &Account,
    request: &UpdateCompanySecurityRequest,
) -> Result<(), FieldErrors> {
    let networks = request.networks().unwrap_or_default();
    let inside = |address| networks.iter().any(|entry| entry.network.contains(address));
    if networks.is_empty() || account.any_address || asker.address.is_some_and(inside) {
        return Ok(());
    }
    let address = asker.address_text();
    let rule = FieldRule::OwnAddressMissing { address };
    Err(FieldErrors::one("allowedNetworks", rule))
}

/// What changes, for the audit trail.
fn changes(before: &Member, after: &SecurityChange) -> Vec<AuditChange> {
    use AuditField as F;
    let word = |limit: Option<u32>| limit.map(|limit| limit.to_string()).unwrap_or_default();
    let kept = |limit: Option<i64>| word(limit.and_then(|limit| u32::try_from(limit).ok()));
    let networks = |list: &[AllowedNetwork]| {
        let list: Vec<&str> = list.iter().map(|entry| entry.network.as_str()).collect();
        list.join(" ")
    };
    let changes = [
        AuditChange::of(
            F::TrustedBrowsers,
            before.trusted_browsers,
            after.trusted_browsers,
        ),
        AuditChange::of(
            F::AllowedNetworks,
            networks(&before.allowed_networks()),
            networks(&after.allowed_networks),
        ),
        AuditChange::of(
            F::SessionIdleMinutes,
            kept(before.session_idle_minutes),
            word(after.session_idle_minutes),
        ),
        AuditChange::of(
            F::SessionHours,
            kept(before.session_hours),
            word(after.session_hours),
        ),
    ];
    changes.into_iter().flatten().collect()
}
