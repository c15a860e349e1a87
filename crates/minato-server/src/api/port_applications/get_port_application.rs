use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use minato_types::port_applications::PortApplication;
use minato_types::values::PortApplicationNumber;

use super::changing;
use super::path::NumberInPath;
use super::shown::View;
use crate::app::App;
use crate::http::{ApiError, Caller, entity_tag, responses};

/// One application
///
/// As it is now, by the number with any revision that it has had. The `ETag` of the answer is
/// what a change must name.
#[utoipa::path(
    tag = "ports",
    params(("number" = PortApplicationNumber, Path, description = "The number, with any revision that the application has had.", example = "SO-03089-0")),
    responses(
        (status = 200, description = "The application.", body = PortApplication, headers(("ETag" = String, description = "The version of the application."))),
        responses::SignedIn, responses::NotFound, responses::Always,
    ),
)]
#[get("/port-applications/{number}")]
pub async fn get_port_application(
    app: web::Data<App>,
    caller: Caller,
    number: NumberInPath,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let found = app
        .db
        .read_one(move |once| changing::find(once, own, number.0))
        .await?;
    let view = View::after_reading(&app.db, own, found.effective_date).await?;
    let (etag, application) = (entity_tag::of(found.version), view.show(found));
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, etag))
        .json(application))
}
