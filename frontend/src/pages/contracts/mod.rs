//! The contracts of the member, as far as groups let the person see them.

mod contacts;
mod contacts_edit;
/// One contract.
pub mod detail;
pub(crate) mod empty;
mod facts;
mod filters;
pub(crate) mod gate;
/// All contracts.
pub mod list;
mod list_rows;
mod memo;
mod memo_edit;
/// Memos of many contracts.
pub mod memo_upload;
mod plot;
mod saved;
mod saved_desk;
mod saved_name;
pub(crate) mod words;

use leptos::prelude::*;

use super::{PageView, named};
use crate::paths::Page;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::Contracts => |_| list::ContractsPage().into_any(),
        Page::ContractMemos => |_| memo_upload::page(),
        Page::Contract => |address| named(address, detail::page),
        _ => return None,
    })
}
