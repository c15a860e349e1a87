use actix_web::{HttpResponse, get, web};
use minato_db::models::user_groups;
use minato_types::groups::{ListMemberGroupsQuery, UserGroup};
use minato_types::page::Page;

use super::desk::{Desk, NumberInPath};
use crate::api::groups::details;
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// The groups of a member
///
/// The automatic group, then the others by name, each with its people and what it covers.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ListMemberGroupsQuery,
    ),
    responses(
        (status = 200, description = "One page of groups.", body = Page<UserGroup>),
        responses::NotFound, responses::WithQuery, responses::SignedIn, responses::Always,
    ),
)]
#[get("/operator/members/{memberNumber}/groups")]
pub async fn list_member_groups(
    app: web::Data<App>,
    caller: Caller,
    number: NumberInPath,
    query: Query<ListMemberGroupsQuery>,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let (size, first) = (query.0.size(), query.0.first());
    let (items, total) = app
        .db
        .read(move |tx| {
            let (scope, _) = desk.member(tx, &number.0)?;
            let all = user_groups::list(tx, scope)?;
            let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
            let rows = all.into_iter().skip(first).take(size);
            let rows = rows.map(|listed| listed.group).collect();
            Ok::<_, ApiError>((details::several(tx, scope, rows)?, total))
        })
        .await?;
    let next = None;
    Ok(HttpResponse::Ok().json(Page { items, total, next }))
}
