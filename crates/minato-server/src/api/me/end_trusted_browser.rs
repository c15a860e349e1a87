use actix_web::{HttpResponse, delete, web};
use minato_db::models::sessions::LiveSession;
use minato_db::models::trusted_browsers;
use minato_db::{WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::values::TrustedBrowserId;

use crate::app::App;
use crate::auth::sign_in;
use crate::http::{ApiError, Caller, responses};

/// Trust a browser no more
///
/// The next sign-in there asks for the second step. A session that is open there goes on.
#[utoipa::path(
    tag = "me",
    params(("id" = TrustedBrowserId, Path, description = "The id of the trusted browser.")),
    responses(
        (status = 204, description = "The browser is trusted no more."),
        (status = 404, description = "`notFound`: no longer trusted, somebody else's, or never there.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::Always,
    ),
)]
#[delete("/me/trusted-browsers/{id}")]
pub async fn end_trusted_browser(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<TrustedBrowserId>,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    app.db.write(move |tx| end(tx, &live, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn end(tx: &mut WriteTx<'_>, live: &LiveSession, id: TrustedBrowserId) -> Result<(), ApiError> {
    let own = live.principal();
    if !trusted_browsers::delete(tx, own.scope, own.account, id)? {
        return Err(ProblemCode::NotFound.into());
    }
    let mut event = sign_in::own_event(&live.account, AuditAction::TrustedBrowserEnded);
    event.subject = Some(id.to_string());
    Ok(audit::record(tx, own.scope, &event)?)
}
