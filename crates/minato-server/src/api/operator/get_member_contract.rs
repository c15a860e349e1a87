use actix_web::{HttpResponse, get, web};
use minato_db::models::contracts::registered;
use minato_types::ProblemCode;
use minato_types::contracts::MemberContract;

use super::contract_desk::{self, ContractInPath};
use super::desk::{Desk, NumberInPath};
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// One contract of a member
///
/// The `ETag` of the answer is what a change must name. It does not depend on how the contract
/// runs, nor on the memo.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("contractNumber" = String, Path, description = "The number of the contract."),
    ),
    responses(
        (status = 200, description = "The contract.", body = MemberContract, headers(("ETag" = String, description = "The version of the contract."))),
        responses::NotFound, responses::SignedIn, responses::Always,
    ),
)]
#[get("/operator/members/{memberNumber}/contracts/{contractNumber}")]
pub async fn get_member_contract(
    app: web::Data<App>,
    caller: Caller,
    member: NumberInPath,
    number: ContractInPath,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let found = app
        .db
        .read(move |tx| {
            let (scope, _) = desk.member(tx, &member.0)?;
            let found = registered::find(tx, desk.principal(), scope, &number.0)?;
            found.ok_or(ApiError::from(ProblemCode::NotFound))
        })
        .await?;
    let version = found.0.version;
    Ok(contract_desk::versioned(&(
        contract_desk::contract(found),
        version,
    )))
}
