//! What all changes of an API client share.

use actix_web::HttpResponse;
use actix_web::http::header;
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::api_clients::{self, ApiClient as Row};
use minato_db::models::members;
use minato_db::models::sessions::LiveSession;
use minato_db::{DbError, TenantScope, Tx, WriteTx};
use minato_types::ProblemCode;
use minato_types::api_clients::ApiClient;
use minato_types::audit::{AuditAction, AuditChange};
use minato_types::company::CompanyOptionKind;
use uuid::Uuid;

use super::shown;
use crate::audit::explained;
use crate::auth::step_up;
use crate::http::{ApiError, entity_tag};

/// Refuses members who have not ordered access for programs.
pub(super) fn option(tx: &mut impl Tx, scope: TenantScope) -> Result<(), ApiError> {
    if minato_db::models::member_options::has(tx, scope, CompanyOptionKind::ApiAccess)? {
        Ok(())
    } else {
        Err(ProblemCode::OptionRequired.into())
    }
}

/// Begins a change: changes of one member's programs take turns from here on, and whoever changes
/// one has just proved who he is.
pub(super) fn begin(tx: &mut WriteTx<'_>, by: &LiveSession) -> Result<TenantScope, ApiError> {
    let scope = by.principal().scope;
    members::lock(tx, scope)?;
    step_up::require(tx, by)?;
    option(tx, scope)?;
    Ok(scope)
}

/// The API client that is to be changed, if it still has the version that the change is based on.
pub(super) fn take(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    id: Uuid,
    version: i64,
) -> Result<Row, ApiError> {
    let client = find(tx, scope, id)?;
    if client.version == version {
        Ok(client)
    } else {
        Err(ProblemCode::PreconditionFailed.into())
    }
}

/// The API client with this id.
pub(super) fn find(tx: &mut impl Tx, scope: TenantScope, id: Uuid) -> Result<Row, ApiError> {
    let found = api_clients::find(tx, scope, id)?;
    found
        .map(|(row, _)| row)
        .ok_or(ApiError::Problem(ProblemCode::NotFound))
}

/// Switches an API client off or on.
pub(super) fn switch(
    tx: &mut WriteTx<'_>,
    by: &LiveSession,
    (id, version): (Uuid, i64),
    suspended: bool,
) -> Result<(ApiClient, i64), ApiError> {
    let scope = begin(tx, by)?;
    let before = take(tx, scope, id, version)?;
    entity_tag::found(api_clients::set_suspended(tx, &before, suspended)?)?;
    let action = if suspended {
        AuditAction::ApiClientSuspended
    } else {
        AuditAction::ApiClientResumed
    };
    record(tx, by, action, &before, "", Vec::new())?;
    shown(tx, scope, id)
}

/// Records what was done to an API client.
pub(super) fn record(
    tx: &mut WriteTx<'_>,
    by: &LiveSession,
    action: AuditAction,
    client: &Row,
    note: &str,
    changes: Vec<AuditChange>,
) -> Result<(), DbError> {
    let event = NewAuditEvent {
        actor: Actor::Account(by.account.id.0),
        action,
        subject: Some(client.id.0.to_string()),
        text: explained::text(Some(note), changes),
    };
    audit::record(tx, client.scope(), &event)
}

/// An API client as it is now, and its version.
pub(super) fn shown(
    tx: &mut impl Tx,
    scope: TenantScope,
    id: Uuid,
) -> Result<(ApiClient, i64), ApiError> {
    let found = api_clients::find(tx, scope, id)?;
    let (row, owner) = found.ok_or(ApiError::Problem(ProblemCode::NotFound))?;
    let version = row.version;
    Ok((shown::one(tx, scope, row, owner)?, version))
}

/// The answer with an API client.
pub(super) fn answer((client, version): (ApiClient, i64)) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, entity_tag::of(version)))
        .json(client)
}
