use actix_web::{HttpResponse, get, web};
use minato_db::models::members;
use minato_types::members::{ListMembersQuery, Member};
use minato_types::page::Page;
use minato_types::rules::keyword_search;

use super::desk::{self, Desk};
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// The members
///
/// By member number.
#[utoipa::path(
    tag = "operator",
    params(ListMembersQuery),
    responses(
        (status = 200, description = "One page of members.", body = Page<Member>),
        responses::WithQuery, responses::SignedIn, responses::Always,
    ),
)]
#[get("/operator/members")]
pub async fn list_members(
    app: web::Data<App>,
    caller: Caller,
    query: Query<ListMembersQuery>,
) -> Result<HttpResponse, ApiError> {
    let own = Desk::of(&app, &caller)?.principal();
    let words = keyword_search::words(query.0.q.as_deref().unwrap_or_default());
    let (state, page) = (query.0.state.clone(), query.0.page());
    let (items, total) = app
        .db
        .read_long(move |tx| {
            let fits = |number: &str, name: &str, of_member: &str| {
                let text = keyword_search::normalised(&format!("{number} {name}"));
                keyword_search::matches(&text, &words)
                    && state.as_deref().is_none_or(|state| state == of_member)
            };
            let (found, total) = members::list_for_operator(tx, own, fits, page)?;
            let mut items = Vec::with_capacity(found.len());
            for (scope, managed) in found {
                items.push(desk::shown(tx, scope, managed)?);
            }
            Ok::<_, ApiError>((items, total))
        })
        .await?;
    let next = None;
    Ok(HttpResponse::Ok().json(Page { items, total, next }))
}
