use actix_web::{HttpRequest, HttpResponse, delete, web};
use minato_types::values::UserGroupId;

use super::desk::{Desk, NumberInPath};
use super::group_desk::{GroupInPath, changer};
use crate::api::groups::delete_group;
use crate::app::App;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Delete a group of a member
///
/// What its people may do by it alone they may no more from their next request on. Wants a proof
/// that is not older than ten minutes.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("id" = UserGroupId, Path, description = "The id of the group."),
        ("If-Match" = String, Header, description = "The `ETag` of the group that is to be deleted."),
    ),
    responses(
        (status = 204, description = "The group is deleted."),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`groupIsAutomatic`: the automatic group stays as it is.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::NotFound, responses::Versioned, responses::SignedIn, responses::Always,
    ),
)]
#[delete("/operator/members/{memberNumber}/groups/{id}")]
pub async fn delete_member_group(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    number: NumberInPath,
    id: GroupInPath,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let desk = Desk::of(&app, &caller)?;
    app.db
        .write(move |tx| {
            let by = changer(&desk, tx, &number.0)?;
            delete_group::delete(tx, by, id.0, version)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
