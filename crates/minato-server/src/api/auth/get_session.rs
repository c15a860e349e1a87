use std::net::IpAddr;

use actix_web::{HttpRequest, HttpResponse, get, web};
use minato_db::models::{pending_logins, sessions};
use minato_db::{ReadTx, Tx as _};
use minato_types::auth::SessionState;

use crate::app::App;
use crate::auth::keys::Secret;
use crate::auth::{cookies, sign_in};
use crate::http::{ApiError, client_address, responses};

/// Who is signed in
///
/// Answers where this browser stands: signed out, between the two steps of a sign-in, or
/// signed in. Never an error for want of a session: pages begin with this call. A session that
/// may not be used from this address counts as none.
#[utoipa::path(
    tag = "auth",
    responses(
        (status = 200, description = "Where this browser stands.", body = SessionState),
        responses::Always,
    ),
)]
#[get("/auth/session")]
pub async fn get_session(
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let session = cookies::read(&request, cookies::SESSION);
    let pending = cookies::read(&request, cookies::PENDING_LOGIN);
    let from = client_address::ip(&request);
    let state = app.clone();
    let answer = app
        .db
        .read(move |tx| find(tx, &state, (session, from), pending))
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

fn find(
    tx: &mut ReadTx<'_>,
    app: &App,
    (session, from): (Option<Secret>, Option<IpAddr>),
    pending: Option<Secret>,
) -> Result<SessionState, ApiError> {
    let lifetimes = &app.settings.lifetimes;
    if let Some(secret) = session
        && let Some(live) = sessions::find_live(&mut *tx, &secret.digest(), lifetimes.session_idle)?
        && live.lets_in(from)
    {
        return Ok(sign_in::signed_in(
            &live,
            app.keys.csrf_token(&secret),
            lifetimes,
        ));
    }
    if let Some(secret) = pending
        && let Some((login, account, member)) = pending_logins::find(tx, &secret.digest())?
        && login.is_open(tx.now())
    {
        return Ok(sign_in::code_required(
            &login,
            &account,
            &member,
            app.keys.csrf_token(&secret),
        ));
    }
    Ok(SessionState::SignedOut)
}
