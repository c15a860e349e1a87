//! The people of a member, as its admins manage them.

pub(crate) mod add_account;
pub(crate) mod delete_account;
pub(crate) mod end_account_session;
pub(crate) mod end_account_sessions;
pub(crate) mod export_accounts;
pub(crate) mod get_account;
mod hold;
pub(crate) mod invite_account;
pub(crate) mod list_account_sessions;
pub(crate) mod list_accounts;
pub(crate) mod reset_factor;
pub(crate) mod resume_account;
pub(crate) mod suspend_account;
pub(crate) mod unlock_account;
pub(crate) mod update_account;
mod viewer;

use actix_web::HttpResponse;
use actix_web::http::header;
use minato_db::models::accounts::AccountFilter;
use minato_types::FieldErrors;
use minato_types::accounts::{Account, AccountSort, ListAccountsQuery};
use minato_types::rules::keyword_search;

use crate::http::entity_tag;

/// An account and its version.
fn versioned((account, version): &(Account, i64)) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, entity_tag::of(*version)))
        .json(account)
}

/// What a query looks for, and in which order. It was validated on arrival; a fault here
/// would be told in the same way.
pub(super) fn search_of(
    query: &ListAccountsQuery,
) -> Result<(AccountFilter, AccountSort), FieldErrors> {
    let role = query.role.as_deref().map(str::parse).transpose();
    let state = query.state.as_deref().map(str::parse).transpose();
    let sort = query.sort.as_deref().map(str::parse).transpose();
    let filter = AccountFilter {
        words: keyword_search::words(query.q.as_deref().unwrap_or_default()),
        role: role.map_err(|rule| FieldErrors::one("role", rule))?,
        state: state.map_err(|rule| FieldErrors::one("state", rule))?,
    };
    let sort = sort.map_err(|rule| FieldErrors::one("sort", rule))?;
    Ok((filter, sort.unwrap_or(AccountSort::Name)))
}
