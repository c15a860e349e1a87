use actix_web::{HttpResponse, delete, web};
use minato_db::audit::NewAuditEvent;
use minato_db::models::accounts::Account;
use minato_db::models::sessions::{self, LiveSession};
use minato_db::{Tx as _, WriteTx, audit};
use minato_mail::{Mail, SessionsEnded};
use minato_types::ProblemCode;
use minato_types::audit::AuditAction;
use minato_types::values::{AccountId, SessionId};

use super::hold;
use super::viewer::Viewer;
use crate::app::App;
use crate::auth::step_up;
use crate::http::{ApiError, Caller, responses};
use crate::jobs::send_mail;

/// Sign somebody out in one browser
///
/// Ends one session of another account; its next request is refused, and its owner is told by
/// mail. Wants a proof that is not older than ten minutes.
#[utoipa::path(
    tag = "accounts",
    params(
        ("id" = AccountId, Path, description = "The id of the account."),
        ("sessionId" = SessionId, Path, description = "The id of the session."),
    ),
    responses(
        (status = 204, description = "The session has ended."),
        (status = 403, description = "`ownAccount`: one's own sessions stand in the profile; `stepUpRequired`; or what every change is refused for.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 404, description = "`notFound`: ended, of another account, or never there.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[delete("/accounts/{id}/sessions/{sessionId}")]
pub async fn end_account_session(
    app: web::Data<App>,
    caller: Caller,
    path: web::Path<(AccountId, SessionId)>,
) -> Result<HttpResponse, ApiError> {
    let viewer = Viewer::of(&app, &caller)?;
    let live = caller.session()?.clone();
    let (id, session) = path.into_inner();
    app.db
        .write(move |tx| end(tx, &viewer, &live, id, session))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn end(
    tx: &mut WriteTx<'_>,
    viewer: &Viewer,
    live: &LiveSession,
    id: AccountId,
    session: SessionId,
) -> Result<(), ApiError> {
    let own = viewer.own;
    let account = hold::hold(tx, own, id)?.account;
    hold::not_own(own, &account)?;
    step_up::require(tx, live)?;
    // What nobody can use any more is not there any more.
    let idle = viewer.app.settings.lifetimes.session_idle;
    let living = sessions::list_living(tx, &account, &viewer.member, idle)?;
    let found = account.is_usable(tx.now()) && living.iter().any(|one| one.id.0 == session);
    if !found || !sessions::end_one_of(tx, own.scope, id, session)? {
        return Err(ProblemCode::NotFound.into());
    }
    let event = NewAuditEvent {
        text: Some(format!("{} {session}", account.email.0)),
        ..hold::event(own, AuditAction::AccountSessionEnded, &account, Vec::new())
    };
    audit::record(tx, own.scope, &event)?;
    tell(tx, viewer, live, &account)
}

/// Tells the owner that an admin has signed him out.
pub(super) fn tell(
    tx: &mut WriteTx<'_>,
    viewer: &Viewer,
    live: &LiveSession,
    account: &Account,
) -> Result<(), ApiError> {
    let mail = Mail::SessionsEnded(SessionsEnded {
        name: account.name.0.as_str().to_owned(),
        by: live.account.name.0.as_str().to_owned(),
        ended_at: tx.now(),
    });
    Ok(send_mail::enqueue(tx, &viewer.app.keys, account, mail)?)
}
