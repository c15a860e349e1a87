use actix_web::{HttpResponse, get, web};
use chrono::NaiveDate;
use minato_db::models::port_application_events::{self, PortApplicationEvent as Row};
use minato_db::{Party, ReadTx};
use minato_types::port_applications::{PortApplicationEvent, PortApplicationHistory};
use minato_types::rules::deadline::Deadline;
use minato_types::values::PortApplicationNumber;

use super::path::NumberInPath;
use super::{changing, shown};
use crate::app::App;
use crate::http::{ApiError, Caller, responses};

/// What happened to an application
///
/// Everything since it was submitted, oldest first, by the number with any revision that it
/// has had.
#[utoipa::path(
    tag = "ports",
    params(("number" = PortApplicationNumber, Path, description = "The number, with any revision that the application has had.", example = "SO-03089-0")),
    responses(
        (status = 200, description = "The events, oldest first.", body = PortApplicationHistory),
        responses::SignedIn, responses::NotFound, responses::Always,
    ),
)]
#[get("/port-applications/{number}/history")]
pub async fn list_port_application_history(
    app: web::Data<App>,
    caller: Caller,
    number: NumberInPath,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let history = app.db.read(move |tx| history(tx, own, number.0)).await?;
    Ok(HttpResponse::Ok().json(history))
}

fn history(
    tx: &mut ReadTx<'_>,
    own: Party,
    number: PortApplicationNumber,
) -> Result<PortApplicationHistory, ApiError> {
    let application = changing::find(&mut *tx, own, number)?;
    let events = port_application_events::list(tx, own.scope, application.serial)?;
    let last = events.iter().map(|event| event.effective_date).max();
    let official_until = shown::official_until(tx, last)?;
    let items = events
        .into_iter()
        .map(|event| event_of(event, official_until))
        .collect();
    Ok(PortApplicationHistory { items })
}

fn event_of(event: Row, official_until: NaiveDate) -> PortApplicationEvent {
    PortApplicationEvent {
        number: event.number(),
        kind: event.kind.0,
        at: event.at.and_utc(),
        by: event.account_name.map(|name| name.0),
        effective_date: event.effective_date,
        added_ports: event.added_ports,
        deadline: Deadline {
            day: event.deadline_on,
            at: event.deadline_at.and_utc(),
            provisional: event.effective_date > official_until,
        },
    }
}
