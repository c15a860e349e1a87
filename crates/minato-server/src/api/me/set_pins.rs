use actix_web::{HttpResponse, put, web};
use minato_db::models::pins::Thing;
use minato_db::models::{accounts, pins};
use minato_db::{AccountPrincipal, WriteTx};
use minato_types::pins::{MAX_PINS, PinTarget, Pins, SetPinsRequest};
use minato_types::{FieldErrors, FieldRule};

use super::get_pins::read;
use super::pinned::Reached;
use crate::app::App;
use crate::http::body::Body;
use crate::http::{ApiError, Caller, responses};

/// Pin things
///
/// These, in this order, and no others: the whole list anew. A contract or a service that one
/// may not see is refused like one that does not exist. What was pinned before and cannot be
/// seen now stays behind them as long as there is room, and is back once it can be seen again.
#[utoipa::path(
    tag = "me",
    request_body = SetPinsRequest,
    responses(
        (status = 200, description = "The pins after the change.", body = Pins),
        responses::SignedIn, responses::Change, responses::WithBody, responses::Always,
    ),
)]
#[put("/me/pins")]
pub async fn set_pins(
    app: web::Data<App>,
    caller: Caller,
    body: Body<SetPinsRequest>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.account()?;
    let pins = app.db.write(move |tx| set(tx, own, &body.0)).await?;
    Ok(HttpResponse::Ok().json(pins))
}

fn set(
    tx: &mut WriteTx<'_>,
    own: AccountPrincipal,
    request: &SetPinsRequest,
) -> Result<Pins, ApiError> {
    accounts::lock(tx, own.scope, own.account)?;
    let mut things = things(&request.items)?;
    let before = pins::list(tx, own.scope, own.account)?;
    let all: Vec<Thing> = things.iter().chain(&before).cloned().collect();
    let reached = Reached::of(tx, own, &all)?;
    if let Some(place) = things.iter().position(|thing| reached.pin(thing).is_none()) {
        let field = format!("items.{place}.target");
        return Err(FieldErrors::one(&field, FieldRule::UnknownChoice).into());
    }
    let unseen = before
        .into_iter()
        .filter(|thing| reached.pin(thing).is_none());
    things.extend(unseen);
    things.truncate(MAX_PINS as usize);
    pins::replace(tx, own.scope, own.account, &things)?;
    Ok(read(tx, own)?)
}

/// The things by their canonical names. They were validated on arrival; a fault here would be
/// told in the same way.
fn things(items: &[PinTarget]) -> Result<Vec<Thing>, FieldErrors> {
    let read = items.iter().enumerate().map(|(place, item)| {
        let at = |(field, rule)| FieldErrors::one(&format!("items.{place}.{field}"), rule);
        item.read().map_err(at)
    });
    read.collect()
}
