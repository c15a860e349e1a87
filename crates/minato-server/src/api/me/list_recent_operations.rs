use actix_web::{HttpResponse, get, web};
use minato_db::models::recent_operations;
use minato_db::{AccountPrincipal, DbError, ReadTx};
use minato_types::pins::{RecentOperation, RecentOperations};

use super::pinned::Reached;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// What one did last
///
/// The latest first, nothing twice. Contracts and services that one may not see now are left
/// out.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 200, description = "The operations.", body = RecentOperations),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/me/recent")]
pub async fn list_recent_operations(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, ApiError> {
    let own = caller.account()?;
    let recent = app.db.read(move |tx| read(tx, own)).await?;
    Ok(HttpResponse::Ok().json(recent))
}

fn read(tx: &mut ReadTx<'_>, own: AccountPrincipal) -> Result<RecentOperations, DbError> {
    let (things, times): (Vec<_>, Vec<_>) = recent_operations::list(tx, own.scope, own.account)?
        .into_iter()
        .unzip();
    let reached = Reached::of(tx, own, &things)?;
    let items = things.iter().zip(times).filter_map(|(thing, at)| {
        Some(RecentOperation {
            thing: reached.pin(thing)?,
            at: at.and_utc(),
        })
    });
    Ok(RecentOperations {
        items: items.collect(),
    })
}
