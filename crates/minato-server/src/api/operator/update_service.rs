use actix_web::{HttpRequest, HttpResponse, patch, web};
use minato_db::audit::{self, NewAuditEvent};
use minato_db::models::services::{self, ServiceChange};
use minato_db::{TenantScope, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::service_catalogue::{CatalogueService, UpdateServiceRequest};
use minato_types::{FieldErrors, ProblemCode};

use super::contract_desk::{catalogue_service, versioned};
use super::desk::Desk;
use crate::app::App;
use crate::desk::members::number_at;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Change a service
///
/// What is left out stays as it is; short name and names always do.
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
        .write(move |tx| update(tx, &desk, &code, version, &body.0))
        .await?;
    Ok(versioned(&after))
}

fn update(
    tx: &mut WriteTx<'_>,
    desk: &Desk,
    code: &str,
    version: i64,
    request: &UpdateServiceRequest,
) -> Result<(CatalogueService, i64), ApiError> {
    let before = services::find(tx, code)?.ok_or(ProblemCode::NotFound)?;
    let category = request.category.as_deref().map(str::parse).transpose();
    let category = category.map_err(|rule| FieldErrors::one("category", rule))?;
    let change = ServiceChange {
        category: category.unwrap_or(before.category.0),
        has_settings: request.has_settings.unwrap_or(before.has_settings),
        position: number_at("position", request.position, before.position)?,
    };
    if before.version != version || !services::update(tx, &before, change)? {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    let event = NewAuditEvent {
        actor: desk.actor(),
        action: AuditAction::ServiceChanged,
        subject: Some(before.code),
        text: None,
    };
    audit::record(tx, TenantScope::CARRIER, &event)?;
    let after = services::find(tx, code)?.ok_or(ProblemCode::NotFound)?;
    let version = after.version;
    Ok((catalogue_service(after), version))
}
