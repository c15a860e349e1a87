//! The programs that use the member's data: pages of its admins.

mod boxes;
mod calls;
/// One program: what it may do, its secrets and keys, what it called.
pub mod client;
mod desk;
mod edit;
mod entry;
mod facts;
mod issued;
mod keys;
/// All programs.
pub mod list;
/// What programs called.
pub mod log;
mod log_filter;
/// Registering a program.
pub mod new;
mod question;
mod secrets;
mod words;

use leptos::prelude::*;

use super::{PageView, named};
use crate::paths::Page;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::ApiClients => |_| list::ApiClientsPage().into_any(),
        Page::NewApiClient => |_| new::NewApiClientPage().into_any(),
        Page::ApiLog => |_| log::ApiLogPage().into_any(),
        Page::ApiClient => |address| named(address, client::page),
        _ => return None,
    })
}
