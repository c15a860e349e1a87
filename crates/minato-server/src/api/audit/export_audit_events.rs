use actix_web::{HttpResponse, get, web};
use minato_db::audit::list::{self, Key, Start};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::{Party, ReadTx, TenantScope};
use minato_types::audit::{AuditAction, ListAuditEventsQuery};
use minato_types::rules::japan_time;
use minato_types::values::Language;

use super::csv_rows;
use super::listing::Listing;
use super::shown;
use crate::app::App;
use crate::http::csv::{self, Chunk, Table};
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// How many rows are in memory at a time.
const CHUNK: u32 = 500;

/// The whole result of a search in the trail as CSV
///
/// The same filters as the list; pages and cursors are ignored. UTF-8 with a byte order mark,
/// lines end with CR LF; words are in the language of the account that asks. Cells that a
/// spreadsheet would calculate begin with an apostrophe. Taking it along stands in the trail
/// itself.
#[utoipa::path(
    tag = "company",
    params(ListAuditEventsQuery),
    responses(
        (status = 200, description = "A file with one row for each event.", body = String, content_type = "text/csv; charset=utf-8", headers(("Content-Disposition" = String, description = "The name of the file."))),
        responses::SignedIn, responses::WithQuery, responses::Always,
    ),
)]
#[get("/company/audit-events.csv")]
pub async fn export_audit_events(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListAuditEventsQuery>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let language = caller.language();
    let whole = ListAuditEventsQuery {
        page: None,
        cursor: None,
        ..query.0
    };
    let listing = Listing::of(&whole)?;
    note(&app, own).await?;
    let name = format!(
        "audit-events-{}.csv",
        japan_time::date(app.db.clock().now())
    );
    csv::answer(&name, &csv_rows::head(language), move |behind| {
        let (app, listing) = (app.clone(), listing.clone());
        async move {
            app.db
                .read_long(move |tx| chunk(tx, own.scope, &listing, language, behind))
                .await
        }
    })
    .await
}

/// Data leaves the house: the trail says who took it along.
async fn note(app: &App, own: Party) -> Result<(), ApiError> {
    let event = NewAuditEvent {
        actor: Actor::from(own),
        action: AuditAction::AuditExported,
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
    scope: TenantScope,
    listing: &Listing,
    language: Language,
    behind: Option<Key>,
) -> Result<Chunk<Key>, ApiError> {
    let filter = listing.filter(tx, scope)?;
    let start = behind.map_or(listing.start, Start::Behind);
    let found = list::rows(tx, scope, &filter, start, CHUNK)?;
    let full = found.len() == CHUNK as usize;
    let next = found.last().filter(|_| full).map(list::Listed::key);
    let mut rows = Table::new();
    for event in shown::all(tx, scope, found)? {
        csv_rows::add(&mut rows, &event, language);
    }
    Ok(Chunk { rows, next })
}
