use actix_web::{HttpRequest, HttpResponse, delete, web};
use minato_db::models::user_groups;
use minato_db::{WriteTx, audit};
use minato_types::audit::{AuditAction, AuditChange, AuditField};
use minato_types::values::UserGroupId;

use super::hold::{self, Changer};
use crate::app::App;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Delete a group
///
/// What its people may do by it alone they may no more from their next request on.
#[utoipa::path(
    tag = "groups",
    params(
        ("id" = UserGroupId, Path, description = "The id of the group."),
        ("If-Match" = String, Header, description = "The `ETag` of the group that is to be deleted."),
    ),
    responses(
        (status = 204, description = "The group is deleted."),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`groupIsAutomatic`: the automatic group stays as it is.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::Always,
    ),
)]
#[delete("/groups/{id}")]
pub async fn delete_group(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<UserGroupId>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let by = Changer::from(caller.account()?);
    app.db.write(move |tx| delete(tx, by, *id, version)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Deletes the group.
pub(crate) fn delete(
    tx: &mut WriteTx<'_>,
    by: Changer,
    id: UserGroupId,
    version: i64,
) -> Result<(), ApiError> {
    let group = hold::hold(tx, by, id, version)?;
    hold::not_automatic(&group)?;
    let people = user_groups::people_of(tx, by.scope, id)?;
    let name = AuditChange::of(AuditField::Name, &group.name, "");
    let left = people.iter().map(|person| {
        let email = person.email.0.to_string();
        AuditChange::new(AuditField::GroupAccount, Some(email), None)
    });
    let changes = name.into_iter().chain(left).collect();
    entity_tag::found(user_groups::delete(tx, by.scope, &group)?)?;
    let event = hold::event(by, AuditAction::UserGroupDeleted, &group, changes);
    Ok(audit::record(tx, by.scope, &event)?)
}
