use actix_web::{HttpResponse, post, web};
use minato_db::audit::{self, NewAuditEvent};
use minato_db::models::contracts::registered;
use minato_db::{TenantScope, Tx as _, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::contracts::{ContractStatus, ContractStatusesSet, SetContractStatusesRequest};
use minato_types::values::ContractNumber;
use minato_types::{FieldErrors, FieldRule};

use super::desk::Desk;
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, responses};

/// Say how contracts run
///
/// For monitoring systems: contracts of any members by their numbers, at most 1,000. If one is
/// not known or wrong, nothing changes, and `fields` names all of them. What runs like that
/// already keeps its time.
#[utoipa::path(
    tag = "operator",
    request_body = SetContractStatusesRequest,
    responses(
        (status = 200, description = "The contracts run as was said.", body = ContractStatusesSet),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/operator/contract-statuses")]
pub async fn set_contract_statuses(
    app: web::Data<App>,
    caller: Caller,
    body: Body<SetContractStatusesRequest>,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let done = app.db.write(move |tx| set(tx, &desk, &body.0)).await?;
    Ok(HttpResponse::Ok().json(done))
}

fn set(
    tx: &mut WriteTx<'_>,
    desk: &Desk,
    request: &SetContractStatusesRequest,
) -> Result<ContractStatusesSet, ApiError> {
    let asked = read(request)?;
    let numbers: Vec<&ContractNumber> = asked.iter().map(|(number, _)| number).collect();
    let missing = registered::missing(tx, desk.principal(), &numbers)?;
    let places = asked.iter().enumerate();
    let unknown: FieldErrors = places
        .filter(|(_, (number, _))| missing.contains(&number))
        .map(|(place, _)| {
            let field = format!("contracts.{place}.number");
            (field, FieldRule::UnknownContract)
        })
        .collect();
    if !unknown.is_empty() {
        return Err(unknown.into());
    }
    let (own, since) = (desk.principal(), request.since.unwrap_or(tx.now()));
    let mut changed = 0;
    for status in ContractStatus::ALL {
        let such = asked.iter().filter(|(_, asked)| asked == status);
        let such: Vec<&ContractNumber> = such.map(|(number, _)| number).collect();
        changed += registered::set_status(tx, own, &such, *status, since)?;
    }
    let event = NewAuditEvent {
        actor: desk.actor(),
        action: AuditAction::ContractStatusesSet,
        subject: None,
        text: Some(format!("changed={changed}")),
    };
    audit::record(tx, TenantScope::CARRIER, &event)?;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(ContractStatusesSet {
        changed: count(changed),
        unchanged: count(asked.len().saturating_sub(changed)),
    })
}

fn read(
    request: &SetContractStatusesRequest,
) -> Result<Vec<(ContractNumber, ContractStatus)>, FieldErrors> {
    let at = |rule| FieldErrors::one("contracts", rule);
    let changes = request.contracts.iter().map(|change| {
        let number = ContractNumber::parse(&change.number).map_err(at)?;
        Ok((number, change.status.parse().map_err(at)?))
    });
    changes.collect()
}
