//! The menu by area.

use leptos::prelude::*;

use super::frame::page_name;
use crate::components::icon::{self, Glyph, Icon};
use crate::language::{Text, text};
use crate::navigation::use_page;
use crate::paths::Page;
use crate::view::each;

/// The menu by area.
#[component]
pub fn SideMenu() -> impl IntoView {
    view! {
        <nav class="side" aria-label=text!(app.menu.label)>
            <ul class="side__pages">{entry(icon::HOME, Page::Start)}</ul>
            {area(
                text!(app.menu.company),
                &[
                    (icon::COMPANY, Page::Company),
                    (icon::NOTES, Page::CompanyNotes),
                    (icon::OPTIONS, Page::CompanyOptions),
                ],
            )}
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

fn entry(glyph: Glyph, page: Page) -> AnyView {
    let here = use_page();
    let current = Signal::derive(move || (here.get() == Some(page)).then_some("page"));
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
