use actix_web::{HttpRequest, HttpResponse, put, web};
use minato_db::WriteTx;
use minato_db::audit::{self, NewAuditEvent};
use minato_db::models::{accounts, automatic_group, user_groups};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::contracts::{AutomaticGroupAccounts, SetAutomaticGroupAccountsRequest};
use minato_types::values::{AccountId, MemberNumber};
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::contract_desk;
use super::desk::{Desk, NumberInPath};
use super::get_automatic_group_accounts::shown;
use crate::app::App;
use crate::audit::explained;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Say who of a member sees every contract
///
/// The whole list anew. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("If-Match" = String, Header, description = "The `ETag` of the accounts that the change is based on."),
    ),
    request_body = SetAutomaticGroupAccountsRequest,
    responses(
        (status = 200, description = "The accounts after the change.", body = AutomaticGroupAccounts, headers(("ETag" = String, description = "The new version of the group."))),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::NotFound, responses::Versioned, responses::SignedIn, responses::WithBody, responses::Always,
    ),
)]
#[put("/operator/members/{memberNumber}/automatic-group/accounts")]
pub async fn set_automatic_group_accounts(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    number: NumberInPath,
    body: Body<SetAutomaticGroupAccountsRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let desk = Desk::of(&app, &caller)?;
    let after = app
        .db
        .write(move |tx| set(tx, &desk, &number.0, version, &body.0.accounts))
        .await?;
    Ok(contract_desk::versioned(&after))
}

fn set(
    tx: &mut WriteTx<'_>,
    desk: &Desk,
    number: &MemberNumber,
    version: i64,
    asked: &[AccountId],
) -> Result<(AutomaticGroupAccounts, i64), ApiError> {
    desk.require_proof(tx)?;
    let (scope, _) = desk.member(tx, number)?;
    let (mut errors, mut names) = (FieldErrors::new(), Vec::new());
    for (place, id) in asked.iter().enumerate() {
        let field = format!("accounts.{place}");
        let found = accounts::find_managed(tx, scope, *id)?;
        match found {
            None => errors.add(&field, FieldRule::UnknownAccount),
            Some(_) if asked.iter().take(place).any(|other| other == id) => {
                errors.add(&field, FieldRule::Duplicate);
            }
            Some(found) => names.push(found.account.email.0.to_string()),
        }
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let before = user_groups::people_of(tx, scope, user_groups::automatic(scope))?;
    let before: Vec<String> = before.iter().map(|p| p.email.0.to_string()).collect();
    let field = AuditField::GroupAccount;
    let gone = before.iter().filter(|old| !names.contains(old));
    let gone = gone.map(|old| AuditChange::new(field, Some(old.clone()), None));
    let new = names.iter().filter(|new| !before.contains(new));
    let new = new.map(|new| AuditChange::new(field, None, Some(new.clone())));
    let changes = gone.chain(new).collect();
    if !automatic_group::set(tx, desk.principal(), scope, version, asked)? {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    let event = NewAuditEvent {
        actor: desk.actor(),
        action: AuditAction::AutomaticGroupSet,
        subject: Some(scope.member().to_string()),
        text: explained::text(None, changes),
    };
    audit::record(tx, scope, &event)?;
    shown(tx, desk, number)
}
