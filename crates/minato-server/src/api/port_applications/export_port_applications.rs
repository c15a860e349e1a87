use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::port_applications::list::{self, Key, Start};
use minato_db::{Party, ReadTx};
use minato_types::audit::AuditAction;
use minato_types::port_applications::ListPortApplicationsQuery;
use minato_types::rules::japan_time;
use minato_types::values::Language;

use super::csv_rows;
use super::listing::Listing;
use crate::app::App;
use crate::http::csv::{self, Chunk, Table};
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// How many rows are in memory at a time.
const CHUNK: u32 = 500;

/// The whole result of a search as CSV
///
/// The same filters and orders as the list; pages and cursors are ignored. UTF-8 with a byte
/// order mark, lines end with CR LF; names of columns and states are in the language of the
/// account that asks. Cells that a spreadsheet would calculate begin with an
/// apostrophe.
#[utoipa::path(
    tag = "ports",
    params(ListPortApplicationsQuery),
    responses(
        (status = 200, description = "A file with one row for each application.", body = String, content_type = "text/csv; charset=utf-8", headers(("Content-Disposition" = String, description = "The name of the file."))),
        responses::SignedIn, responses::WithQuery, responses::Always,
    ),
)]
#[get("/port-applications.csv")]
pub async fn export_port_applications(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListPortApplicationsQuery>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let closing_day = caller.member()?.closing_day;
    let whole = ListPortApplicationsQuery {
        page: None,
        cursor: None,
        ..query.0
    };
    let listing = Listing::of(&whole, closing_day)?;
    note(&app, own).await?;
    let language = caller.language();
    // All rows are judged at one time, however long the reader takes.
    let now = app.db.clock().now();
    let name = format!("port-applications-{}.csv", japan_time::date(now));
    csv::answer(&name, &csv_rows::head(language), move |behind| {
        let (app, listing) = (app.clone(), listing.clone());
        async move {
            app.db
                .read_long(move |tx| chunk(tx, own, &listing, behind, now, language))
                .await
        }
    })
    .await
}

/// Data leaves the house: the trail says who took it along.
async fn note(app: &App, own: Party) -> Result<(), ApiError> {
    let event = NewAuditEvent {
        actor: Actor::from(own),
        action: AuditAction::PortApplicationsExported,
        subject: None,
        text: None,
    };
    let noted = app
        .db
        .write(move |tx| audit::record(tx, own.scope, &event))
        .await;
    Ok(noted?)
}

fn chunk(
    tx: &mut ReadTx<'_>,
    own: Party,
    listing: &Listing,
    behind: Option<Key>,
    now: DateTime<Utc>,
    language: Language,
) -> Result<Chunk<Key>, ApiError> {
    let start = behind.map_or(listing.start, Start::Behind);
    let (filter, sort) = (&listing.filter, listing.sort);
    let found = list::rows(tx, own.scope, filter, now, sort, start, CHUNK)?;
    let mut rows = Table::new();
    for row in &found {
        csv_rows::add(&mut rows, row, now, language);
    }
    let full = found.len() == CHUNK as usize;
    let last = found.last().filter(|_| full);
    Ok(Chunk {
        rows,
        next: last.map(|row| Key::of(row, sort)),
    })
}
