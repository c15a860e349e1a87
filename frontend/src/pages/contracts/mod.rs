//! The contracts of the member, as far as groups let the person see them.

mod empty;
mod filters;
pub(crate) mod gate;
/// All contracts.
pub mod list;
mod list_rows;
mod plot;
pub(crate) mod words;

use leptos::prelude::*;

use super::PageView;
use crate::paths::Page;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::Contracts => |_| list::ContractsPage().into_any(),
        Page::Contract => |_| super::not_found(),
        _ => return None,
    })
}
