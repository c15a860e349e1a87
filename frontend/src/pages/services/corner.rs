//! Beside the services: what the person pinned and did last, and the corner of the admins.

use leptos::prelude::*;
use minato_types::values::AccountRole;

use super::pin_list::Mine;
use super::pins::PinDesk;
use crate::components::icon::{self, Glyph, Icon};
use crate::components::tabs::{Tab, Tabs};
use crate::language::{Text, text};
use crate::layouts::frame::page_name;
use crate::paths::Page;

/// What the person pinned and did last; admins find their pages beside it.
#[component]
pub(super) fn Corner(
    /// The pins.
    desk: PinDesk,
    /// What the person may do.
    role: AccountRole,
) -> impl IntoView {
    let mine = Tab {
        id: "mine",
        name: text!(services.mine.title),
        panel: ViewFn::from(move || view! { <Mine desk=desk /> }),
    };
    let mut tabs = vec![mine];
    if role == AccountRole::Admin {
        tabs.push(Tab {
            id: "admins",
            name: text!(services.admins.title),
            panel: ViewFn::from(admin_pages),
        });
    }
    view! {
        <div class="start__corner card">
            <Tabs tabs=tabs label=text!(services.mine.label) />
        </div>
    }
}

fn admin_pages() -> AnyView {
    let page = |glyph, page: Page| way(glyph, page.path(), page_name(page));
    view! {
        <ul class="service__ways">
            {page(icon::PEOPLE, Page::Accounts)}
            {way(icon::GROUP, Page::Groups.path(), text!(services.admins.groups))}
            {page(icon::SHIELD, Page::CompanySecurity)}
            {page(icon::PROGRAM, Page::ApiClients)} {page(icon::TRAIL, Page::Audit)} {page(icon::OPTIONS, Page::CompanyOptions)}
        </ul>
    }
    .into_any()
}

fn way(glyph: Glyph, href: &'static str, name: Text) -> AnyView {
    view! {
        <li>
            <a class="service__way" href=href>
                <Icon glyph=glyph />
                <span class="service__way-name">{name}</span>
            </a>
        </li>
    }
    .into_any()
}
