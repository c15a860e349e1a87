//! What the person has pinned, as the parts of the start page change it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_types::pins::{MAX_PINS, Pin, PinKind, PinTarget, Pins, SetPinsRequest};

use crate::components::icon::{self, Icon};
use crate::components::toast::{ToastContext, use_toast};
use crate::language::{Text, filled_text, text};
use crate::loading::{Loader, use_loader};
use crate::pages::contracts::words as contract_words;
use crate::pages::title;
use crate::paths::Page;
use crate::session::{SessionContext, use_session};
use crate::view::live_if;
use crate::words::words_of;

/// The pins of the person, and the way to change them.
#[derive(Clone, Copy)]
pub(crate) struct PinDesk {
    pins: Loader<Pins>,
    session: SessionContext,
    toast: ToastContext,
    /// Whether a change is on its way, and the newest list that is not sent yet.
    sending: StoredValue<bool>,
    unsent: StoredValue<Option<Vec<Pin>>>,
    /// The list before a pin was taken away, and what brings it back: it outlives the row.
    before: StoredValue<Vec<Pin>>,
    undo: StoredValue<Option<Callback<()>>>,
}

impl PinDesk {
    /// The pins that the server knows.
    pub(crate) fn new() -> Self {
        let desk = Self {
            pins: use_loader(|client| Box::pin(async move { client.get_pins().await })),
            session: use_session(),
            toast: use_toast(),
            sending: StoredValue::new(false),
            unsent: StoredValue::new(None),
            before: StoredValue::new(Vec::new()),
            undo: StoredValue::new(None),
        };
        let undo = Callback::new(move |()| {
            if let Some(before) = desk.before.try_get_value() {
                desk.set(before);
            }
        });
        desk.undo.set_value(Some(undo));
        desk
    }

    /// The loader of the pins, for the list of them.
    pub(super) const fn loader(self) -> Loader<Pins> {
        self.pins
    }

    /// The pins as they are shown; the caller is told of changes.
    pub(super) fn items(self) -> Vec<Pin> {
        self.pins.get().map(|pins| pins.items).unwrap_or_default()
    }

    fn items_now(self) -> Vec<Pin> {
        untrack(|| self.items())
    }

    /// Whether a thing is pinned; the caller is told of changes.
    pub(super) fn holds(self, kind: PinKind, target: &str) -> bool {
        self.items().iter().any(|pin| is(pin, kind, target))
    }

    /// Whether it is known what is pinned. Before, no list may be sent: it would replace one that
    /// nobody has seen.
    fn is_known(self) -> bool {
        self.pins.get().is_some()
    }

    /// Pins a thing, or takes its pin away.
    pub(super) fn toggle(self, pin: &Pin) {
        let mut items = self.items_now();
        if items.iter().any(|own| is(own, pin.kind, &pin.target)) {
            self.remove(pin);
        } else if items.len() >= MAX_PINS as usize {
            self.toast
                .show(|locale| words_of!(locale, services.pins.full));
        } else {
            items.push(pin.clone());
            self.set(items);
            self.toast
                .show(|locale| words_of!(locale, services.pins.added));
        }
    }

    /// Takes a pin away; the toast can undo it.
    pub(super) fn remove(self, pin: &Pin) {
        let mut items = self.items_now();
        self.before.set_value(items.clone());
        items.retain(|own| !is(own, pin.kind, &pin.target));
        self.set(items);
        let Some(undo) = self.undo.get_value() else {
            return;
        };
        self.toast.show_undoable(
            |locale| words_of!(locale, services.pins.removed),
            |locale| words_of!(locale, services.pins.undo),
            undo,
        );
    }

    /// Moves the pin at `place` up or down by one, and answers where it is then.
    pub(super) fn shift(self, place: usize, up: bool) -> Option<usize> {
        let there = if up {
            place.checked_sub(1)?
        } else {
            place.checked_add(1)?
        };
        self.carry(place, there).then_some(there)
    }

    /// Puts the pin at `from` where the one at `to` stands, which makes room; false if nothing
    /// moves.
    pub(super) fn carry(self, from: usize, to: usize) -> bool {
        let mut items = self.items_now();
        if from == to || from >= items.len() || to >= items.len() {
            return false;
        }
        let pin = items.remove(from);
        items.insert(to, pin);
        self.set(items);
        true
    }

    /// Shows the list at once and sends it; of changes that come in the meantime only the last
    /// list is sent, so that none overtakes another.
    fn set(self, items: Vec<Pin>) {
        self.pins.put(Pins {
            items: items.clone(),
        });
        self.unsent.set_value(Some(items));
        if self.sending.get_value() {
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            while let Some(items) = self.take_unsent() {
                let request = SetPinsRequest {
                    items: items.iter().map(target_of).collect(),
                };
                if let Err(error) = self.session.client().set_pins(&request).await {
                    self.session.notice(&error);
                    self.toast
                        .show(|locale| words_of!(locale, services.pins.failed));
                    self.pins.again();
                }
            }
            self.sending.try_set_value(false);
        });
    }

    fn take_unsent(self) -> Option<Vec<Pin>> {
        self.unsent.try_update_value(Option::take).flatten()
    }
}

fn is(pin: &Pin, kind: PinKind, target: &str) -> bool {
    pin.kind == kind && pin.target == target
}

fn target_of(pin: &Pin) -> PinTarget {
    PinTarget {
        kind: pin.kind.to_string(),
        target: pin.target.clone(),
    }
}

/// What a thing is called.
pub(super) fn name_of(pin: &Pin) -> Text {
    let (kind, target, service) = (pin.kind, pin.target.clone(), pin.service.clone());
    filled_text(move |language| match (kind, &service) {
        (PinKind::Service, Some(service)) => service.name.in_language(language).to_owned(),
        (PinKind::Page, _) => {
            let page = Page::at(&target);
            let locale = crate::language::locale_of(language);
            page.map_or_else(|| target.clone(), |page| title(page, locale).to_owned())
        }
        _ => target.clone(),
    })
}

/// What stands beside the name of a thing: of a contract its service, site and status.
pub(super) fn beside(pin: &Pin) -> Option<AnyView> {
    let contract = pin.contract.clone()?;
    let service = pin
        .service
        .as_ref()
        .map(|service| contract_words::service_name(service.name.clone()));
    Some(
        view! {
            <span class="things__about">
                {service} <span class="things__site">{contract.site}</span>
                {contract_words::status(contract.status)}
            </span>
        }
        .into_any(),
    )
}

/// The star by which a thing is pinned, and its pin taken away, once the pins are known.
pub(crate) fn star(desk: PinDesk, pin: Pin) -> AnyView {
    let known = Memo::new(move |_| desk.is_known());
    live_if(known.into(), move || known_star(desk, pin.clone()))
}

fn known_star(desk: PinDesk, pin: Pin) -> AnyView {
    let (kind, target) = (pin.kind, pin.target.clone());
    let pinned = Memo::new(move |_| desk.holds(kind, &target));
    let name = name_of(&pin);
    let label = text!(services.pins.star, name = name.get());
    view! {
        <button
            type="button"
            class="icon-button star"
            class:star--on=pinned
            aria-pressed=move || if pinned.get() { "true" } else { "false" }
            aria-label=label
            on:click=move |_| desk.toggle(&pin)
        >
            <Icon glyph=icon::STAR />
        </button>
    }
    .into_any()
}
