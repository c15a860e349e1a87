use actix_web::{HttpResponse, get, web};
use minato_db::DbError;
use minato_db::models::services;
use minato_types::service_catalogue::ServiceCatalogue;

use super::contract_desk::catalogue_service;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// The services
///
/// All that the carrier has, in the order of menus.
#[utoipa::path(
    tag = "operator",
    responses(
        (status = 200, description = "The services.", body = ServiceCatalogue),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/operator/services")]
pub async fn list_services(app: web::Data<App>, caller: Caller) -> Result<HttpResponse, ApiError> {
    caller.operator()?;
    let all: Result<_, DbError> = app.db.read(|tx| services::all(tx)).await;
    let items = all?.into_iter().map(catalogue_service).collect();
    Ok(HttpResponse::Ok().json(ServiceCatalogue { items }))
}
