use actix_web::{HttpRequest, HttpResponse, put, web};
use minato_db::WriteTx;
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::contracts::memos;
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::contracts::{Contract, UpdateContractMemoRequest};
use minato_types::values::{ContractMemo, ContractNumber};
use minato_types::{FieldErrors, ProblemCode};

use super::detail;
use super::path::NumberInPath;
use crate::app::App;
use crate::audit::explained;
use crate::http::body::Body;
use crate::http::caller::Requester;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Write another memo to a contract
///
/// One line, which everybody sees who may see the contract; searches find it. Wants the right
/// to change the contract.
#[utoipa::path(
    tag = "contracts",
    params(
        ("contractNumber" = ContractNumber, Path, description = "The number of the contract.", example = "N123456789"),
        ("If-Match" = String, Header, description = "The `ETag` of the contract that the change is based on.", example = "\"v1-1\""),
    ),
    request_body = UpdateContractMemoRequest,
    responses(
        (status = 200, description = "The contract after the change.", body = Contract, headers(("ETag" = String, description = "The new version of memo and contacts."))),
        (status = 403, description = "`forbidden`: one may see the contract, but not change it; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed the memo.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::WithBody, responses::NotFound, responses::Always,
    ),
)]
#[put("/contracts/{contractNumber}/memo")]
pub async fn update_contract_memo(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    number: NumberInPath,
    body: Body<UpdateContractMemoRequest>,
) -> Result<HttpResponse, ApiError> {
    let based_on = entity_tag::if_match_parts(&request).map(|(memo, _)| memo);
    let by = caller.requester()?;
    let memo = ContractMemo::parse(&body.0.memo);
    let memo = memo.map_err(|rule| FieldErrors::one("memo", rule))?;
    let after = app
        .db
        .write(move |tx| update(tx, &by, &number.0, based_on, &memo))
        .await?;
    Ok(detail::answer(&after))
}

fn update(
    tx: &mut WriteTx<'_>,
    by: &Requester,
    number: &ContractNumber,
    based_on: Result<i64, ApiError>,
    memo: &ContractMemo,
) -> Result<(String, Contract), ApiError> {
    let own = by.party();
    let (rights, found) = detail::to_change(tx, own, number)?;
    let before = &found.contract;
    if based_on? != before.memo_version {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    if memo.as_str() != before.memo {
        let change = [(found.clone(), memo.clone())];
        if !memos::write(tx, &rights, &change, &by.account.name.0)? {
            return Err(ProblemCode::PreconditionFailed.into());
        }
        let changed = AuditChange::of(AuditField::Memo, &before.memo, memo);
        let event = NewAuditEvent {
            actor: Actor::from(own),
            action: AuditAction::ContractMemoChanged,
            subject: Some(before.id.0.to_string()),
            text: explained::text(None, changed.into_iter().collect()),
        };
        audit::record(tx, own.scope, &event)?;
    }
    detail::read(tx, own, number)
}
