use actix_web::{HttpResponse, get, web};
use minato_db::models::{contracts, services};
use minato_types::groups::{RangeService, RangeServices};

use super::shown;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// Services to give rights on
///
/// Those that the member has contracts of, with how many, whether or not whoever asks has a
/// right on them.
#[utoipa::path(
    tag = "groups",
    responses(
        (status = 200, description = "The services.", body = RangeServices),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/groups/range-services")]
pub async fn list_range_services(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.party()?.scope;
    let (counts, all) = app
        .db
        .read(move |tx| {
            let counts = contracts::range::count_by_service(tx, scope)?;
            Ok::<_, ApiError>((counts, services::all(tx)?))
        })
        .await?;
    let counted = |service: &services::Service| {
        let contract_count = *counts.get(&service.id.0)?;
        Some(RangeService {
            service: shown::service(service),
            contract_count,
        })
    };
    let items = all.iter().filter_map(counted).collect();
    Ok(HttpResponse::Ok().json(RangeServices { items }))
}
