//! The pages of port plus: additional ports on a day, against a deadline.

mod acts;
/// One application: its facts, what can be done to it, its history.
pub mod application;
/// The ports of each day.
pub mod calendar;
mod calendar_days;
mod cancel;
mod change;
mod change_review;
mod confirmation;
mod entry;
mod facts;
mod filters;
mod gate;
mod history;
/// All applications.
pub mod list;
mod list_rows;
/// Applying.
pub mod new;
mod new_review;
mod words;

use leptos::prelude::*;

use super::{PageView, named};
use crate::paths::Page;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::PortPlus => |_| list::PortPlusPage().into_any(),
        Page::NewPortApplication => |_| new::NewPortApplicationPage().into_any(),
        Page::PortCalendar => |_| calendar::PortCalendarPage().into_any(),
        Page::PortApplication => |address| named(address, application::page),
        _ => return None,
    })
}
