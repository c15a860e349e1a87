//! The menu of services, and the door of the settings site.

mod contract_settings;
mod corner;
mod home;
mod menu;
mod pin_list;
pub(crate) mod pins;
mod settings_rows;
mod settings_site;
pub(crate) mod ways;
mod words;

use leptos::prelude::*;

use super::{PageView, named};
use crate::paths::Page;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::Start => |_| home::ServicesPage().into_any(),
        Page::SettingsSite => |address| named(address, settings_site::page),
        Page::ContractSettings => |address| named(address, contract_settings::page),
        _ => return None,
    })
}
