use actix_web::{HttpResponse, get, web};
use minato_types::groups::UserGroup;
use minato_types::values::UserGroupId;

use super::desk::{Desk, NumberInPath};
use super::group_desk::GroupInPath;
use crate::api::groups::{details, shown};
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// One group of a member
///
/// Its people and what it covers. The `ETag` of the answer is what a change must name.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ("id" = UserGroupId, Path, description = "The id of the group."),
    ),
    responses(
        (status = 200, description = "The group.", body = UserGroup, headers(("ETag" = String, description = "The version of the group."))),
        responses::NotFound, responses::SignedIn, responses::Always,
    ),
)]
#[get("/operator/members/{memberNumber}/groups/{id}")]
pub async fn get_member_group(
    app: web::Data<App>,
    caller: Caller,
    number: NumberInPath,
    id: GroupInPath,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let found = app
        .db
        .read(move |tx| {
            let (scope, _) = desk.member(tx, &number.0)?;
            details::group(tx, scope, id.0)
        })
        .await?;
    Ok(shown::versioned(&found))
}
