//! What the person pinned, in his own order, and what he did last.

use leptos::ev::DragEvent;
use leptos::prelude::*;
use minato_types::pins::{Pin, RecentOperation, RecentOperations};

use super::pins::{PinDesk, beside, name_of, star};
use super::ways;
use crate::components::icon::{self, Glyph, Icon};
use crate::components::skeleton::Skeleton;
use crate::language::{Text, text};
use crate::layouts::focus::focus_id;
use crate::loading::use_loader;
use crate::view::{each, live};

/// How many of the latest operations are shown.
const SHOWN: usize = 8;

/// What the person pinned, and what he did last.
#[component]
pub(super) fn Mine(
    /// The pins.
    desk: PinDesk,
) -> impl IntoView {
    let recent =
        use_loader(|client| Box::pin(async move { client.list_recent_operations().await }));
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
    let moved = RwSignal::new(None);
    let told = text!(
        services.pins.moved,
        place = moved
            .get()
            .map_or(String::new(), |place: usize| (place + 1).to_string())
    );
    let status = live(move || match moved.get() {
        Some(_) => told.into_any(),
        None => crate::view::nothing(),
    });
    view! {
        <section class="mine" aria-labelledby="pinned">
            <h3 class="mine__name" id="pinned" tabindex="-1">
                {text!(services.pins.title)}
            </h3>
            {desk.loader().show(waiting, move |pins| pinned(&pins.items, desk, moved))}
            <p class="visually-hidden" role="status">
                {status}
            </p>
        </section>
        <section class="mine" aria-labelledby="recent">
            <h3 class="mine__name" id="recent">
                {text!(services.recent.title)}
            </h3>
            {recent.show(waiting, move |recent| used(&recent, desk))}
        </section>
    }
}

fn pinned(items: &[Pin], desk: PinDesk, moved: RwSignal<Option<usize>>) -> AnyView {
    if items.is_empty() {
        return view! { <p class="note">{text!(services.pins.none)}</p> }.into_any();
    }
    let last = items.len().saturating_sub(1);
    let held = RwSignal::new(None);
    let rows = each(items.iter().cloned().enumerate(), move |(place, pin)| {
        let acts = view! {
            {mover(desk, moved, &pin, place, true, place == 0)}
            {mover(desk, moved, &pin, place, false, place == last)} {remover(desk, pin.clone())}
        };
        movable(desk, moved, held, place, thing(&pin, acts.into_any()))
    });
    view! { <ol class="things">{rows}</ol> }.into_any()
}

/// A pin that the pointer can carry to another place; the keyboard has the buttons.
fn movable(
    desk: PinDesk,
    moved: RwSignal<Option<usize>>,
    held: RwSignal<Option<usize>>,
    place: usize,
    content: AnyView,
) -> AnyView {
    let (is_held, over) = (move || held.get() == Some(place), RwSignal::new(false));
    let above = move |event: DragEvent| {
        // Only a pin can be dropped here, nothing from elsewhere.
        if held.get_untracked().is_some() {
            event.prevent_default();
            over.set(true);
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        let Some(from) = held.get_untracked() else {
            return;
        };
        held.set(None);
        if desk.carry(from, place) {
            moved.set(Some(place));
        }
    };
    view! {
        <li
            class="things__thing things__thing--movable"
            class:things__thing--held=is_held
            class:things__thing--over=move || over.get() && !is_held()
            draggable="true"
            on:dragstart=move |_| held.set(Some(place))
            on:dragend=move |_| {
                held.try_set(None);
            }
            on:dragover=above
            on:dragleave=move |_| {
                over.try_set(false);
            }
            on:drop=drop
        >
            {content}
        </li>
    }
    .into_any()
}

/// The button that moves a pin by one. At the end it stays where it is, so that the keyboard
/// does not lose its place.
fn mover(
    desk: PinDesk,
    moved: RwSignal<Option<usize>>,
    pin: &Pin,
    place: usize,
    up: bool,
    at_end: bool,
) -> AnyView {
    let name = name_of(pin);
    let (glyph, label): (Glyph, Text) = if up {
        (icon::UPWARD, text!(services.pins.up, name = name.get()))
    } else {
        (icon::DOWNWARD, text!(services.pins.down, name = name.get()))
    };
    let id = move |place: usize| format!("pin-{}-{place}", if up { "up" } else { "down" });
    let press = move |_| {
        if let Some(there) = desk.shift(place, up) {
            moved.set(Some(there));
            // The list is made anew: the keyboard follows the pin.
            request_animation_frame(move || focus_id(&id(there)));
        }
    };
    view! {
        <button
            type="button"
            class="icon-button"
            id=id(place)
            aria-label=label
            aria-disabled=at_end.then_some("true")
            on:click=press
        >
            <Icon glyph=glyph />
        </button>
    }
    .into_any()
}

fn remover(desk: PinDesk, pin: Pin) -> AnyView {
    let name = name_of(&pin);
    let label = text!(services.pins.remove, name = name.get());
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            on:click=move |_| {
                desk.remove(&pin);
                // What had the keyboard is gone.
                request_animation_frame(|| focus_id("pinned"));
            }
        >
            <Icon glyph=icon::CLOSE />
        </button>
    }
    .into_any()
}

fn used(recent: &RecentOperations, desk: PinDesk) -> AnyView {
    let there =
        |item: &&RecentOperation| ways::thing(item.thing.kind, &item.thing.target).is_some();
    let items: Vec<Pin> = recent
        .items
        .iter()
        .filter(there)
        .take(SHOWN)
        .map(|item| item.thing.clone())
        .collect();
    if items.is_empty() {
        return view! { <p class="note">{text!(services.recent.none)}</p> }.into_any();
    }
    let rows = each(items, move |pin| {
        let content = thing(&pin, star(desk, pin.clone()));
        view! { <li class="things__thing">{content}</li> }.into_any()
    });
    view! { <ul class="things">{rows}</ul> }.into_any()
}

fn thing(pin: &Pin, acts: AnyView) -> AnyView {
    let name = name_of(pin);
    let name = match ways::thing(pin.kind, &pin.target) {
        Some(way) => view! {
            <a class="things__link" href=way draggable="false">
                {name}
            </a>
        }
        .into_any(),
        None => name.into_any(),
    };
    view! {
        <div class="things__words">{name} {beside(pin)}</div>
        <div class="things__acts">{acts}</div>
    }
    .into_any()
}
