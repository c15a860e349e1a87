use actix_web::{HttpRequest, HttpResponse, delete, web};
use minato_db::models::saved_filters;
use minato_db::{AccountPrincipal, WriteTx};
use minato_types::values::SavedFilterId;

use super::saved_filter::{changed, hold};
use crate::app::App;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Delete a saved filter
#[utoipa::path(
    tag = "me",
    params(
        ("id" = SavedFilterId, Path, description = "The id of the filter."),
        ("If-Match" = String, Header, description = "The `ETag` of the filter that is to be deleted."),
    ),
    responses(
        (status = 204, description = "The filter is deleted."),
        (status = 404, description = "`notFound`: deleted, somebody else's, or never there.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: it was changed in the meantime.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::Always,
    ),
)]
#[delete("/me/saved-filters/{id}")]
pub async fn delete_saved_filter(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<SavedFilterId>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let own = caller.account()?;
    app.db
        .write(move |tx| delete(tx, own, *id, version))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn delete(
    tx: &mut WriteTx<'_>,
    own: AccountPrincipal,
    id: SavedFilterId,
    version: i64,
) -> Result<(), ApiError> {
    let row = hold(tx, own, id, version)?;
    changed(saved_filters::delete(tx, own, &row)?)
}
