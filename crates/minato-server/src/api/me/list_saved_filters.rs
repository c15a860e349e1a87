use actix_web::{HttpResponse, get, web};
use minato_db::models::saved_filters;
use minato_types::saved_filters::SavedFilters;

use super::saved_filter::shown;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// The filters that one has saved
///
/// Filters of the list of contracts, by name: one's own, and nobody else's. A filter gives no
/// right: what it finds is what one may see now.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 200, description = "The saved filters.", body = SavedFilters),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/me/saved-filters")]
pub async fn list_saved_filters(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let own = caller.account()?;
    let rows = app.db.read(move |tx| saved_filters::list(tx, own)).await?;
    let items = rows.into_iter().map(shown).collect::<Result<_, _>>()?;
    Ok(HttpResponse::Ok().json(SavedFilters { items }))
}
