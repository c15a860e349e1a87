use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpResponse, post, web};
use minato_db::audit;
use minato_db::models::sessions;
use minato_types::audit::AuditAction;

use crate::app::App;
use crate::auth::{cookies, sign_in};
use crate::http::{ApiError, Caller, responses};

/// Sign out
///
/// Ends the session at once and tells the browser to forget what it cached.
#[utoipa::path(
    tag = "auth",
    responses(
        (status = 204, description = "Signed out."),
        responses::SignedIn, responses::Change, responses::Always,
    ),
)]
#[post("/auth/logout")]
pub async fn log_out(app: web::Data<App>, caller: Caller) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    app.db
        .write(move |tx| {
            if sessions::end(tx, &live.session)? {
                let event = sign_in::own_event(&live.account, AuditAction::SignedOut);
                audit::record(tx, live.account.scope(), &event)?;
            }
            Ok::<_, ApiError>(())
        })
        .await?;
    Ok(HttpResponse::NoContent()
        .cookie(cookies::expire(cookies::SESSION))
        .insert_header((
            HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static("\"cache\""),
        ))
        .finish())
}
