use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::TimeDelta;
use minato_db::models::sessions::{self, LiveSession};
use minato_db::models::{accounts, known_devices, pending_logins, trusted_browsers};
use minato_db::{WriteTx, audit};
use minato_types::audit::AuditAction;
use minato_types::sessions::EndedSessions;

use crate::app::App;
use crate::auth::{cookies, sign_in};
use crate::http::{ApiError, Caller, responses};

/// Sign out in all other browsers
///
/// Ends all of one's own sessions but the one that asks, and the sign-ins that are under way.
/// The other browsers are neither known nor trusted any more: the next sign-in with one of them
/// asks for the second step and is told by mail.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 200, description = "One is signed in here only.", body = EndedSessions),
        responses::SignedIn, responses::Change, responses::Always,
    ),
)]
#[post("/me/sessions/end-others")]
pub async fn end_other_sessions(
    app: web::Data<App>,
    request: HttpRequest,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let known_by = cookies::read(&request, cookies::KNOWN).map(|secret| secret.digest());
    let trusted_by = cookies::read(&request, cookies::TRUST).map(|secret| secret.digest());
    let idle = app.settings.lifetimes.session_idle;
    let ended = app
        .db
        .write(move |tx| end(tx, &live, idle, known_by.as_deref(), trusted_by.as_deref()))
        .await?;
    Ok(HttpResponse::Ok().json(ended))
}

fn end(
    tx: &mut WriteTx<'_>,
    live: &LiveSession,
    idle: TimeDelta,
    known_by: Option<&str>,
    trusted_by: Option<&str>,
) -> Result<EndedSessions, ApiError> {
    let (own, current) = (live.principal(), live.session.id.0);
    // From here on nobody signs in with this account.
    accounts::lock(tx, own.scope, own.account)?;
    let living = sessions::list_living(tx, &live.account, &live.member, idle)?;
    let others = living.iter().filter(|session| session.id.0 != current);
    let ended = u32::try_from(others.count()).unwrap_or(u32::MAX);
    sessions::end_all_of(tx, own.scope, own.account, Some(current))?;
    pending_logins::close_all_of(tx, own.scope, own.account)?;
    known_devices::forget_all_of(tx, own.scope, own.account, known_by)?;
    trusted_browsers::delete_others_of(tx, own.scope, own.account, trusted_by)?;
    let event = sign_in::own_event(&live.account, AuditAction::OtherSessionsEnded);
    audit::record(tx, own.scope, &event)?;
    Ok(EndedSessions { ended })
}
