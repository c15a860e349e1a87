//! The menu by area.

use leptos::prelude::*;
use minato_types::auth::SessionLevel;
use minato_types::values::AccountRole;

use super::frame::page_name;
use crate::components::icon::{self, Glyph, Icon};
use crate::language::{Text, text};
use crate::navigation::use_page;
use crate::paths::Page;
use crate::session::use_session;
use crate::view::{each, live_if};

/// The menu by area: what the member has ordered and the person may see.
#[component]
pub fn SideMenu() -> impl IntoView {
    let session = use_session();
    let orders_ports = Memo::new(move |_| session.get().is_some_and(|s| s.member.port_plus));
    let two_steps = Memo::new(move |_| {
        let level = session.get().map(|session| session.level);
        level == Some(SessionLevel::TwoStep)
    });
    let is_admin = Memo::new(move |_| {
        let role = session.get().map(|session| session.account.role);
        role == Some(AccountRole::Admin)
    });
    let port_plus = live_if(orders_ports.into(), || {
        area(
            text!(app.menu.portPlus),
            &[
                (icon::PORTS, Page::PortPlus),
                (icon::CALENDAR, Page::PortCalendar),
            ],
        )
    });
    let contracts = live_if(two_steps.into(), || entry(icon::CONTRACTS, Page::Contracts));
    let accounts = live_if(is_admin.into(), || {
        let entries = [
            (icon::PEOPLE, Page::Accounts),
            (icon::GROUPS, Page::Groups),
            (icon::SHIELD, Page::CompanySecurity),
            (icon::PROGRAM, Page::ApiClients),
            (icon::TRAIL, Page::Audit),
        ];
        each(entries, |(glyph, page)| entry(glyph, page))
    });
    view! {
        <nav class="side" aria-label=text!(app.menu.label)>
            <ul class="side__pages">
                {entry(icon::HOME, Page::Start)} {contracts}
            </ul>
            {port_plus}
            <p class="side__area">{text!(app.menu.company)}</p>
            <ul class="side__pages">
                {entry(icon::COMPANY, Page::Company)} {entry(icon::NOTES, Page::CompanyNotes)}
                {entry(icon::OPTIONS, Page::CompanyOptions)} {accounts}
            </ul>
            {area(
                text!(app.menu.me),
                &[(icon::PERSON, Page::Profile), (icon::LOCK, Page::Security)],
            )}
        </nav>
    }
}

fn area(name: Text, pages: &[(Glyph, Page)]) -> AnyView {
    let entries = each(pages, |(glyph, page)| entry(*glyph, *page));
    view! {
        <p class="side__area">{name}</p>
        <ul class="side__pages">{entries}</ul>
    }
    .into_any()
}

/// The page of the menu that a page belongs to, if it has no entry of its own.
const fn entry_of(page: Page) -> Page {
    match page {
        Page::NewPortApplication | Page::PortApplication => Page::PortPlus,
        Page::Contract => Page::Contracts,
        Page::NewAccount | Page::Account => Page::Accounts,
        Page::NewGroup | Page::Group => Page::Groups,
        Page::CompanySignIns => Page::CompanySecurity,
        Page::NewApiClient | Page::ApiClient | Page::ApiLog => Page::ApiClients,
        page => page,
    }
}

/// What `aria-current` says of the entry for `page` when one is `here`.
fn current(here: Page, page: Page) -> Option<&'static str> {
    match entry_of(here) == page {
        true if here == page => Some("page"),
        true => Some("true"),
        false => None,
    }
}

fn entry(glyph: Glyph, page: Page) -> AnyView {
    let here = use_page();
    let current = Signal::derive(move || here.get().and_then(|here| current(here, page)));
    view! {
        <li>
            <a
                class="side__page"
                href=page.path()
                aria-current=current
            >
                <Icon glyph=glyph />
                <span>{page_name(page)}</span>
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_an_entry_belongs_to_the_one_above_it() {
        assert_eq!(current(Page::PortPlus, Page::PortPlus), Some("page"));
        assert_eq!(current(Page::PortApplication, Page::PortPlus), Some("true"));
        assert_eq!(current(Page::PortCalendar, Page::PortPlus), None);
        assert_eq!(current(Page::Account, Page::Accounts), Some("true"));
        assert_eq!(current(Page::Account, Page::Company), None);
    }
}
