use actix_web::{HttpResponse, get, web};
use minato_types::groups::UserGroup;
use minato_types::values::UserGroupId;

use super::{details, shown};
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// One group
///
/// Its people and what it covers. The `ETag` of the answer is what a change must name.
#[utoipa::path(
    tag = "groups",
    params(("id" = UserGroupId, Path, description = "The id of the group.")),
    responses(
        (status = 200, description = "The group.", body = UserGroup, headers(("ETag" = String, description = "The version of the group."))),
        (status = 404, description = "`notFound`: deleted, of another member, or never there.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/groups/{id}")]
pub async fn get_group(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<UserGroupId>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let found = app
        .db
        .read(move |tx| details::group(tx, own.scope, *id))
        .await?;
    Ok(shown::versioned(&found))
}
