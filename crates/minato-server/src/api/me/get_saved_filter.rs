use actix_web::{HttpResponse, get, web};
use minato_types::saved_filters::SavedFilter;
use minato_types::values::SavedFilterId;

use super::saved_filter::{answer, find};
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// One filter that one has saved
#[utoipa::path(
    tag = "me",
    params(("id" = SavedFilterId, Path, description = "The id of the filter.")),
    responses(
        (status = 200, description = "The filter.", body = SavedFilter, headers(("ETag" = String, description = "The version of the filter."))),
        (status = 404, description = "`notFound`: deleted, somebody else's, or never there.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/me/saved-filters/{id}")]
pub async fn get_saved_filter(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<SavedFilterId>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.account()?;
    let row = app.db.read(move |tx| find(tx, own, *id)).await?;
    answer(row)
}
