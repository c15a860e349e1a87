use actix_web::{HttpResponse, get, web};
use minato_db::models::sessions::{self, OwnSession as Row};
use minato_types::sessions::{OwnSession, OwnSessions};
use minato_types::values::SessionId;

use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// Where one is signed in
///
/// The living sessions of one's own account: the one that asks comes first, then the others,
/// newest first. What was sent at sign-in stands there: the network address, and what the
/// browser calls itself.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 200, description = "The sessions.", body = OwnSessions),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/me/sessions")]
pub async fn list_own_sessions(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let live = caller.session()?.clone();
    let (current, idle) = (live.session.id.0, app.settings.lifetimes.session_idle);
    let rows = app
        .db
        .read(move |tx| sessions::list_living(tx, &live.account, &live.member, idle))
        .await?;
    let mut items: Vec<_> = rows.into_iter().map(|row| shown(row, current)).collect();
    // Stable: the others stay in their order.
    items.sort_by_key(|session| !session.current);
    Ok(HttpResponse::Ok().json(OwnSessions { items }))
}

/// A session as the API shows it; `current` is the one that asks.
pub(crate) fn shown(row: Row, current: SessionId) -> OwnSession {
    OwnSession {
        id: row.id.0,
        current: row.id.0 == current,
        level: row.level.0,
        created_at: row.created_at.and_utc(),
        last_seen_at: row.last_seen_at.and_utc(),
        expires_at: row.expires_at.and_utc(),
        address: row.address,
        user_agent: row.user_agent,
    }
}
