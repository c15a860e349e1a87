use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, patch, web};
use minato_db::WriteTx;
use minato_db::audit::{self, NewAuditEvent};
use minato_db::models::accounts::{self, Account, Profile};
use minato_db::models::sessions::LiveSession;
use minato_db::models::totp_secrets;
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::me::{Me, UpdateMeRequest};
use minato_types::values::{Department, PersonName, PhoneNumber, SecondFactor, TimeZone};
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::me_of;
use crate::app::App;
use crate::audit::explained;
use crate::auth::{sign_in, step_up};
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Change one's own profile
///
/// What is left out stays as it is. Role and last day of validity are an admin's to change. Name and
/// telephone number, which a link for a new password asks for, want a fresh proof.
#[utoipa::path(
    tag = "me",
    params(("If-Match" = String, Header, description = "The `ETag` of the profile that the change is based on.")),
    request_body = UpdateMeRequest,
    responses(
        (status = 200, description = "The profile after the change.", body = Me, headers(("ETag" = String, description = "The new version of the profile."))),
        (status = 403, description = "`stepUpRequired`: name or telephone number change; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::WithBody, responses::Always,
    ),
)]
#[patch("/me")]
pub async fn update_me(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    body: Body<UpdateMeRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let live = caller.session()?.clone();
    let (account, factor) = app
        .db
        .write(move |tx| update(tx, &live, version, &body.0))
        .await?;
    let etag = entity_tag::of(account.version);
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, etag))
        .json(me_of(account, factor)))
}

fn update(
    tx: &mut WriteTx<'_>,
    live: &LiveSession,
    version: i64,
    change: &UpdateMeRequest,
) -> Result<(Account, SecondFactor), ApiError> {
    let own = live.principal();
    let account = accounts::get(tx, own.scope, own.account)?;
    let profile = changed(&account, change)?;
    if proves_who_one_is(&account, &profile) {
        step_up::require(tx, live)?;
    }
    if !accounts::update_profile(tx, &account, version, &profile)? {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    let event = NewAuditEvent {
        text: explained::text(None, changes(&account, &profile)),
        ..sign_in::own_event(&account, AuditAction::ProfileChanged)
    };
    audit::record(tx, own.scope, &event)?;
    let account = accounts::get(tx, own.scope, own.account)?;
    let factor = totp_secrets::factor_of(tx, &account)?;
    Ok((account, factor))
}

/// Whether something changes by which people prove who they are when they have lost everything else.
fn proves_who_one_is(before: &Account, after: &Profile) -> bool {
    let phone = before.phone.as_ref().map(|phone| &phone.0);
    before.name.0 != after.name || phone != after.phone.as_ref()
}

/// What changes, for the audit trail.
fn changes(before: &Account, after: &Profile) -> Vec<AuditChange> {
    use AuditField as F;
    let phone = |phone: Option<&PhoneNumber>| phone.map(ToString::to_string).unwrap_or_default();
    let (old_phone, new_phone) = (
        phone(before.phone.as_ref().map(|phone| &phone.0)),
        phone(after.phone.as_ref()),
    );
    let changes = [
        AuditChange::of(F::Name, &before.name.0, &after.name),
        AuditChange::of(F::Phone, old_phone, new_phone),
        AuditChange::of(F::Department, &before.department.0, &after.department),
        AuditChange::of(F::Language, before.language.0, after.language),
        AuditChange::of(F::TimeZone, &before.time_zone.0, &after.time_zone),
    ];
    changes.into_iter().flatten().collect()
}

/// The profile as it is to be. The fields were validated on arrival; a fault here would
/// be told in the same way.
fn changed(account: &Account, change: &UpdateMeRequest) -> Result<Profile, FieldErrors> {
    let at = |field: &'static str| move |rule: FieldRule| FieldErrors::one(field, rule);
    let phone = match change.phone.as_deref().map(str::trim) {
        None => account.phone.as_ref().map(|phone| phone.0.clone()),
        Some("") => None,
        Some(text) => Some(PhoneNumber::parse(text).map_err(at("phone"))?),
    };
    Ok(Profile {
        name: match &change.name {
            None => account.name.0.clone(),
            Some(text) => PersonName::parse(text).map_err(at("name"))?,
        },
        phone,
        department: match &change.department {
            None => account.department.0.clone(),
            Some(text) => Department::parse(text).map_err(at("department"))?,
        },
        language: match &change.language {
            None => account.language.0,
            Some(text) => text.parse().map_err(at("language"))?,
        },
        time_zone: match &change.time_zone {
            None => account.time_zone.0.clone(),
            Some(text) => TimeZone::parse(text).map_err(at("timeZone"))?,
        },
    })
}
