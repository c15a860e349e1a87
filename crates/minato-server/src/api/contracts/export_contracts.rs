use actix_web::{HttpResponse, get, web};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::contracts::list::{self, Key, Start};
use minato_db::models::contracts::rights;
use minato_db::{Party, ReadTx};
use minato_types::audit::AuditAction;
use minato_types::contracts::ListContractsQuery;
use minato_types::rules::japan_time;

use super::csv_rows;
use super::listing::Listing;
use crate::app::App;
use crate::http::csv::{self, Chunk, Table};
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// How many rows are in memory at a time.
const CHUNK: u32 = 500;

/// The whole result of a search for contracts as CSV
///
/// The same filters and orders as the list; pages and cursors are ignored. UTF-8 with a byte
/// order mark, lines end with CR LF; names of columns, services and states are in the language
/// of the account that asks. Cells that a spreadsheet would calculate begin with an
/// apostrophe.
#[utoipa::path(
    tag = "contracts",
    params(ListContractsQuery),
    responses(
        (status = 200, description = "A file with one row for each contract.", body = String, content_type = "text/csv; charset=utf-8", headers(("Content-Disposition" = String, description = "The name of the file."))),
        responses::SignedIn, responses::WithQuery, responses::Always,
    ),
)]
#[get("/contracts.csv")]
pub async fn export_contracts(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListContractsQuery>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let language = caller.language();
    let whole = ListContractsQuery {
        page: None,
        cursor: None,
        ..query.0
    };
    let listing = Listing::of(&whole, language)?;
    note(&app, own).await?;
    let name = format!("contracts-{}.csv", japan_time::date(app.db.clock().now()));
    csv::answer(&name, &csv_rows::head(language), move |behind| {
        let (app, listing) = (app.clone(), listing.clone());
        async move {
            app.db
                .read_long(move |tx| chunk(tx, own, &listing, behind))
                .await
        }
    })
    .await
}

/// Data leaves the house: the trail says who took it along.
async fn note(app: &App, own: Party) -> Result<(), ApiError> {
    let event = NewAuditEvent {
        actor: Actor::from(own),
        action: AuditAction::ContractsExported,
        subject: None,
        text: None,
    };
    let noted = app
        .db
        .write(move |tx| audit::record(tx, own.scope, &event))
        .await;
    Ok(noted?)
}

/// Every chunk asks for the rights anew: one that is taken away meanwhile ends there.
fn chunk(
    tx: &mut ReadTx<'_>,
    own: Party,
    listing: &Listing,
    behind: Option<Key>,
) -> Result<Chunk<Key>, ApiError> {
    let rights = rights::of(tx, own.scope, own.holder)?;
    let start = behind.map_or_else(|| listing.start.clone(), Start::Behind);
    let (filter, order) = (&listing.filter, listing.order);
    let found = list::rows(tx, &rights, filter, order, &start, CHUNK)?;
    let mut rows = Table::new();
    for row in &found {
        csv_rows::add(&mut rows, row, order.language);
    }
    let full = found.len() == CHUNK as usize;
    let last = found.last().filter(|_| full);
    Ok(Chunk {
        rows,
        next: last.map(|row| Key::of(row, order)),
    })
}
