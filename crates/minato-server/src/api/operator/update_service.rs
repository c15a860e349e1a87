use actix_web::{HttpRequest, HttpResponse, patch, web};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::services::{self, Service, ServiceChange};
use minato_db::{TenantScope, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::service_catalogue::{CatalogueService, UpdateServiceRequest};
use minato_types::values::ServiceTitle;
use minato_types::{FieldErrors, ProblemCode};

use super::contract_desk::{catalogue_service, versioned};
use super::desk::Desk;
use crate::app::App;
use crate::auth::keys::Keys;
use crate::desk::members::number_at;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};
use crate::jobs::service_renamed;

/// Change a service
///
/// What is left out stays as it is; the short name always does. Under a new name the service is shown
/// at once, and its contracts are found shortly afterwards.
#[utoipa::path(
    tag = "operator",
    params(
        ("code" = String, Path, description = "The short name of the service."),
        ("If-Match" = String, Header, description = "The `ETag` of the service that the change is based on."),
    ),
    request_body = UpdateServiceRequest,
    responses(
        (status = 200, description = "The service after the change.", body = CatalogueService, headers(("ETag" = String, description = "The new version of the service."))),
        responses::NotFound, responses::Versioned, responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[patch("/operator/services/{code}")]
pub async fn update_service(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    code: web::Path<String>,
    body: Body<UpdateServiceRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let desk = Desk::of(&app, &caller)?;
    let after = app
        .db
        .write(move |tx| {
            let by = (&desk.app.keys, desk.actor());
            update(tx, by, &code, version, &body.0)
        })
        .await?;
    Ok(versioned(&after))
}

/// Changes a service that has this version.
pub(crate) fn update(
    tx: &mut WriteTx<'_>,
    (keys, actor): (&Keys, Actor),
    code: &str,
    version: i64,
    request: &UpdateServiceRequest,
) -> Result<(CatalogueService, i64), ApiError> {
    let before = services::find(tx, code)?.ok_or(ProblemCode::NotFound)?;
    let change = changed(&before, request)?;
    if before.version != version || !services::update(tx, &before, &change)? {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    let renamed = before.name_ja != change.name_ja || before.name_en != change.name_en;
    if renamed {
        service_renamed::enqueue(tx, keys, before.id.0)?;
    }
    let names = || format!("nameJa={} nameEn={}", change.name_ja, change.name_en);
    let event = NewAuditEvent {
        actor,
        action: AuditAction::ServiceChanged,
        subject: Some(before.code),
        text: renamed.then(names),
    };
    audit::record(tx, TenantScope::CARRIER, &event)?;
    let after = services::find(tx, code)?.ok_or(ProblemCode::NotFound)?;
    let version = after.version;
    Ok((catalogue_service(after), version))
}

/// The service as it is to be. The fields were validated before; a fault here would be told in the
/// same way.
fn changed(before: &Service, request: &UpdateServiceRequest) -> Result<ServiceChange, FieldErrors> {
    let category = request.category.as_deref().map(str::parse).transpose();
    let category = category.map_err(|rule| FieldErrors::one("category", rule))?;
    let title = |field, text: &Option<String>, before: &str| match text {
        None => Ok(before.to_owned()),
        Some(text) => ServiceTitle::parse(text)
            .map(|title| title.as_str().to_owned())
            .map_err(|rule| FieldErrors::one(field, rule)),
    };
    Ok(ServiceChange {
        category: category.unwrap_or(before.category.0),
        name_ja: title("nameJa", &request.name_ja, &before.name_ja)?,
        name_en: title("nameEn", &request.name_en, &before.name_en)?,
        has_settings: request.has_settings.unwrap_or(before.has_settings),
        position: number_at("position", request.position, before.position)?,
    })
}
