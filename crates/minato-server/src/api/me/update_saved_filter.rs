use actix_web::{HttpRequest, HttpResponse, put, web};
use minato_db::models::saved_filters::{self, SavedFilter as Row};
use minato_db::{AccountPrincipal, WriteTx};
use minato_types::saved_filters::{SaveFilterRequest, SavedFilter};
use minato_types::values::SavedFilterId;

use super::saved_filter::{answer, changed, find, hold, kept, name_taken};
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Rename a saved filter, or let it ask something else
#[utoipa::path(
    tag = "me",
    params(
        ("id" = SavedFilterId, Path, description = "The id of the filter."),
        ("If-Match" = String, Header, description = "The `ETag` of the filter that the change is based on."),
    ),
    request_body = SaveFilterRequest,
    responses(
        (status = 200, description = "The filter after the change.", body = SavedFilter, headers(("ETag" = String, description = "The new version of the filter."))),
        (status = 404, description = "`notFound`: deleted, somebody else's, or never there.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 412, description = "`preconditionFailed`: it was changed in the meantime.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 428, description = "`preconditionRequired`: `If-Match` is missing.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[put("/me/saved-filters/{id}")]
pub async fn update_saved_filter(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
    id: web::Path<SavedFilterId>,
    body: Body<SaveFilterRequest>,
) -> Result<HttpResponse, ApiError> {
    let version = entity_tag::if_match(&request)?;
    let own = caller.account()?;
    let row = app
        .db
        .write(move |tx| update(tx, own, *id, version, &body.0))
        .await?;
    answer(row)
}

fn update(
    tx: &mut WriteTx<'_>,
    own: AccountPrincipal,
    id: SavedFilterId,
    version: i64,
    request: &SaveFilterRequest,
) -> Result<Row, ApiError> {
    let (name, query) = request.read()?;
    let row = hold(tx, own, id, version)?;
    let updated = saved_filters::update(tx, own, &row, &name, &kept(&query)?);
    changed(updated.map_err(name_taken)?)?;
    find(tx, own, id)
}
