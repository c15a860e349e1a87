use actix_web::{HttpResponse, get, web};
use minato_types::members::Member;

use super::desk::{self, Desk, NumberInPath};
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// One member
///
/// The `ETag` of the answer is what a change must name.
#[utoipa::path(
    tag = "operator",
    params(("memberNumber" = String, Path, description = "The member number.")),
    responses(
        (status = 200, description = "The member.", body = Member, headers(("ETag" = String, description = "The version of the member."))),
        responses::NotFound, responses::SignedIn, responses::Always,
    ),
)]
#[get("/operator/members/{memberNumber}")]
pub async fn get_member(
    app: web::Data<App>,
    caller: Caller,
    number: NumberInPath,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let found = app
        .db
        .read(move |tx| {
            let (scope, managed) = desk.member(tx, &number.0)?;
            let version = managed.version;
            Ok::<_, ApiError>((desk::shown(tx, scope, managed)?, version))
        })
        .await?;
    Ok(desk::versioned(&found))
}
