use actix_web::{HttpResponse, get, web};
use minato_types::accounts::Account;
use minato_types::values::AccountId;

use super::viewer::Viewer;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// One account
///
/// The `ETag` of the answer is what a change must name.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The id of the account.")),
    responses(
        (status = 200, description = "The account.", body = Account, headers(("ETag" = String, description = "The version of the account."))),
        (status = 404, description = "`notFound`: deleted, of another member, or never there.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/accounts/{id}")]
pub async fn get_account(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let viewer = Viewer::of(&app, &caller)?;
    let found = app.db.read(move |tx| viewer.account(tx, *id)).await?;
    Ok(super::versioned(&found))
}
