//! The quick search over services, contracts, pages and actions, after the combobox pattern of
//! the ARIA authoring practices.

mod hits;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_types::auth::SessionLevel;
use minato_types::contracts::{ContractSummary, ListContractsQuery};
use minato_types::services::ServiceMenuCategory;

use self::hits::{Act, Hit, Kind, found};
use crate::components::dialog::follow;
use crate::components::icon::{self, Icon};
use crate::format;
use crate::language::{Text, filled_text, locale_of, text, use_language};
use crate::layouts::focus::focus_id;
use crate::loading::{Answer, use_loader};
use crate::navigation::{Navigator, use_navigator};
use crate::paths::Page;
use crate::session::{SessionContext, use_session};
use crate::view::{each, live, live_if, nothing};
use crate::words::words_of;

/// How long one must stop typing before the server is asked.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(200);

/// How many contracts are shown.
const CONTRACTS: u32 = 5;

const INPUT: &str = "quick-input";
const FOUND: &str = "quick-found";

/// The dialog, which is open as long as `open` says so.
pub(crate) fn dialog(open: RwSignal<bool>) -> AnyView {
    let place = NodeRef::<html::Dialog>::new();
    follow(place, open.into());
    let press = move |event: leptos::ev::MouseEvent| {
        // The dialog itself is hit only beside its content.
        let beside = place
            .get_untracked()
            .is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref()));
        if beside {
            open.set(false);
        }
    };
    let content = live_if(open.into(), move || search(open));
    view! {
        <dialog
            class="quick"
            aria-label=text!(app.quickSearch)
            node_ref=place
            on:close=move |_| open.set(false)
            on:click=press
        >
            {content}
        </dialog>
    }
    .into_any()
}

/// What is searched, and what of it is chosen.
#[derive(Clone, Copy)]
struct Desk {
    typed: RwSignal<String>,
    hits: Memo<Vec<Hit>>,
    chosen: RwSignal<usize>,
    open: RwSignal<bool>,
    navigator: Navigator,
    session: SessionContext,
}

impl Desk {
    /// Goes where a hit leads.
    fn go(self, hit: &Hit) {
        self.open.set(false);
        let session = self.session;
        match &hit.act {
            Act::Go(address) => self.navigator.go_to(address.clone()),
            Act::Speak(language) => session.choose_language(*language),
            Act::SignOut => spawn_local(async move {
                if session.sign_out(false).await.is_ok() {
                    self.navigator.go(Page::Start);
                }
            }),
        }
    }

    /// Chooses the hit that lies `step` further, round and round.
    fn step(self, step: isize) {
        let count = self.hits.with_untracked(Vec::len);
        let Some(last) = count.checked_sub(1) else {
            return;
        };
        let now = self.chosen.get_untracked();
        let there = match step {
            1.. if now >= last => 0,
            1.. => now + 1,
            _ => now.checked_sub(1).unwrap_or(last),
        };
        self.chosen.set(there);
        scroll_to(there);
    }
}

/// Brings the option at a place into sight.
fn scroll_to(place: usize) {
    request_animation_frame(move || {
        if let Some(option) = document().get_element_by_id(&option_id(place)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

fn option_id(place: usize) -> String {
    format!("quick-hit-{place}")
}

/// The field and what was found, made anew each time the dialog opens.
fn search(open: RwSignal<bool>) -> AnyView {
    let desk = desk(open);
    let count = filled_text(move |language| {
        let locale = locale_of(language);
        match desk.hits.with(Vec::len) {
            0 => words_of!(locale, services.quick.none).to_owned(),
            count => {
                let count = format::number(count as u64);
                words_of!(locale, services.quick.count, count = count.as_str())
            }
        }
    });
    let some = Signal::derive(move || desk.hits.with(|hits| !hits.is_empty()));
    let active = move || some.get().then(|| option_id(desk.chosen.get()));
    request_animation_frame(|| focus_id(INPUT));
    view! {
        <div class="quick__head">
            <Icon glyph=icon::SEARCH />
            <input
                class="quick__input"
                id=INPUT
                type="text"
                role="combobox"
                enterkeyhint="go"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                maxlength="100"
                aria-label=text!(services.quick.label)
                placeholder=text!(services.quick.label)
                aria-autocomplete="list"
                aria-expanded=move || if some.get() { "true" } else { "false" }
                aria-controls=FOUND
                aria-activedescendant=active
                on:input:target=move |event| desk.typed.set(event.target().value())
                on:keydown=move |event| press(desk, &event)
            />
            <button
                type="button"
                class="icon-button"
                aria-label=text!(app.close)
                on:click=move |_| open.set(false)
            >
                <Icon glyph=icon::CLOSE />
            </button>
        </div>
        {live(move || list(desk))}
        <p class="quick__count" role="status">
            {count}
        </p>
    }
    .into_any()
}

/// What the keys do that are no letters. As long as letters are composed, they belong to that.
fn press(desk: Desk, event: &leptos::ev::KeyboardEvent) {
    /// What browsers tell of a key that ends a composition.
    const COMPOSING: u32 = 229;
    if event.is_composing() || event.key_code() == COMPOSING {
        return;
    }
    match event.key().as_str() {
        "ArrowDown" => desk.step(1),
        "ArrowUp" => desk.step(-1),
        "Enter" => {
            let chosen = desk.chosen.get_untracked();
            let hit = desk.hits.with_untracked(|hits| hits.get(chosen).cloned());
            if let Some(hit) = hit {
                desk.go(&hit);
            }
        }
        _ => return,
    }
    event.prevent_default();
}

fn desk(open: RwSignal<bool>) -> Desk {
    let (session, language) = (use_session(), use_language());
    let typed = RwSignal::new(String::new());
    let asked = settled(typed);
    // A password alone shows no contract: then the server is not asked for any.
    let two_steps = session
        .now()
        .is_some_and(|session| session.level == SessionLevel::TwoStep);
    let menu = use_loader(move |client| -> Answer<Vec<ServiceMenuCategory>> {
        Box::pin(async move {
            if two_steps {
                Ok(client.get_service_menu().await?.categories)
            } else {
                Ok(Vec::new())
            }
        })
    });
    let contracts = use_loader(move |client| -> Answer<Vec<ContractSummary>> {
        let query = ListContractsQuery {
            q: Some(asked.get()).filter(|words| two_steps && !words.trim().is_empty()),
            page_size: Some(CONTRACTS),
            ..ListContractsQuery::default()
        };
        Box::pin(async move {
            match query.q {
                None => Ok(Vec::new()),
                Some(_) => Ok(client.list_contracts(&query).await?.items),
            }
        })
    });
    let hits = Memo::new(move |_| {
        let Some(session) = session.get() else {
            return Vec::new();
        };
        let services = menu.get().unwrap_or_default();
        let contracts = contracts.get().unwrap_or_default();
        typed.with(|typed| found(typed, &session, &services, &contracts, language.get()))
    });
    let chosen = RwSignal::new(0);
    Effect::new(move |_| {
        // With other words the first hit is chosen again.
        typed.track();
        chosen.set(0);
    });
    Desk {
        typed,
        hits,
        chosen,
        open,
        navigator: use_navigator(),
        session,
    }
}

/// What was typed, once nothing more is typed for a moment.
fn settled(typed: RwSignal<String>) -> RwSignal<String> {
    let asked = RwSignal::new(String::new());
    Effect::new(move |_| {
        let now = typed.get();
        let ask = move || {
            if typed.try_get_untracked().as_ref() == Some(&now) {
                asked.set(now);
            }
        };
        set_timeout(ask, PAUSE);
    });
    asked
}

/// The hits, each kind under its name.
fn list(desk: Desk) -> AnyView {
    let hits: Vec<(usize, Hit)> = desk.hits.get().into_iter().enumerate().collect();
    let groups = each(Kind::ALL, |kind| {
        let own: Vec<_> = hits
            .iter()
            .filter(|(_, hit)| hit.kind == kind)
            .cloned()
            .collect();
        if own.is_empty() {
            return nothing();
        }
        let id = format!("quick-{}", kind.word());
        let named_by = id.clone();
        view! {
            <div role="group" aria-labelledby=named_by>
                <p class="quick__kind" role="presentation" id=id>
                    {name_of(kind)}
                </p>
                {each(own, move |(place, hit)| option(desk, place, hit))}
            </div>
        }
        .into_any()
    });
    view! {
        <div class="quick__found" role="listbox" id=FOUND aria-label=text!(services.quick.label)>
            {groups}
        </div>
    }
    .into_any()
}

fn name_of(kind: Kind) -> Text {
    match kind {
        Kind::Service => text!(services.quick.services),
        Kind::Contract => text!(services.quick.contracts),
        Kind::Page => text!(services.quick.pages),
        Kind::Act => text!(services.quick.acts),
    }
}

fn option(desk: Desk, place: usize, hit: Hit) -> AnyView {
    let selected = Memo::new(move |_| desk.chosen.get() == place);
    let (name, about) = (hit.name.clone(), hit.about.clone());
    view! {
        <div
            class="quick__hit"
            role="option"
            id=option_id(place)
            aria-selected=move || if selected.get() { "true" } else { "false" }
            // The field keeps the keyboard.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| desk.go(&hit)
        >
            <span>{name}</span>
            <span class="quick__about">{about}</span>
        </div>
    }
    .into_any()
}
