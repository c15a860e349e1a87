use actix_web::{HttpResponse, post, web};
use minato_db::{DbError, UniqueKey};
use minato_types::auth::RequestPasswordResetRequest;

use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, responses};
use crate::jobs::password_reset;

/// Ask for a link for a new password
///
/// If there is such an account, it gets a mail with a link. The answer, and the work
/// behind it, are the same if there is none: a job looks for the account later.
#[utoipa::path(
    tag = "auth",
    request_body = RequestPasswordResetRequest,
    responses(
        (status = 202, description = "If there is such an account, a mail is on its way."),
        responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/auth/password-reset")]
pub async fn request_password_reset(
    app: web::Data<App>,
    body: Body<RequestPasswordResetRequest>,
) -> Result<HttpResponse, ApiError> {
    let state = app.clone();
    let written = app
        .db
        .write(move |tx| password_reset::enqueue(tx, &state.keys, &body.0))
        .await;
    match written {
        // One about the same address waits already: it will do.
        Ok(()) | Err(DbError::Unique(UniqueKey::WaitingJob)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(HttpResponse::Accepted().finish())
}
