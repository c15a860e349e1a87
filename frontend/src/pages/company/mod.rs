//! The pages about the member company.

/// Who the admins of the member are.
pub(crate) mod admins;
/// The member company itself.
pub mod details;
/// What the operator announces.
pub mod notes;
mod notifications;
mod notifications_edit;
/// What can be ordered.
pub mod options;
/// How the member's people sign in.
pub mod security;

use leptos::prelude::*;

use super::PageView;
use crate::paths::Page;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::Company => |_| details::CompanyPage().into_any(),
        Page::CompanyNotes => |_| notes::CompanyNotesPage().into_any(),
        Page::CompanyOptions => |_| options::CompanyOptionsPage().into_any(),
        Page::CompanySecurity => |_| security::CompanySecurityPage().into_any(),
        _ => return None,
    })
}
