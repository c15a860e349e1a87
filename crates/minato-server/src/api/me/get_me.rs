use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use minato_db::models::totp_secrets;
use minato_types::me::Me;

use super::me_of;
use crate::app::App;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// One's own profile
///
/// The `ETag` of the answer is what a change must name.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 200, description = "The profile.", body = Me, headers(("ETag" = String, description = "The version of the profile."))),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/me")]
pub async fn get_me(app: web::Data<App>, caller: Caller) -> Result<HttpResponse, ApiError> {
    // The guard has just read the account: only its app is left to ask for.
    let account = caller.session()?.account.clone();
    let own = account.clone();
    let factor = app
        .db
        .read_one(move |once| totp_secrets::factor_of(once, &own))
        .await?;
    let etag = entity_tag::of(account.version);
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, etag))
        .json(me_of(account, factor)))
}
