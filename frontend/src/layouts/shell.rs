//! The shell around all pages: skip link, top bar, side menu, content, footer.

use leptos::prelude::*;

use super::account_menu::AccountMenu;
use super::brand::Brand;
use super::focus::focus_id;
use super::language_switch::LanguageSwitch;
use super::lapsed::LapsedDialog;
use super::quick_search::QuickSearch;
use super::recent::note_pages;
use super::side_menu::SideMenu;
use crate::components::drawer::Drawer;
use crate::components::icon::{self, Icon};
use crate::components::toast::Toast;
use crate::language::text;
use crate::navigation::use_page;
use crate::session::use_session;
use crate::view::live_if;

/// The id of the content, where the skip link leads.
const CONTENT: &str = "content";

/// The shell around all pages.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let session = use_session();
    let (account, restricted) = (session.account(), session.must_change_password());
    let inside = Signal::derive(move || account.with(Option::is_some) && !restricted.get());
    note_pages(inside);
    let side = live_if(inside, || {
        view! {
            <div class="shell__side">
                <SideMenu />
            </div>
        }
        .into_any()
    });
    view! {
        <SkipLink />
        <TopBar inside=inside />
        <div class="shell" class:shell--inside=inside>
            {side}
            <main class="shell__content" id=CONTENT tabindex="-1">
                {children()}
            </main>
        </div>
        <footer class="footer">
            <p>{text!(app.footer)}</p>
            <p class="footer__brand">{text!(app.brandFull)}</p>
        </footer>
        <Toast />
        <LapsedDialog />
    }
}

/// The way past bar and menu for those who use the keyboard.
#[component]
fn SkipLink() -> impl IntoView {
    let skip = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        event.stop_propagation();
        focus_id(CONTENT);
    };
    view! {
        <a class="skip" href=format!("#{CONTENT}") on:click=skip>
            {text!(app.skip)}
        </a>
    }
}

/// Brand, language, account; on small screens the menu too.
#[component]
fn TopBar(
    /// Whether somebody is signed in.
    inside: Signal<bool>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let page = use_page();
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads is never computed.
        page.get();
        open.set(false);
    });
    let opener = live_if(inside, move || {
        view! {
            <button
                type="button"
                class="icon-button bar__menu"
                aria-haspopup="dialog"
                aria-label=text!(app.menu.open)
                on:click=move |_| open.set(true)
            >
                <Icon glyph=icon::MENU />
            </button>
            <Drawer open=open label=text!(app.menu.label)>
                <SideMenu />
            </Drawer>
        }
        .into_any()
    });
    let quick = live_if(inside, || view! { <QuickSearch /> }.into_any());
    view! {
        <header class="bar">
            {opener}
            <Brand />
            <div class="bar__end">
                {quick}
                <LanguageSwitch />
                <AccountMenu />
            </div>
        </header>
    }
}
