use actix_web::{HttpResponse, post, web};
use minato_db::models::{accounts, recent_operations};
use minato_db::{AccountPrincipal, WriteTx};
use minato_types::pins::{MAX_RECENT_OPERATIONS, PinTarget};
use minato_types::{FieldErrors, FieldRule};

use super::pinned::Reached;
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, responses};

/// Note what one does
///
/// The latest 20 things are kept, each with its latest time. A contract or a service that one
/// may not see is refused like one that does not exist.
#[utoipa::path(
    tag = "me",
    request_body = PinTarget,
    responses(
        (status = 204, description = "It is noted."),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[post("/me/recent")]
pub async fn note_recent_operation(
    app: web::Data<App>,
    caller: Caller,
    body: Body<PinTarget>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.account()?;
    app.db.write(move |tx| note(tx, own, &body.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn note(tx: &mut WriteTx<'_>, own: AccountPrincipal, target: &PinTarget) -> Result<(), ApiError> {
    let thing = target
        .read()
        .map_err(|(field, rule)| FieldErrors::one(field, rule))?;
    accounts::lock(tx, own.scope, own.account)?;
    let reached = Reached::of(tx, own, std::slice::from_ref(&thing))?;
    if reached.pin(&thing).is_none() {
        return Err(FieldErrors::one("target", FieldRule::UnknownChoice).into());
    }
    let most = MAX_RECENT_OPERATIONS;
    Ok(recent_operations::note(
        tx,
        own.scope,
        own.account,
        &thing,
        most,
    )?)
}
