use actix_web::{HttpResponse, post, web};
use minato_db::audit::NewAuditEvent;
use minato_db::models::sessions::{self, LiveSession};
use minato_db::models::{accounts, known_devices, pending_logins, trusted_browsers};
use minato_db::{Tx as _, WriteTx, audit};
use minato_types::audit::AuditAction;
use minato_types::sessions::EndedSessions;
use minato_types::values::AccountId;

use super::end_account_session::tell;
use super::hold;
use super::viewer::Viewer;
use crate::app::App;
use crate::auth::step_up;
use crate::http::{ApiError, Caller, responses};

/// Sign somebody out everywhere
///
/// Ends all sessions of another account and its sign-ins under way; its browsers are neither
/// known nor trusted any more. If there was a session, its owner is told by mail. Wants a proof
/// that is not older than ten minutes.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The id of the account.")),
    responses(
        (status = 200, description = "The account is signed in nowhere.", body = EndedSessions),
        (status = 403, description = "`ownAccount`: one's own sessions stand in the profile; `stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[post("/accounts/{id}/sessions/end-all")]
pub async fn end_account_sessions(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let viewer = Viewer::of(&app, &caller)?;
    let live = caller.session()?.clone();
    let ended = app
        .db
        .write(move |tx| end_all(tx, &viewer, &live, *id))
        .await?;
    Ok(HttpResponse::Ok().json(ended))
}

fn end_all(
    tx: &mut WriteTx<'_>,
    viewer: &Viewer,
    live: &LiveSession,
    id: AccountId,
) -> Result<EndedSessions, ApiError> {
    let own = viewer.own;
    let account = hold::hold(tx, own, id)?.account;
    hold::not_own(own, &account)?;
    step_up::require(tx, live)?;
    // From here on nobody signs in with this account.
    accounts::lock(tx, own.scope, id)?;
    let idle = viewer.app.settings.lifetimes.session_idle;
    let living = sessions::list_living(tx, &account, &viewer.member, idle)?;
    let used = living.len() * usize::from(account.is_usable(tx.now()));
    let ended = u32::try_from(used).unwrap_or(u32::MAX);
    sessions::end_all_of(tx, own.scope, id, None)?;
    pending_logins::close_all_of(tx, own.scope, id)?;
    known_devices::forget_all_of(tx, own.scope, id, None)?;
    trusted_browsers::delete_all_of(tx, own.scope, id)?;
    let event = NewAuditEvent {
        text: Some(format!("{} {ended}", account.email.0)),
        ..hold::event(own, AuditAction::AccountSessionsEnded, &account, Vec::new())
    };
    audit::record(tx, own.scope, &event)?;
    if ended > 0 {
        tell(tx, viewer, live, &account)?;
    }
    Ok(EndedSessions { ended })
}
