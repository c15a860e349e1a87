//! Who is signed in, the way to one's own settings, and the way out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_types::auth::Session;

use super::frame::page_name;
use crate::components::button::{ButtonLink, Weight};
use crate::components::icon::{self, Glyph, Icon};
use crate::components::toast::use_toast;
use crate::language::text;
use crate::navigation::{Navigator, use_navigator, use_page};
use crate::paths::{Access, Page};
use crate::session::use_session;
use crate::view::{live, nothing};
use crate::words::words_of;

/// The menu of whoever is signed in; for others the way to the door.
#[component]
pub fn AccountMenu() -> impl IntoView {
    let (session, page, navigator) = (use_session(), use_page(), use_navigator());
    let at_door = move || page.get().is_some_and(|page| page.access() == Access::Door);
    live(move || match session.get() {
        Some(session) => menu(&session, navigator),
        None if session.is_known() && !at_door() => view! {
            <ButtonLink href=Page::Login.path() weight=Weight::Outline>
                {text!(app.account.signIn)}
            </ButtonLink>
        }
        .into_any(),
        None => nothing(),
    })
}

fn menu(session: &Session, navigator: Navigator) -> AnyView {
    let name = session.account.name.as_str().to_owned();
    let welcome = text!(app.account.welcome, name = name.as_str());
    let (company, number) = (
        session.member.name.clone(),
        session.member.member_number.to_string(),
    );
    view! {
        <button
            type="button"
            class="account__open"
            popovertarget="account-menu"
            aria-label=welcome
        >
            <Icon glyph=icon::PERSON />
            <span class="account__name">{welcome}</span>
            <Icon glyph=icon::DOWNWARD />
        </button>
        <div class="account__menu" id="account-menu" popover="auto">
            <p class="account__company">
                <strong>{company}</strong>
                <span class="numbers">{number}</span>
            </p>
            <ul class="account__links">
                {link(icon::PERSON, Page::Profile)} {link(icon::LOCK, Page::Security)}
            </ul>
            <SignOut navigator=navigator />
        </div>
    }
    .into_any()
}

fn link(glyph: Glyph, page: Page) -> AnyView {
    view! {
        <li>
            <a href=page.path()>
                <Icon glyph=glyph />
                {page_name(page)}
            </a>
        </li>
    }
    .into_any()
}

/// The way out.
#[component]
fn SignOut(
    /// The way to the start.
    navigator: Navigator,
) -> impl IntoView {
    let (session, toast) = (use_session(), use_toast());
    let leave = move |forget: bool| {
        spawn_local(async move {
            match session.sign_out(forget).await {
                Ok(()) => navigator.go(Page::Start),
                Err(_) => toast.show(|locale| words_of!(locale, app.errors.network)),
            }
        });
    };
    view! {
        <button type="button" class="account__leave" on:click=move |_| leave(false)>
            <Icon glyph=icon::LEAVE />
            {text!(app.account.signOut)}
        </button>
        <button type="button" class="account__leave" on:click=move |_| leave(true)>
            <Icon glyph=icon::LOCK />
            {text!(app.account.signOutAndForget)}
        </button>
    }
}
