use actix_web::{HttpResponse, get, web};
use minato_db::models::accounts;
use minato_db::models::sessions::{self, OwnSession};
use minato_db::{DbError, ReadTx};
use minato_types::ProblemCode;
use minato_types::sessions::AccountSessions;
use minato_types::values::AccountId;

use super::viewer::Viewer;
use crate::api::me::list_own_sessions::shown;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// Where somebody is signed in
///
/// The living sessions of an account, newest first.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The id of the account.")),
    responses(
        (status = 200, description = "The sessions.", body = AccountSessions),
        (status = 404, description = "`notFound`.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/accounts/{id}/sessions")]
pub async fn list_account_sessions(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, ApiError> {
    let viewer = Viewer::of(&app, &caller)?;
    let current = caller.session()?.session.id.0;
    let rows = app.db.read(move |tx| living(tx, &viewer, *id)).await?;
    let rows = rows.ok_or(ProblemCode::NotFound)?;
    let items = rows.into_iter().map(|row| shown(row, current)).collect();
    Ok(HttpResponse::Ok().json(AccountSessions { items }))
}

/// The sessions; `None` where there is no such account.
fn living(
    tx: &mut ReadTx<'_>,
    viewer: &Viewer,
    id: AccountId,
) -> Result<Option<Vec<OwnSession>>, DbError> {
    let Some(managed) = accounts::find_managed(tx, viewer.own.scope, id)? else {
        return Ok(None);
    };
    let idle = viewer.app.settings.lifetimes.session_idle;
    // An account that cannot be used has no session that can.
    if !managed.account.is_usable(minato_db::Tx::now(tx)) {
        return Ok(Some(Vec::new()));
    }
    sessions::list_living(tx, &managed.account, &viewer.member, idle).map(Some)
}
