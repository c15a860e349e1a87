use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use minato_db::models::member_notifications::{self, MemberNotifications};
use minato_types::company::CompanyNotifications;

use crate::app::App;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// Who hears by mail of what the member's people do
///
/// Beside those who do it. The `ETag` of the answer is what a change must name.
#[utoipa::path(
    tag = "company",
    responses(
        (status = 200, description = "The addresses and the language of the mails.", body = CompanyNotifications, headers(("ETag" = String, description = "The version of the notifications."))),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/company/notifications")]
pub async fn get_company_notifications(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.party()?.scope;
    let found = app
        .db
        .read(move |tx| member_notifications::get(tx, scope))
        .await?;
    Ok(answer(found))
}

/// The notifications and their version.
pub(super) fn answer(found: MemberNotifications) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, entity_tag::of(found.version)))
        .json(CompanyNotifications {
            addresses: found.addresses,
            language: found.language,
        })
}
