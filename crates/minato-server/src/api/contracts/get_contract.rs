use actix_web::{HttpResponse, get, web};
use minato_types::contracts::Contract;
use minato_types::values::ContractNumber;

use super::detail;
use super::path::NumberInPath;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// One contract
///
/// If groups let the person see it. `permission` says whether he may change memo and contacts
/// too. The `ETag` of the answer is what a change of them must name; it tells nothing of what
/// the operator changes.
#[utoipa::path(
    tag = "contracts",
    params(("contractNumber" = ContractNumber, Path, description = "The number of the contract.", example = "N123456789")),
    responses(
        (status = 200, description = "The contract.", body = Contract, headers(("ETag" = String, description = "The version of memo and contacts."))),
        responses::SignedIn, responses::NotFound, responses::Always,
    ),
)]
#[get("/contracts/{contractNumber}")]
pub async fn get_contract(
    app: web::Data<App>,
    caller: Caller,
    number: NumberInPath,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let found = app
        .db
        .read(move |tx| detail::read(tx, own, &number.0))
        .await?;
    Ok(detail::answer(&found))
}
