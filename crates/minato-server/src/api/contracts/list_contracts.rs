use actix_web::{HttpResponse, get, web};
use minato_db::models::contracts::list::Start;
use minato_db::models::contracts::{list, rights};
use minato_db::{Party, ReadTx};
use minato_types::contracts::{ContractSummary, ListContractsQuery};
use minato_types::page::Page;

use super::listing::{self, Listing};
use super::shown;
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// The contracts that the person may see
///
/// Groups say which these are; being an admin alone shows none. People turn pages with `page`
/// and `pageSize`; programs read the whole list by sending `next` as `cursor`.
#[utoipa::path(
    tag = "contracts",
    params(ListContractsQuery),
    responses(
        (status = 200, description = "One page of contracts.", body = Page<ContractSummary>),
        responses::SignedIn, responses::WithQuery, responses::Always,
    ),
)]
#[get("/contracts")]
pub async fn list_contracts(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListContractsQuery>,
) -> Result<HttpResponse, ApiError> {
    let own = caller.party()?;
    let listing = Listing::of(&query.0, caller.language())?;
    let page = app.db.read(move |tx| page(tx, own, &listing)).await?;
    Ok(HttpResponse::Ok().json(page))
}

fn page(
    tx: &mut ReadTx<'_>,
    own: Party,
    listing: &Listing,
) -> Result<Page<ContractSummary>, ApiError> {
    let Listing {
        filter,
        order,
        start,
        size,
    } = listing;
    let rights = rights::of(tx, own.scope, own.holder)?;
    // One row more than asked for tells whether there is a next page.
    let mut rows = list::rows(tx, &rights, filter, *order, start, size + 1)?;
    let more = rows.len() > *size as usize;
    let total = match start {
        // The first page is the whole list: nothing is left to count.
        Start::Offset(0) if !more => rows.len() as u64,
        _ => list::total(tx, &rights, filter)?,
    };
    rows.truncate(*size as usize);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| listing::cursor_behind(row, *order));
    Ok(Page {
        items: rows.into_iter().map(shown::summary).collect(),
        total,
        next,
    })
}
