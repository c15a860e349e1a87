use actix_web::{HttpRequest, HttpResponse, put, web};
use minato_types::groups::{SetGroupRangeRequest, UserGroup};
use minato_types::values::UserGroupId;

use super::desk::{Desk, NumberInPath};
use super::group_desk::{GroupInPath, changer};
use crate::api::groups::{details, set_group_range, shown};
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Say which contracts a group of a member covers
///
/// Exactly the services and contracts of the two lists. Wants a proof that is not older than ten
/// minutes.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("id" = UserGroupId, Path, description = "The id of the group."),
        ("If-Match" = String, Header, description = "The `ETag` of the group that the change is based on."),
    ),
    request_body = SetGroupRangeRequest,
    responses(
        (status = 200, description = "The group after the change.", body = UserGroup, headers(("ETag" = String, description = "The new version of the group."))),
        (status = 403, description = "`stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`groupIsAutomatic`: the automatic group stays as it is.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::NotFound, responses::Versioned, responses::SignedIn, responses::WithBody, responses::Always,
    ),
)]
#[put("/operator/members/{memberNumber}/groups/{id}/range")]
pub async fn set_member_group_range(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    number: NumberInPath,
    id: GroupInPath,
    body: Body<SetGroupRangeRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let desk = Desk::of(&app, &caller)?;
    let after = app
        .db
        .write(move |tx| {
            let by = changer(&desk, tx, &number.0)?;
            set_group_range::set(tx, by, id.0, version, &body.0)?;
            details::group(tx, by.scope, id.0)
        })
        .await?;
    Ok(shown::versioned(&after))
}
