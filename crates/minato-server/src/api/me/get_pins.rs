use actix_web::{HttpResponse, get, web};
use minato_db::models::pins;
use minato_db::{AccountPrincipal, DbError, Tx};
use minato_types::pins::Pins;

use super::pinned::Reached;
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// What one has pinned
///
/// In one's own order. Contracts and services that one may not see now are left out.
#[utoipa::path(
    tag = "me",
    responses(
        (status = 200, description = "The pins.", body = Pins),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/me/pins")]
pub async fn get_pins(app: web::Data<App>, caller: Caller) -> Result<HttpResponse, ApiError> {
    let own = caller.account()?;
    let pins = app.db.read(move |tx| read(tx, own)).await?;
    Ok(HttpResponse::Ok().json(pins))
}

/// What somebody has pinned and sees now.
pub(super) fn read(tx: &mut impl Tx, own: AccountPrincipal) -> Result<Pins, DbError> {
    let things = pins::list(tx, own.scope, own.account)?;
    let reached = Reached::of(tx, own, &things)?;
    let items = things.iter().filter_map(|thing| reached.pin(thing));
    Ok(Pins {
        items: items.collect(),
    })
}
