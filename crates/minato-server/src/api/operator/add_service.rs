use actix_web::{HttpResponse, post, web};
use minato_db::audit::{self, NewAuditEvent};
use minato_db::models::services::{self, NewService};
use minato_db::{DbError, TenantScope, UniqueKey, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::endpoints::{self, BASE};
use minato_types::service_catalogue::{AddServiceRequest, CatalogueService};
use minato_types::services::ServiceCategory;
use minato_types::values::{ServiceCode, ServiceTitle};
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::contract_desk::catalogue_service;
use super::desk::Desk;
use crate::app::App;
use crate::desk::members::number_at;
use crate::http::body::Body;
use crate::http::idempotency::{Created, IdempotencyKey, Repeatable};
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Add a service
///
/// Its short name stays as it is: files and addresses name it.
#[utoipa::path(
    tag = "operator",
    params(("Idempotency-Key" = String, Header, description = "The same key again gets the same answer.")),
    request_body = AddServiceRequest,
    responses(
        (status = 201, description = "The service is there.", body = CatalogueService, headers(
            ("Location" = String, description = "The services."),
            ("ETag" = String, description = "The version of the service."),
        )),
        responses::SignedIn, responses::Change, responses::WithBody, responses::WithKey, responses::Always,
    ),
)]
#[post("/operator/services")]
pub async fn add_service(
    app: web::Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<AddServiceRequest>,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let who = (desk.principal(), TenantScope::CARRIER);
    let endpoint = endpoints::ADD_SERVICE;
    let repeatable = Repeatable::by_operator(&app.keys, who, endpoint, &key, &body.0)?;
    let new = read(&body.0)?;
    repeatable
        .answer(&app, move |tx| add(tx, &desk, &new))
        .await
}

fn add(tx: &mut WriteTx<'_>, desk: &Desk, new: &NewService) -> Result<Created, ApiError> {
    services::insert(tx, new).map_err(|error| match error {
        DbError::Unique(UniqueKey::ServiceCode) => {
            FieldErrors::one("code", FieldRule::ServiceCodeTaken).into()
        }
        other => ApiError::from(other),
    })?;
    let event = NewAuditEvent {
        actor: desk.actor(),
        action: AuditAction::ServiceAdded,
        subject: Some(new.code.clone()),
        text: None,
    };
    audit::record(tx, TenantScope::CARRIER, &event)?;
    let service = services::find(tx, &new.code)?.ok_or(ProblemCode::NotFound)?;
    let (location, version) = (format!("{BASE}/operator/services"), service.version);
    Created::new(
        location,
        entity_tag::of(version),
        &catalogue_service(service),
    )
}

/// The service that is asked for. The fields were validated before; a fault here would be told
/// in the same way.
fn read(request: &AddServiceRequest) -> Result<NewService, FieldErrors> {
    let at = |field: &'static str| move |rule: FieldRule| FieldErrors::one(field, rule);
    let category: ServiceCategory = request.category.parse().map_err(at("category"))?;
    let title = |field, text: &str| ServiceTitle::parse(text).map_err(at(field));
    Ok(NewService {
        code: ServiceCode::parse(&request.code)
            .map_err(at("code"))?
            .as_str()
            .to_owned(),
        category,
        name_ja: title("nameJa", &request.name_ja)?.as_str().to_owned(),
        name_en: title("nameEn", &request.name_en)?.as_str().to_owned(),
        has_settings: request.has_settings.unwrap_or(false),
        position: number_at("position", request.position, 0)?,
    })
}
