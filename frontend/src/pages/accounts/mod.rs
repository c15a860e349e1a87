//! The accounts of the member: pages of its admins. Everybody else is told whom to ask.

/// One account, what it may do, and what can be done to it.
pub mod account;
mod deeds;
mod desk;
mod edit;
pub(crate) mod gate;
/// All accounts.
pub mod list;
mod list_filter;
mod list_rows;
/// Adding an account.
pub mod new;
mod new_entry;
mod new_result;
mod new_review;
pub(crate) mod person_choice;
mod question;
mod rights;
mod session_question;
mod sessions;
pub(crate) mod words;

use leptos::prelude::*;

use super::{PageView, named};
use crate::paths::Page;

/// What shows a page of this area or of the groups, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::Accounts => |_| list::AccountsPage().into_any(),
        Page::NewAccount => |_| new::NewAccountPage().into_any(),
        Page::Account => |address| named(address, account::page),
        page => return super::groups::page_of(page),
    })
}
