use actix_web::{HttpResponse, get, web};
use minato_db::models::contracts::registered;
use minato_types::contracts::{ListMemberContractsQuery, MemberContract};
use minato_types::page::Page;
use minato_types::rules::keyword_search;

use super::contract_desk;
use super::desk::{Desk, NumberInPath};
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// The contracts of a member
///
/// By contract number, whatever rights the member's people have.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ListMemberContractsQuery,
    ),
    responses(
        (status = 200, description = "One page of contracts.", body = Page<MemberContract>),
        responses::NotFound, responses::WithQuery, responses::SignedIn, responses::Always,
    ),
)]
#[get("/operator/members/{memberNumber}/contracts")]
pub async fn list_member_contracts(
    app: web::Data<App>,
    caller: Caller,
    number: NumberInPath,
    query: Query<ListMemberContractsQuery>,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let words = keyword_search::plain_words(query.0.q.as_deref().unwrap_or_default());
    let page = query.0.page();
    let (items, total) = app
        .db
        .read(move |tx| {
            let (scope, _) = desk.member(tx, &number.0)?;
            let (found, total) = registered::list(tx, desk.principal(), scope, &words, page)?;
            let items: Vec<_> = found.into_iter().map(contract_desk::contract).collect();
            Ok::<_, ApiError>((items, total))
        })
        .await?;
    let next = None;
    Ok(HttpResponse::Ok().json(Page { items, total, next }))
}
