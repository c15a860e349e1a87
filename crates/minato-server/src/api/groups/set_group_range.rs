use actix_web::{HttpRequest, HttpResponse, put, web};
use minato_db::models::user_groups;
use minato_db::{WriteTx, audit};
use minato_types::audit::AuditAction;
use minato_types::groups::{SetGroupRangeRequest, UserGroup};
use minato_types::values::UserGroupId;

use super::hold::Changer;
use super::range::Range;
use super::{details, hold, shown};
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Say which contracts a group covers
///
/// Exactly the services and contracts of the two lists. A service stands for all its contracts,
/// later ones too. Where somebody has several rights on one contract, they add up.
#[utoipa::path(
    tag = "groups",
    params(
        ("id" = UserGroupId, Path, description = "The id of the group."),
        ("If-Match" = String, Header, description = "The `ETag` of the group that the change is based on."),
    ),
    request_body = SetGroupRangeRequest,
    responses(
        (status = 200, description = "The group after the change.", body = UserGroup, headers(("ETag" = String, description = "The new version of the group."))),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`groupIsAutomatic`: the automatic group stays as it is.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: somebody else changed it.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[put("/groups/{id}/range")]
pub async fn set_group_range(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<UserGroupId>,
    body: Body<SetGroupRangeRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let by = Changer::from(caller.account()?);
    let after = app
        .db
        .write(move |tx| {
            set(tx, by, *id, version, &body.0)?;
            details::group(tx, by.scope, *id)
        })
        .await?;
    Ok(shown::versioned(&after))
}

/// Lets the group cover this and nothing else.
pub(crate) fn set(
    tx: &mut WriteTx<'_>,
    by: Changer,
    id: UserGroupId,
    version: i64,
    request: &SetGroupRangeRequest,
) -> Result<(), ApiError> {
    let group = hold::hold(tx, by, id, version)?;
    hold::not_automatic(&group)?;
    let wanted = Range::read(tx, by.scope, &request.services, &request.contracts)?;
    let before = Range::of_group(tx, by.scope, id)?;
    entity_tag::found(user_groups::touch(tx, by.scope, &group)?)?;
    let changes = before.change_to(&wanted, tx, by.scope, id)?;
    let event = hold::event(by, AuditAction::UserGroupRangeChanged, &group, changes);
    Ok(audit::record(tx, by.scope, &event)?)
}
