use actix_web::{HttpRequest, HttpResponse, get, web};
use minato_db::Tx as _;
use minato_types::first_login::FirstLogin;

use super::entry_of;
use crate::app::App;
use crate::auth::first_login::progress::Progress;
use crate::http::{ApiError, responses};

/// Where a first sign-in stands
///
/// For whoever comes back with the same browser. With another one, or after an hour, the
/// mailed link and the identity check lead back to the same step.
#[utoipa::path(
    tag = "first sign-in",
    responses(
        (status = 200, description = "What comes next.", body = FirstLogin),
        (status = 401, description = "`firstLoginExpired`: none is under way in this browser.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::Always,
    ),
)]
#[get("/auth/first-login")]
pub async fn get_first_login(
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let entry = entry_of(&request)?;
    let state = app.clone();
    let shown = app
        .db
        .read(move |tx| {
            let progress = Progress::find(tx, &entry)?;
            Ok::<_, ApiError>(progress.shown(&state, &entry, tx.now()))
        })
        .await?;
    Ok(HttpResponse::Ok().json(shown))
}
