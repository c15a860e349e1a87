use actix_web::{HttpRequest, HttpResponse, post, web};
use minato_db::models::pending_logins;

use crate::app::App;
use crate::auth::cookies;
use crate::http::{ApiError, responses};

/// Give a sign-in up
///
/// Ends the sign-in between its two steps; its code can no longer be used. Without one
/// under way nothing happens.
#[utoipa::path(
    tag = "auth",
    responses(
        (status = 204, description = "There is no sign-in under way any more."),
        responses::Change, responses::Always,
    ),
)]
#[post("/auth/login/cancel")]
pub async fn cancel_login(
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    if let Some(pending) = cookies::read(&request, cookies::PENDING_LOGIN) {
        app.db
            .write(move |tx| {
                if let Some((login, ..)) = pending_logins::find(tx, &pending.digest())? {
                    pending_logins::close(tx, &login)?;
                }
                Ok::<_, ApiError>(())
            })
            .await?;
    }
    Ok(HttpResponse::NoContent()
        .cookie(cookies::expire(cookies::PENDING_LOGIN))
        .finish())
}
