use actix_web::{HttpRequest, HttpResponse, patch, web};
use minato_db::audit::{self, NewAuditEvent};
use minato_db::models::member_options::{self, MemberOption};
use minato_db::models::members::{self, ManagedMember, MemberChange};
use minato_db::{Tx as _, WriteTx};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::company::CompanyOptionKind;
use minato_types::members::{Member, MemberState, UpdateMemberRequest};
use minato_types::rules::japan_time;
use minato_types::values::{MemberNumber, PostalAddress};
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use super::desk::{self, Desk, NumberInPath};
use crate::app::App;
use crate::audit::explained;
use crate::desk::members::{company_name, number_at, postal_code};
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Change a member
///
/// What is left out stays as it is; `options` names all of them. A closed member's people are
/// out at their next request. Changes of `state`, `twoStep` and `passwordPolicy` want a proof
/// that is not older than ten minutes.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("If-Match" = String, Header, description = "The `ETag` of the member that the change is based on."),
    ),
    request_body = UpdateMemberRequest,
    responses(
        (status = 200, description = "The member after the change.", body = Member, headers(("ETag" = String, description = "The new version of the member."))),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::NotFound, responses::Versioned, responses::SignedIn, responses::WithBody, responses::Always,
    ),
)]
#[patch("/operator/members/{memberNumber}")]
pub async fn update_member(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    number: NumberInPath,
    body: Body<UpdateMemberRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let desk = Desk::of(&app, &caller)?;
    let after = app
        .db
        .write(move |tx| update(tx, &desk, &number.0, version, &body.0))
        .await?;
    Ok(desk::versioned(&after))
}

fn update(
    tx: &mut WriteTx<'_>,
    desk: &Desk,
    number: &MemberNumber,
    version: i64,
    request: &UpdateMemberRequest,
) -> Result<(Member, i64), ApiError> {
    // The operator comes before the member in the order of locks.
    if touches_credentials(request) {
        desk.require_proof(tx)?;
    }
    let (scope, before) = desk.member(tx, number)?;
    let change = changed(&before, request)?;
    if before.version != version || !members::update(tx, scope, version, &change)? {
        return Err(ProblemCode::PreconditionFailed.into());
    }
    let (mut options_before, mut options_after) = (Vec::new(), None);
    if let Some(options) = &request.options {
        options_before = member_options::list(tx, scope)?;
        let kinds: Result<Vec<CompanyOptionKind>, FieldRule> =
            options.iter().map(|kind| kind.parse()).collect();
        let kinds = kinds.map_err(|rule| FieldErrors::one("options", rule))?;
        let today = japan_time::date(tx.now());
        member_options::replace_all_of(tx, scope, &kinds, today)?;
        options_after = Some(kinds);
    }
    let options = options_after.as_deref();
    let options = options.map(|after| (options_before.as_slice(), after));
    let event = NewAuditEvent {
        actor: desk.actor(),
        action: AuditAction::MemberChanged,
        subject: Some(scope.member().to_string()),
        text: explained::text(None, changes(&before, &change, options)),
    };
    audit::record(tx, scope, &event)?;
    let (scope, after) = desk.member(tx, number)?;
    let version = after.version;
    Ok((desk::shown(tx, scope, after)?, version))
}

/// Whether what people prove themselves by depends on it.
const fn touches_credentials(request: &UpdateMemberRequest) -> bool {
    request.state.is_some() || request.two_step.is_some() || request.password_policy.is_some()
}

/// What changes of the member, for the audit trail.
fn changes(
    before: &ManagedMember,
    change: &MemberChange,
    options: Option<(&[MemberOption], &[CompanyOptionKind])>,
) -> Vec<AuditChange> {
    use AuditField as F;
    let member = &before.member;
    let code = |code: &Option<String>| code.clone().unwrap_or_default();
    let changes = [
        AuditChange::of(F::Name, &member.name, &change.name),
        AuditChange::of(
            F::PostalCode,
            code(&member.postal_code),
            code(&change.postal_code),
        ),
        AuditChange::of(F::Address, &member.address, &change.address),
        AuditChange::of(F::State, &member.state, change.state.as_str()),
        AuditChange::of(F::TwoStep, member.two_step, change.two_step),
        AuditChange::of(
            F::PasswordPolicy,
            member.password_policy.0,
            change.password_policy,
        ),
        AuditChange::of(
            F::ContractedPorts,
            member.contracted_ports,
            change.contracted_ports,
        ),
        AuditChange::of(
            F::MaxAddedPorts,
            member.max_added_ports,
            change.max_added_ports,
        ),
        AuditChange::of(F::ClosingDay, member.closing_day, change.closing_day),
    ];
    let options = options.into_iter().flat_map(|(before, after)| {
        CompanyOptionKind::ALL.iter().filter_map(|kind| {
            let had = before.iter().any(|option| option.kind.0 == *kind);
            let change = AuditChange::of(F::Option, had, after.contains(kind));
            change.map(|change| change.item(kind))
        })
    });
    changes.into_iter().flatten().chain(options).collect()
}

/// The member as it is to be. The fields were validated on arrival; a fault here would be told
/// in the same way.
fn changed(
    before: &ManagedMember,
    request: &UpdateMemberRequest,
) -> Result<MemberChange, FieldErrors> {
    let at = |field: &'static str| move |rule: FieldRule| FieldErrors::one(field, rule);
    let member = &before.member;
    let state = request.state.as_deref().unwrap_or(&member.state);
    let policy = request.password_policy.as_deref().map(str::parse);
    Ok(MemberChange {
        name: match &request.name {
            None => member.name.clone(),
            Some(text) => company_name(text)?,
        },
        postal_code: match &request.postal_code {
            None => member.postal_code.clone(),
            Some(text) => postal_code(Some(text))?,
        },
        address: match &request.address {
            None => member.address.clone(),
            Some(text) => PostalAddress::parse(text)
                .map_err(at("address"))?
                .as_str()
                .to_owned(),
        },
        state: state.parse::<MemberState>().map_err(at("state"))?,
        contracted_ports: number_at(
            "contractedPorts",
            request.contracted_ports,
            member.contracted_ports,
        )?,
        max_added_ports: number_at(
            "maxAddedPorts",
            request.max_added_ports,
            member.max_added_ports,
        )?,
        closing_day: number_at("closingDay", request.closing_day, member.closing_day)?,
        two_step: request.two_step.unwrap_or(member.two_step),
        password_policy: policy
            .transpose()
            .map_err(at("passwordPolicy"))?
            .unwrap_or(member.password_policy.0),
    })
}
