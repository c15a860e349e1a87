use actix_web::{HttpRequest, HttpResponse, get, web};
use minato_db::ReadTx;
use minato_db::models::{operator_pending_logins, operator_sessions};
use minato_types::operator::{OperatorCodeRequired, OperatorSessionState};

use crate::app::App;
use crate::auth::cookies;
use crate::auth::keys::Secret;
use crate::auth::operator::session;
use crate::http::{ApiError, responses};

/// Which operator is signed in
///
/// Answers where this browser stands in the operators' realm: signed out, between the two
/// steps of a sign-in, or signed in. Never an error for want of a session.
#[utoipa::path(
    tag = "operator",
    responses(
        (status = 200, description = "Where this browser stands.", body = OperatorSessionState),
        responses::Always,
    ),
)]
#[get("/operator/auth/session")]
pub async fn get_operator_session(
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let session = cookies::read(&request, cookies::OPERATOR);
    let pending = cookies::read(&request, cookies::OPERATOR_PENDING);
    let state = app.clone();
    let answer = app
        .db
        .read(move |tx| find(tx, &state, session, pending))
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

fn find(
    tx: &mut ReadTx<'_>,
    app: &App,
    session: Option<Secret>,
    pending: Option<Secret>,
) -> Result<OperatorSessionState, ApiError> {
    let lifetimes = &app.settings.lifetimes;
    if let Some(secret) = session {
        let idle = session::idle(lifetimes);
        if let Some(live) = operator_sessions::find_live(&mut *tx, &secret.digest(), idle)? {
            return Ok(session::shown(
                &live,
                app.keys.csrf_token(&secret),
                lifetimes,
            ));
        }
    }
    if let Some(secret) = pending
        && let Some((login, _)) = operator_pending_logins::find_open(tx, &secret.digest())?
    {
        return Ok(OperatorSessionState::CodeRequired(OperatorCodeRequired {
            expires_at: login.expires_at.and_utc(),
            csrf_token: app.keys.csrf_token(&secret),
        }));
    }
    Ok(OperatorSessionState::SignedOut)
}
