use actix_web::{HttpResponse, delete, web};
use chrono::TimeDelta;
use minato_db::models::sessions::{self, LiveSession};
use minato_db::{WriteTx, audit};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::values::SessionId;

use crate::app::App;
use crate::auth::sign_in;
use crate::http::{ApiError, Caller, responses};

/// Sign out in another browser
///
/// Ends one of one's own other sessions at once. The session that asks is ended by signing out.
#[utoipa::path(
    tag = "me",
    params(("id" = SessionId, Path, description = "The id of the session.")),
    responses(
        (status = 204, description = "The session has ended."),
        (status = 404, description = "`notFound`: ended, somebody else's, or never there.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`ownSession`: it is the session that asks.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Change, responses::Always,
    ),
)]
#[delete("/me/sessions/{id}")]
pub async fn end_own_session(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<SessionId>,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    if *id == live.session.id.0 {
        return Err(ProblemCode::OwnSession.into());
    }
    let idle = app.settings.lifetimes.session_idle;
    app.db.write(move |tx| end(tx, &live, *id, idle)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn end(
    tx: &mut WriteTx<'_>,
    live: &LiveSession,
    id: SessionId,
    idle: TimeDelta,
) -> Result<(), ApiError> {
    let own = live.principal();
    // What nobody can use any more is not there any more.
    let living = sessions::list_living(tx, &live.account, &live.member, idle)?;
    let found = living.iter().any(|session| session.id.0 == id);
    if !found || !sessions::end_one_of(tx, own.scope, own.account, id)? {
        return Err(ProblemCode::NotFound.into());
    }
    let mut event = sign_in::own_event(&live.account, AuditAction::SessionEnded);
    event.subject = Some(id.to_string());
    Ok(audit::record(tx, own.scope, &event)?)
}
