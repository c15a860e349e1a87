use actix_web::{HttpRequest, HttpResponse, patch, web};
use chrono::{DateTime, NaiveDate, Utc};
use minato_db::audit::{self, NewAuditEvent};
use minato_db::models::contracts::Contract;
use minato_db::models::contracts::registered::{self, ContractChange};
use minato_db::{Tx as _, WriteTx};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::contracts::{MemberContract, UpdateMemberContractRequest};
use minato_types::values::{
    ContractNumber, ContractSite, CustomerNumber, GroupNumber, MemberNumber, parse_day,
};
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::contract_desk::{self, ContractInPath};
use super::desk::{Desk, NumberInPath};
use crate::app::App;
use crate::audit::explained;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Change a contract of a member
///
/// What is left out stays as it is; number, service and memo always do.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("contractNumber" = String, Path, description = "The number of the contract."),
        ("If-Match" = String, Header, description = "The `ETag` of the contract that the change is based on."),
    ),
    request_body = UpdateMemberContractRequest,
    responses(
        (status = 200, description = "The contract after the change.", body = MemberContract, headers(("ETag" = String, description = "The new version of the contract."))),
        responses::NotFound, responses::Versioned, responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[patch("/operator/members/{memberNumber}/contracts/{contractNumber}")]
pub async fn update_member_contract(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    member: NumberInPath,
    number: ContractInPath,
    body: Body<UpdateMemberContractRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let desk = Desk::of(&app, &caller)?;
    let after = app
        .db
        .write(move |tx| update(tx, &desk, (&member.0, &number.0), version, &body.0))
        .await?;
    Ok(contract_desk::versioned(&after))
}

fn update(
    tx: &mut WriteTx<'_>,
    desk: &Desk,
    (member, number): (&MemberNumber, &ContractNumber),
    version: i64,
    request: &UpdateMemberContractRequest,
) -> Result<(MemberContract, i64), ApiError> {
    let (scope, _) = desk.member(tx, member)?;
    let before = registered::find(tx, desk.principal(), scope, number)?;
    let before = before.ok_or(ProblemCode::NotFound)?;
    let change = changed(&before.0, request, tx.now())?;
    if before.0.version != version || !registered::update(tx, scope, &before, &change)? {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    let event = NewAuditEvent {
        actor: desk.actor(),
        action: AuditAction::ContractChanged,
        subject: Some(number.to_string()),
        text: explained::text(None, changes(&before.0, &change)),
    };
    audit::record(tx, scope, &event)?;
    let after = registered::find(tx, desk.principal(), scope, number)?;
    let after = after.ok_or(ProblemCode::NotFound)?;
    let version = after.0.version;
    Ok((contract_desk::contract(after), version))
}

/// What changes, for the audit trail.
fn changes(before: &Contract, after: &ContractChange) -> Vec<AuditChange> {
    use AuditField as F;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let changes = [
        AuditChange::of(
            F::CustomerNumber,
            &before.customer_number,
            &after.customer_number,
        ),
        AuditChange::of(
            F::GroupNumber,
            text(&before.group_number),
            text(&after.group_number),
        ),
        AuditChange::of(F::Site, &before.site, &after.site),
        AuditChange::of(F::Status, before.status.0, after.status),
        AuditChange::of(F::AppliedOn, before.applied_on, after.applied_on),
        AuditChange::of(F::ProvidedOn, before.provided_on, after.provided_on),
        AuditChange::of(F::EndsOn, day(before.ends_on), day(after.ends_on)),
    ];
    changes.into_iter().flatten().collect()
}

/// The contract as it is to be.
fn changed(
    before: &Contract,
    request: &UpdateMemberContractRequest,
    now: DateTime<Utc>,
) -> Result<ContractChange, FieldErrors> {
    let at = |field: &'static str| move |rule: FieldRule| FieldErrors::one(field, rule);
    let status = request.status.as_deref().map(str::parse).transpose();
    let status = status.map_err(at("status"))?.unwrap_or(before.status.0);
    let runs_as_before = status == before.status.0;
    let day = |text: &Option<String>, otherwise| match text {
        Some(text) => parse_day(text),
        None => Ok(otherwise),
    };
    let change = ContractChange {
        customer_number: match &request.customer_number {
            Some(text) => CustomerNumber::parse(text)
                .map_err(at("customerNumber"))?
                .to_string(),
            None => before.customer_number.clone(),
        },
        group_number: match request.group_number.as_deref() {
            Some(text) if text.trim().is_empty() => None,
            Some(text) => {
                let number = GroupNumber::parse(text).map_err(at("groupNumber"))?;
                Some(number.to_string())
            }
            None => before.group_number.clone(),
        },
        site: match &request.site {
            Some(text) => ContractSite::parse(text).map_err(at("site"))?.to_string(),
            None => before.site.clone(),
        },
        status,
        status_since: match request.status_since {
            Some(since) => since,
            None if runs_as_before => before.status_since.and_utc(),
            None => now,
        },
        applied_on: day(&request.applied_on, before.applied_on).map_err(at("appliedOn"))?,
        provided_on: day(&request.provided_on, before.provided_on).map_err(at("providedOn"))?,
        ends_on: match request.ends_on.as_deref() {
            Some(text) if text.trim().is_empty() => None,
            Some(text) => Some(parse_day(text).map_err(at("endsOn"))?),
            None => before.ends_on,
        },
    };
    if change.ends_on.is_some_and(|day| day < change.provided_on) {
        return Err(FieldErrors::one("endsOn", FieldRule::EndsBeforeStart));
    }
    Ok(change)
}
