use actix_web::{HttpResponse, get, web};
use minato_db::audit::list::{self, Start};
use minato_db::{ReadTx, TenantScope};
use minato_types::audit::{AuditEvent, ListAuditEventsQuery};
use minato_types::page::Page;

use super::listing::{self, Listing};
use super::shown;
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// What the member's people did, and what was done for them
///
/// Newest first, for admins. Names of deleted accounts stay; staff of the carrier have none.
/// Texts and changes are personal: after their time they are gone, and `textRemoved` says so.
/// The digest of an event covers the one before it.
#[utoipa::path(
    tag = "company",
    params(ListAuditEventsQuery),
    responses(
        (status = 200, description = "One page of events.", body = Page<AuditEvent>),
        responses::SignedIn, responses::WithQuery, responses::Always,
    ),
)]
#[get("/company/audit-events")]
pub async fn list_audit_events(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListAuditEventsQuery>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let listing = Listing::of(&query.0)?;
    let page = app
        .db
        .read_long(move |tx| page(tx, own.scope, &listing))
        .await?;
    Ok(HttpResponse::Ok().json(page))
}

fn page(
    tx: &mut ReadTx<'_>,
    scope: TenantScope,
    asked: &Listing,
) -> Result<Page<AuditEvent>, ApiError> {
    let filter = asked.filter(tx, scope)?;
    // One row more than asked for tells whether there is a next page.
    let mut rows = list::rows(tx, scope, &filter, asked.start, asked.size + 1)?;
    let more = rows.len() > asked.size as usize;
    let total = match asked.start {
        // The first page is the whole list: nothing is left to count.
        Start::Offset(0) if !more => rows.len() as u64,
        _ => list::total(tx, scope, &filter)?,
    };
    rows.truncate(asked.size as usize);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| listing::cursor_behind(row.key()));
    Ok(Page {
        items: shown::all(tx, scope, rows)?,
        total,
        next,
    })
}
