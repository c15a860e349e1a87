//! The audit trail: a page of the member's admins. Everybody else is told whom to ask.

mod changes;
mod filters;
/// What was done, day by day.
pub mod list;
mod rows;
mod sentence;
mod values;

use leptos::prelude::*;

use super::PageView;
use crate::paths::Page;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::Audit => |_| list::AuditPage().into_any(),
        _ => return None,
    })
}
