use actix_web::{HttpRequest, HttpResponse, put, web};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::member_notifications::{self, MemberNotifications};
use minato_db::{AccountPrincipal, WriteTx};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::company::{CompanyNotifications, UpdateCompanyNotificationsRequest};
use minato_types::values::{EmailAddress, Language};
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::get_company_notifications::answer;
use crate::app::App;
use crate::audit::explained;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Change who hears by mail of what the member's people do
///
/// The whole list anew; an empty one means that nobody else hears of it.
#[utoipa::path(
    tag = "company",
    params(("If-Match" = String, Header, description = "The `ETag` of the notifications that the change is based on.")),
    request_body = UpdateCompanyNotificationsRequest,
    responses(
        (status = 200, description = "The notifications after the change.", body = CompanyNotifications, headers(("ETag" = String, description = "The new version of the notifications."))),
        (status = 412, description = "`preconditionFailed`: somebody else changed them.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[put("/company/notifications")]
pub async fn update_company_notifications(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    body: Body<UpdateCompanyNotificationsRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let own = caller.account()?;
    let after = app
        .db
        .write(move |tx| update(tx, own, version, &body.0))
        .await?;
    Ok(answer(after))
}

fn update(
    tx: &mut WriteTx<'_>,
    own: AccountPrincipal,
    version: i64,
    request: &UpdateCompanyNotificationsRequest,
) -> Result<MemberNotifications, ApiError> {
    let (scope, emails) = (own.scope, read(&request.addresses)?);
    let language = request.language.parse();
    let language = language.map_err(|rule| FieldErrors::one("language", rule))?;
    let before = member_notifications::get(tx, scope)?;
    if !member_notifications::replace(tx, scope, version, &emails, language)? {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    let event = NewAuditEvent {
        actor: Actor::Account(own.account),
        action: AuditAction::NotificationsChanged,
        subject: None,
        text: explained::text(None, changes(&before, &emails, language)),
    };
    audit::record(tx, scope, &event)?;
    Ok(member_notifications::get(tx, scope)?)
}

/// What changes, for the audit trail.
fn changes(
    before: &MemberNotifications,
    after: &[EmailAddress],
    language: Language,
) -> Vec<AuditChange> {
    let before_that = &before.addresses;
    let gone = before_that.iter().filter(|old| !after.contains(old));
    let new = after.iter().filter(|new| !before_that.contains(new));
    let field = AuditField::NotificationAddress;
    let gone = gone.map(|old| AuditChange::new(field, Some(old.to_string()), None));
    let new = new.map(|new| AuditChange::new(field, None, Some(new.to_string())));
    let language = AuditChange::of(AuditField::Language, before.language, language);
    gone.chain(new).chain(language).collect()
}

/// The addresses in their order. They were validated on arrival; a fault here would be told
/// in the same way.
fn read(addresses: &[String]) -> Result<Vec<EmailAddress>, FieldErrors> {
    let parsed = addresses.iter().enumerate().map(|(place, text)| {
        let at = |rule: FieldRule| FieldErrors::one(&format!("addresses.{place}"), rule);
        EmailAddress::parse(text).map_err(at)
    });
    parsed.collect()
}
