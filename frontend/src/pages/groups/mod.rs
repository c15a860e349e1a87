//! Groups of people, and which contracts they may see or change.

mod contracts;
mod delete;
mod desk;
mod group;
mod list;
mod name;
mod new;
mod people;
mod preview;
mod services;
pub(crate) mod words;

use leptos::prelude::*;

use super::{PageView, named};
use crate::paths::Page;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::Groups => |_| list::GroupsPage().into_any(),
        Page::NewGroup => |_| new::NewGroupPage().into_any(),
        Page::Group => |address| named(address, group::page),
        _ => return None,
    })
}
