use actix_web::{HttpRequest, HttpResponse, patch, web};
use minato_db::models::user_groups;
use minato_db::{WriteTx, audit};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::groups::{UpdateGroupRequest, UserGroup};
use minato_types::values::{UserGroupDescription, UserGroupId, UserGroupName};
use minato_types::{FieldErrors, FieldRule};

use super::hold::Changer;
use super::{details, hold, shown};
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Rename or describe a group
///
/// What is left out stays as it is.
#[utoipa::path(
    tag = "groups",
    params(
        ("id" = UserGroupId, Path, description = "The id of the group."),
        ("If-Match" = String, Header, description = "The `ETag` of the group that the change is based on."),
    ),
    request_body = UpdateGroupRequest,
    responses(
        (status = 200, description = "The group after the change.", body = UserGroup, headers(("ETag" = String, description = "The new version of the group."))),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`groupIsAutomatic`: the automatic group stays as it is.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[patch("/groups/{id}")]
pub async fn update_group(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<UserGroupId>,
    body: Body<UpdateGroupRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let by = Changer::from(caller.account()?);
    let after = app
        .db
        .write(move |tx| {
            update(tx, by, *id, version, &body.0)?;
            details::group(tx, by.scope, *id)
        })
        .await?;
    Ok(shown::versioned(&after))
}

/// Renames or describes the group.
pub(crate) fn update(
    tx: &mut WriteTx<'_>,
    by: Changer,
    id: UserGroupId,
    version: i64,
    request: &UpdateGroupRequest,
) -> Result<(), ApiError> {
    let group = hold::hold(tx, by, id, version)?;
    hold::not_automatic(&group)?;
    // The fields were validated on arrival; a fault here would be told in the same way.
    let at = |field: &'static str| move |rule: FieldRule| FieldErrors::one(field, rule);
    let name = request.name.as_deref().unwrap_or(&group.name);
    let name = UserGroupName::parse(name).map_err(at("name"))?;
    let description = request.description.as_deref();
    let description = description.unwrap_or(&group.description);
    let description = UserGroupDescription::parse(description).map_err(at("description"))?;
    let (name, description) = (name.as_str(), description.as_str());
    let changed = user_groups::update(tx, by.scope, &group, name, description);
    entity_tag::found(changed.map_err(hold::name_taken)?)?;
    let differences = [
        AuditChange::of(AuditField::Name, &group.name, name),
        AuditChange::of(AuditField::Description, &group.description, description),
    ];
    let differences = differences.into_iter().flatten().collect();
    let event = hold::event(by, AuditAction::UserGroupChanged, &group, differences);
    Ok(audit::record(tx, by.scope, &event)?)
}
