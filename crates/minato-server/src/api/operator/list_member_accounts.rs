use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use minato_db::Tx as _;
use minato_db::models::accounts::{self, ManagedAccount};
use minato_types::accounts::{AccountSort, ListAccountsQuery};
use minato_types::members::MemberAccount;
use minato_types::page::{Page, PageQuery};

use super::desk::{Desk, NumberInPath};
use crate::api::accounts::search_of;
use crate::app::App;
use crate::http::query::Query;
use crate::http::{ApiError, Caller, responses};

/// The accounts of a member
///
/// Those that are not deleted, by name if nothing else is asked for.
#[utoipa::path(
    tag = "operator",
    params(
        ("memberNumber" = String, Path, description = "The member number."),
        ListAccountsQuery,
    ),
    responses(
        (status = 200, description = "One page of accounts.", body = Page<MemberAccount>),
        responses::NotFound, responses::WithQuery, responses::SignedIn, responses::Always,
    ),
)]
#[get("/operator/members/{memberNumber}/accounts")]
pub async fn list_member_accounts(
    app: web::Data<App>,
    caller: Caller,
    number: NumberInPath,
    query: Query<ListAccountsQuery>,
) -> Result<HttpResponse, ApiError> {
    let desk = Desk::of(&app, &caller)?;
    let (filter, sort): (_, AccountSort) = search_of(&query.0)?;
    let page = PageQuery {
        page: query.0.number(),
        page_size: query.0.size(),
    };
    let (items, total) = app
        .db
        .read(move |tx| {
            let (scope, _) = desk.member(tx, &number.0)?;
            let (found, total) = accounts::list(tx, scope, &filter, sort, page)?;
            let now = tx.now();
            let items: Vec<_> = found.into_iter().map(|one| shown(one, now)).collect();
            Ok::<_, ApiError>((items, total))
        })
        .await?;
    let next = None;
    Ok(HttpResponse::Ok().json(Page { items, total, next }))
}

/// An account as an operator sees it.
pub(super) fn shown(managed: ManagedAccount, now: DateTime<Utc>) -> MemberAccount {
    let state = managed.state(now);
    let account = managed.account;
    MemberAccount {
        id: account.id.0,
        name: account.name.0,
        email: account.email.0,
        department: account.department.0,
        phone: account.phone.map(|phone| phone.0),
        role: account.role.0,
        state,
        second_factor: managed.factor,
        valid_until: account.valid_until,
        language: account.language.0,
        last_signed_in_at: managed.last_signed_in_at.map(|at| at.and_utc()),
        created_at: managed.created_at.and_utc(),
    }
}
