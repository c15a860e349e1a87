use actix_web::{HttpResponse, get, web};
use minato_db::models::port_applications::list;
use minato_db::{Party, ReadTx, Tx as _};
use minato_types::page::Page;
use minato_types::port_applications::{ListPortApplicationsQuery, PortApplication};

use super::listing::{self, Listing};
use super::shown::View;
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// The applications for additional ports
///
/// All of the member, whoever applied. People turn pages with `page` and `pageSize`; programs
/// read the whole list by sending `next` as `cursor`.
#[utoipa::path(
    tag = "ports",
    params(ListPortApplicationsQuery),
    responses(
        (status = 200, description = "One page of applications.", body = Page<PortApplication>),
        responses::SignedIn, responses::WithQuery, responses::Always,
    ),
)]
#[get("/port-applications")]
pub async fn list_port_applications(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListPortApplicationsQuery>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let listing = Listing::of(&query.0, caller.member()?.closing_day)?;
    let page = app.db.read(move |tx| page(tx, own, &listing)).await?;
    Ok(HttpResponse::Ok().json(page))
}

fn page(
    tx: &mut ReadTx<'_>,
    own: Party,
    listing: &Listing,
) -> Result<Page<PortApplication>, ApiError> {
    let Listing {
        filter,
        sort,
        start,
        size,
    } = listing;
    let now = tx.now();
    // One row more than asked for tells whether there is a next page.
    let mut rows = list::rows(tx, own.scope, filter, now, *sort, *start, size + 1)?;
    let total = list::total(tx, own.scope, filter, now)?;
    let more = rows.len() > *size as usize;
    rows.truncate(*size as usize);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| listing::cursor_behind(row, *sort));
    let view = View::of(tx, own, rows.iter().map(|row| row.effective_date).max())?;
    Ok(Page {
        items: rows.into_iter().map(|row| view.show(row)).collect(),
        total,
        next,
    })
}
