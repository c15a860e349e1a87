use actix_web::{HttpResponse, get, web};
use minato_db::models::contracts::per_service::{self, ServiceContracts};
use minato_db::models::contracts::rights;
use minato_db::models::services::{self, Service};
use minato_db::{DbError, Party, ReadTx};
use minato_types::contracts::{ContractStatus, ContractStatusCount};
use minato_types::services::{ServiceCategory, ServiceMenu, ServiceMenuCategory, ServiceMenuEntry};

use crate::api::contracts::shown;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// The services of which one may see contracts
///
/// By category, with how many contracts one sees, how many of them one may change, and how they
/// run. A service without a contract that one may see does not appear; without rights the menu
/// is empty.
#[utoipa::path(
    tag = "services",
    responses(
        (status = 200, description = "The menu.", body = ServiceMenu),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/service-menu")]
pub async fn get_service_menu(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let menu = app.db.read(move |tx| read(tx, own)).await?;
    Ok(HttpResponse::Ok().json(menu))
}

fn read(tx: &mut ReadTx<'_>, own: Party) -> Result<ServiceMenu, DbError> {
    let rights = rights::of(tx, own.scope, own.holder)?;
    let counted = per_service::count(tx, &rights)?;
    if counted.is_empty() {
        return Ok(ServiceMenu {
            categories: Vec::new(),
        });
    }
    let services = services::all(tx)?;
    let mut categories: Vec<ServiceMenuCategory> = Vec::new();
    for (category, entry) in services
        .iter()
        .filter_map(|service| entry_of(service, &counted))
    {
        // The services come in the order of their categories.
        match categories.last_mut() {
            Some(last) if last.category == category => last.services.push(entry),
            _ => categories.push(ServiceMenuCategory {
                category,
                services: vec![entry],
            }),
        }
    }
    Ok(ServiceMenu { categories })
}

/// A service and its category, if the person sees a contract of it.
fn entry_of(
    service: &Service,
    counted: &[ServiceContracts],
) -> Option<(ServiceCategory, ServiceMenuEntry)> {
    let own: Vec<&ServiceContracts> = counted
        .iter()
        .filter(|row| row.service == service.id.0)
        .collect();
    let mut statuses: Vec<ContractStatusCount> = own
        .iter()
        .map(|row| ContractStatusCount {
            status: row.status,
            count: row.visible,
        })
        .collect();
    statuses.sort_by_key(|counted| counted.status.rank());
    let worst: ContractStatus = statuses.first()?.status;
    let entry = ServiceMenuEntry {
        service: shown::service(service.clone()),
        contracts: own.iter().map(|row| row.visible).sum(),
        editable: own.iter().map(|row| row.editable).sum(),
        statuses,
        worst,
    };
    Some((service.category.0, entry))
}
