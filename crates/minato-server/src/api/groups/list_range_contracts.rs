use actix_web::{HttpResponse, get, web};
use minato_db::models::{contracts, services};
use minato_types::groups::{ListRangeContractsQuery, RangeContract};
use minato_types::page::{DEFAULT_PAGE_SIZE, Page, PageQuery};
use minato_types::rules::keyword_search;

use super::shown;
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// Contracts to give rights on
///
/// All of the member, by number, whether or not whoever asks has a right on them: number,
/// service and site, never more. Words are looked for in these alone.
#[utoipa::path(
    tag = "groups",
    params(ListRangeContractsQuery),
    responses(
        (status = 200, description = "One page of contracts.", body = Page<RangeContract>),
        responses::SignedIn, responses::WithQuery, responses::Always,
    ),
)]
#[get("/groups/range-contracts")]
pub async fn list_range_contracts(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListRangeContractsQuery>,
) -> Result<HttpResponse, ApiError> {
    let scope = caller.party()?.scope;
    let asked = query.0;
    let words = keyword_search::plain_words(asked.q.as_deref().unwrap_or_default());
    let page = PageQuery {
        page: asked.page.unwrap_or(1),
        page_size: asked.page_size.unwrap_or(DEFAULT_PAGE_SIZE),
    };
    let (items, total) = app
        .db
        .read(move |tx| {
            let mut all = services::all(tx)?;
            if let Some(code) = &asked.service {
                all.retain(|service| service.code == *code);
            }
            let (found, total) = contracts::range::search(tx, scope, &words, &all, page)?;
            let items: Vec<RangeContract> = found
                .into_iter()
                .filter_map(|contract| shown::range_contract(contract, &all))
                .collect();
            Ok::<_, ApiError>((items, total))
        })
        .await?;
    let next = None;
    Ok(HttpResponse::Ok().json(Page { items, total, next }))
}
