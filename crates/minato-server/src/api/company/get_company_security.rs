use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use minato_db::models::members::{self, Member};
use minato_types::company::CompanySecurity;

use crate::app::App;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// How the member's people sign in
///
/// The `ETag` of the answer is what a change must name.
#[utoipa::path(
    tag = "company",
    responses(
        (status = 200, description = "How they sign in.", body = CompanySecurity, headers(("ETag" = String, description = "The version of these rules."))),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/company/security")]
pub async fn get_company_security(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.account()?.scope;
    let member = app.db.read(move |tx| members::get(tx, scope)).await?;
    Ok(answer(&member))
}

/// The rules and their version.
pub(super) fn answer(member: &Member) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, entity_tag::of(member.security_version)))
        .json(CompanySecurity {
            trusted_browsers: member.trusted_browsers,
        })
}
