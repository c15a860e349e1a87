use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpResponse, post, web};
use minato_db::audit::Actor;
use minato_db::models::operator_sessions;
use minato_types::audit::AuditAction;

use crate::app::App;
use crate::auth::{cookies, operator};
use crate::http::{ApiError, Caller, responses};

/// Sign out as an operator
///
/// Ends the session at once and tells the browser to forget what it cached.
#[utoipa::path(
    tag = "operator",
    responses(
        (status = 204, description = "Signed out."),
        responses::SignedIn, responses::Change, responses::Always,
    ),
)]
#[post("/operator/auth/logout")]
pub async fn log_out_operator(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let live = caller.operator()?.clone();
    app.db
        .write(move |tx| {
            if operator_sessions::end(tx, live.session.id.0)? {
                let actor = Actor::Operator(live.operator.id.0);
                operator::record(tx, actor, AuditAction::SignedOut, &live.operator, None)?;
            }
            Ok::<_, ApiError>(())
        })
        .await?;
    Ok(HttpResponse::NoContent()
        .cookie(cookies::expire(cookies::OPERATOR))
        .insert_header((
            HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static("\"cache\""),
        ))
        .finish())
}
