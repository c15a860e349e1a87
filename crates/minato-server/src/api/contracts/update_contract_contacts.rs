use actix_web::{HttpRequest, HttpResponse, put, web};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::contracts::contacts;
use minato_db::{Party, WriteTx};
use minato_types::ProblemCode;
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::contracts::{Contract, ContractContact, UpdateContractContactsRequest};
use minato_types::values::ContractNumber;

use super::detail;
use super::path::NumberInPath;
use crate::app::App;
use crate::audit::explained;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Change whom the carrier asks about a contract
///
/// The whole list anew, in the order in which people are asked; they need no accounts. Wants
/// the right to change the contract.
#[utoipa::path(
    tag = "contracts",
    params(
        ("contractNumber" = ContractNumber, Path, description = "The number of the contract.", example = "N123456789"),
        ("If-Match" = String, Header, description = "The `ETag` of the contract that the change is based on.", example = "\"v1-1\""),
    ),
    request_body = UpdateContractContactsRequest,
    responses(
        (status = 200, description = "The contract after the change.", body = Contract, headers(("ETag" = String, description = "The new version of memo and contacts."))),
        (status = 403, description = "`forbidden`: one may see the contract, but not change it; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed the contacts.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::WithBody, responses::NotFound, responses::Always,
    ),
)]
#[put("/contracts/{contractNumber}/contacts")]
pub async fn update_contract_contacts(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    number: NumberInPath,
    body: Body<UpdateContractContactsRequest>,
) -> Result<HttpResponse, ApiError> {
    let based_on = entity_tag::if_match_parts(&request).map(|(_, contacts)| contacts);
    let (own, people) = (caller.party()?, body.0.read()?);
    let after = app
        .db
        .write(move |tx| update(tx, own, &number.0, based_on, &people))
        .await?;
    Ok(detail::answer(&after))
}

fn update(
    tx: &mut WriteTx<'_>,
    own: Party,
    number: &ContractNumber,
    based_on: Result<i64, ApiError>,
    people: &[ContractContact],
) -> Result<(String, Contract), ApiError> {
    let (rights, found) = detail::to_change(tx, own, number)?;
    let before = contacts::list(tx, &rights, &found.contract)?;
    if !contacts::replace(tx, &rights, &found.contract, based_on?, people)? {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    let event = NewAuditEvent {
        actor: Actor::from(own),
        action: AuditAction::ContractContactsChanged,
        subject: Some(found.contract.id.0.to_string()),
        text: explained::text(None, changes(&before, people)),
    };
    audit::record(tx, own.scope, &event)?;
    detail::read(tx, own, number)
}

/// Who is asked no more, and who is from now on, for the audit trail.
fn changes(before: &[ContractContact], after: &[ContractContact]) -> Vec<AuditChange> {
    let whom = |person: &ContractContact| {
        let parts = [&person.name, &person.department, &person.phone];
        let known: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|p| !p.is_empty())
            .collect();
        format!("{} <{}>", known.join(" "), person.email)
    };
    let gone = before.iter().filter(|old| !after.contains(old));
    let new = after.iter().filter(|new| !before.contains(new));
    let gone = gone.map(|old| AuditChange::new(AuditField::Contact, Some(whom(old)), None));
    let new = new.map(|new| AuditChange::new(AuditField::Contact, None, Some(whom(new))));
    gone.chain(new).collect()
}
