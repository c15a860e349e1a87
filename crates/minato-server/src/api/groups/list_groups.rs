use actix_web::{HttpResponse, get, web};
use minato_db::models::user_groups;
use minato_types::groups::UserGroups;

use super::shown;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// The groups of the member
///
/// All of them, at most 200: the automatic group, which covers every contract and later ones
/// too, then the others by name.
#[utoipa::path(
    tag = "groups",
    responses(
        (status = 200, description = "The groups.", body = UserGroups),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/groups")]
pub async fn list_groups(app: web::Data<App>, caller: Caller) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let rows = app
        .db
        .read(move |tx| user_groups::list(tx, own.scope))
        .await?;
    let items = rows.into_iter().map(shown::summary).collect();
    Ok(HttpResponse::Ok().json(UserGroups { items }))
}
