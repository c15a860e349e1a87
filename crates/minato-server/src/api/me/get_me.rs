use actix_web::http::header;
use actix_web::{HttpResponse, get};
use minato_types::me::Me;

use super::me_of;
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
pub async fn get_me(caller: Caller) -> Result<HttpResponse, ApiError> {
    // The guard has just read the account: there is nothing left to ask the database.
    let account = caller.session()?.account.clone();
    let etag = entity_tag::of(account.version);
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, etag))
        .json(me_of(account)))
}
