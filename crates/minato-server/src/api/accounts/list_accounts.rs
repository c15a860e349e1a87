use actix_web::{HttpResponse, get, web};
use minato_db::models::accounts;
use minato_types::accounts::{Account, ListAccountsQuery};
use minato_types::page::{Page, PageQuery};

use super::viewer::Viewer;
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// The accounts of the member
///
/// Those that are not deleted, by name if nothing else is asked for.
#[utoipa::path(
    tag = "accounts",
    params(ListAccountsQuery),
    responses(
        (status = 200, description = "One page of accounts.", body = Page<Account>),
        (status = 400, description = "The query cannot be read.", body = minato_types::Problem, content_type = "application/problem+json"),
        (status = 422, description = "A part of the query breaks a rule.", body = minato_types::Problem, content_type = "application/problem+json"),
        responses::SignedIn, responses::Always,
    ),
)]
#[get("/accounts")]
pub async fn list_accounts(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListAccountsQuery>,
) -> Result<HttpResponse, ApiError> {
    let viewer = Viewer::of(&app, &caller)?;
    let (filter, sort) = super::search_of(&query.0)?;
    let page = PageQuery {
        page: query.0.number(),
        page_size: query.0.size(),
    };
    let (items, total) = app
        .db
        .read(move |tx| {
            let (found, total) = accounts::list(tx, viewer.own.scope, &filter, sort, page)?;
            Ok::<_, ApiError>((viewer.show(tx, found)?, total))
        })
        .await?;
    let next = None;
    Ok(HttpResponse::Ok().json(Page { items, total, next }))
}
