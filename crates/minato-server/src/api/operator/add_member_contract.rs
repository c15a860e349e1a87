use actix_web::{HttpResponse, post, web};
use chrono::{DateTime, Utc};
use minato_db::audit::{self, NewAuditEvent};
use minato_db::models::contracts::{self, NewContract, registered};
use minato_db::models::services;
use minato_db::{DbError, Tx as _, UniqueKey, WriteTx};
use minato_types::audit::AuditAction;
use minato_types::contracts::{AddMemberContractRequest, ContractStatus, MemberContract};
use minato_types::endpoints::{self, BASE};
use minato_types::values::{
    ContractMemo, ContractNumber, ContractSite, CustomerNumber, GroupNumber, MemberNumber,
    ServiceCode, parse_day,
};
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::contract_desk;
use super::desk::{Desk, NumberInPath};
use crate::app::App;
use crate::http::body::Body;
use crate::http::idempotency::{Created, IdempotencyKey, Repeatable};
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Register a contract of a member
///
/// Nobody of the member sees it before a group lets him, except for those in the automatic group.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("Idempotency-Key" = String, Header, description = "The same key again gets the same answer."),
    ),
    request_body = AddMemberContractRequest,
    responses(
        (status = 201, description = "The contract is registered.", body = MemberContract, headers(
            ("Location" = String, description = "Where the contract is."),
            ("ETag" = String, description = "The version of the contract."),
        )),
        responses::NotFound, responses::SignedIn, responses::Change, responses::WithBody, responses::WithKey, responses::Always,
    ),
)]
#[post("/operator/members/{memberNumber}/contracts")]
pub async fn add_member_contract(
    app: web::Data<App>,
    caller: Caller,
    member: NumberInPath,
    key: IdempotencyKey,
    body: Body<AddMemberContractRequest>,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let scope = app
        .db
        .read({
            let (desk, number) = (desk.clone(), member.0.clone());
            move |tx| Ok::<_, ApiError>(desk.member(tx, &number)?.0)
        })
        .await?;
    let who = (desk.principal(), scope);
    let endpoint = endpoints::ADD_MEMBER_CONTRACT;
    let repeatable = Repeatable::by_operator(&app.keys, who, endpoint, &key, &body.0)?;
    repeatable
        .answer(&app, move |tx| add(tx, &desk, &member.0, &body.0))
        .await
}

fn add(
    tx: &mut WriteTx<'_>,
    desk: &Desk,
    member: &MemberNumber,
    request: &AddMemberContractRequest,
) -> Result<Created, ApiError> {
    let (scope, _) = desk.member(tx, member)?;
    let unknown = || FieldErrors::one("service", FieldRule::UnknownService);
    let code = ServiceCode::parse(&request.service).map_err(|_| unknown())?;
    let service = services::find(tx, code.as_str())?.ok_or_else(unknown)?;
    let new = read(request, tx.now())?;
    contracts::insert(tx, scope, &service, &new).map_err(|error| match error {
        DbError::Unique(UniqueKey::ContractNumber) => {
            FieldErrors::one("number", FieldRule::ContractNumberTaken).into()
        }
        other => ApiError::from(other),
    })?;
    let event = NewAuditEvent {
        actor: desk.actor(),
        action: AuditAction::ContractRegistered,
        subject: Some(new.number.to_string()),
        text: None,
    };
    audit::record(tx, scope, &event)?;
    let found = registered::find(tx, desk.principal(), scope, &new.number)?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    let (number, version) = (&new.number, found.0.version);
    let location = format!("{BASE}/operator/members/{member}/contracts/{number}");
    let body = contract_desk::contract(found);
    Created::new(location, entity_tag::of(version), &body)
}

/// The contract that is asked for. The fields were validated before; a fault here would be told
/// in the same way.
pub(crate) fn read(
    request: &AddMemberContractRequest,
    now: DateTime<Utc>,
) -> Result<NewContract, FieldErrors> {
    let at = |field: &'static str| move |rule: FieldRule| FieldErrors::one(field, rule);
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let customer_number = CustomerNumber::parse(&request.customer_number);
    let group_number = given(&request.group_number).map(|text| GroupNumber::parse(&text));
    let ends_on = given(&request.ends_on).map(|text| parse_day(&text));
    let status = given(&request.status).map(|text| text.parse());
    let memo = ContractMemo::parse(request.memo.as_deref().unwrap_or_default());
    Ok(NewContract {
        number: ContractNumber::parse(&request.number).map_err(at("number"))?,
        customer_number: customer_number.map_err(at("customerNumber"))?.to_string(),
        group_number: group_number
            .transpose()
            .map_err(at("groupNumber"))?
            .map(|number| number.to_string()),
        site: ContractSite::parse(&request.site)
            .map_err(at("site"))?
            .to_string(),
        status: status
            .transpose()
            .map_err(at("status"))?
            .unwrap_or(ContractStatus::Unmonitored),
        status_since: now,
        memo: memo.map_err(at("memo"))?.to_string(),
        applied_on: parse_day(&request.applied_on).map_err(at("appliedOn"))?,
        provided_on: parse_day(&request.provided_on).map_err(at("providedOn"))?,
        ends_on: ends_on.transpose().map_err(at("endsOn"))?,
    })
}
