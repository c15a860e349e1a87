use actix_web::{HttpRequest, HttpResponse, get, web};
use minato_db::Tx as _;
use minato_types::ProblemCode;
use minato_types::first_login::FirstLogin;

use crate::app::App;
use crate::auth::cookies;
use crate::auth::first_login::progress::Progress;
use crate::http::{ApiError, responses};

/// Where a first sign-in stands
///
/// For whoever comes back with the same browser. With another one, or after an hour, the
/// mailed link and the identity check lead back to the same step. Never an error for want of
/// one that is under way: the page begins with this call.
#[utoipa::path(
    tag = "first sign-in",
    responses(
        (status = 200, description = "What comes next.", body = FirstLogin),
        (status = 204, description = "None is under way in this browser."),
        responses::Always,
    ),
)]
#[get("/auth/first-login")]
pub async fn get_first_login(
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let Some(entry) = cookies::read(&request, cookies::FIRST_LOGIN) else {
        return Ok(HttpResponse::NoContent().finish());
    };
    let state = app.clone();
    let found = app
        .db
        .read(move |tx| {
            let progress = Progress::find(tx, &entry)?;
            Ok::<_, ApiError>(progress.shown(&state, &entry, tx.now()))
        })
        .await;
    match found {
        Ok(shown) => Ok(HttpResponse::Ok().json(shown)),
        Err(error) if error.code() == ProblemCode::FirstLoginExpired => {
            Ok(HttpResponse::NoContent().finish())
        }
        Err(error) => Err(error),
    }
}
