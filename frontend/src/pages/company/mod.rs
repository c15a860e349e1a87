//! The pages about the member company.

/// Who the admins of the member are.
pub(crate) mod admins;
/// The member company itself.
pub mod details;
mod limits;
pub(crate) mod networks;
pub(crate) mod networks_edit;
/// What the operator announces.
pub mod notes;
mod notifications;
mod notifications_edit;
/// What can be ordered.
pub mod options;
/// How the member's people sign in.
pub mod security;
/// Who signed in, of all the member's people.
pub mod sign_ins;
mod sign_ins_filter;
mod trust;

use leptos::prelude::*;

use super::PageView;
use crate::paths::Page;

/// What shows a page of this area or of the trail, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::Company => |_| details::CompanyPage().into_any(),
        Page::CompanyNotes => |_| notes::CompanyNotesPage().into_any(),
        Page::CompanyOptions => |_| options::CompanyOptionsPage().into_any(),
        Page::CompanySignIns => |_| sign_ins::CompanySignInsPage().into_any(),
        Page::CompanySecurity => |_| security::CompanySecurityPage().into_any(),
        page => return super::audit::page_of(page),
    })
}
