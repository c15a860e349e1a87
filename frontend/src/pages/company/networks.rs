use leptos::prelude::*;
use minato_types::company::{AllowedNetwork, CompanySecurity};

use super::networks_edit::{Editor, rows};
use super::security::Desk;
use crate::components::badge::{Badge, BadgeTone};
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::skeleton::Skeleton;
use crate::forms::company::NetworksForm;
use crate::forms::networks::HoldsNetworks as _;
use crate::forms::{FormHandle, use_form};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::navigation::guard_unsaved;
use crate::view::{each, live, nothing};

/// The id of the heading of the section.
const NETWORKS: &str = "networks";

/// The networks from which people may come, to look at and to change.
pub(super) fn section(desk: Desk) -> AnyView {
    let editing = RwSignal::new(false);
    let waiting = || view! { <Skeleton lines=4 /> }.into_any();
    let content = live(move || {
        if !editing.get() {
            return desk
                .security
                .show(waiting, move |now| shown(&now.value, editing));
        }
        // What is typed must not be replaced when something else is saved.
        let current = untrack(move || desk.security.get());
        current.map_or_else(nothing, |current| edit(&current.value, desk, editing))
    });
    let state = live(move || {
        let security = desk.security.get();
        security.map_or_else(nothing, |security| badge(&security.value))
    });
    view! {
        <section class="card" aria-labelledby=NETWORKS>
            <div class="card__head">
                <h2 id=NETWORKS tabindex="-1">
                    {text!(company.networks.title)}
                </h2>
                <p class="card__state">{state}</p>
            </div>
            <p class="note">{text!(company.networks.lead)}</p>
            {content}
        </section>
    }
    .into_any()
}

fn badge(security: &CompanySecurity) -> AnyView {
    let count = security.allowed_networks.len();
    if count == 0 {
        view! { <Badge tone=BadgeTone::Quiet>{text!(company.networks.unlimited)}</Badge> }
            .into_any()
    } else {
        view! {
            <Badge tone=BadgeTone::Good>{text!(company.networks.limited, count = count)}</Badge>
        }
        .into_any()
    }
}

fn shown(security: &CompanySecurity, editing: RwSignal<bool>) -> AnyView {
    let open = Callback::new(move |()| {
        editing.set(true);
        focus_soon(NETWORKS);
    });
    let own = security.own_address.clone().map(|address| {
        view! { <p>{text!(company.networks.own, address = address.as_str())}</p> }
    });
    view! {
        {list(&security.allowed_networks)}
        {own}
        <div class="form__acts">
            <Button weight=Weight::Outline on_press=open>
                {text!(company.networks.edit)}
            </Button>
        </div>
    }
    .into_any()
}

/// The networks that are allowed, or that there is no limit.
pub(crate) fn list(networks: &[AllowedNetwork]) -> AnyView {
    if networks.is_empty() {
        return view! { <p>{text!(company.networks.none)}</p> }.into_any();
    }
    let row = |one: &AllowedNetwork| {
        view! {
            <li class="networks__shown">
                <code class="networks__address">{one.network.as_str().to_owned()}</code>
                <span class="networks__note">{one.description.as_str().to_owned()}</span>
            </li>
        }
        .into_any()
    };
    view! { <ul class="networks">{each(networks, row)}</ul> }.into_any()
}

fn edit(security: &CompanySecurity, desk: Desk, editing: RwSignal<bool>) -> AnyView {
    let first = StoredValue::new(NetworksForm::of(&security.allowed_networks));
    let form = use_form(first.get_value());
    guard_unsaved(move || form.values() != first.get_value());
    let newest = RwSignal::new(None::<Vec<AllowedNetwork>>);
    let desk = Editing {
        desk,
        form,
        first,
        newest,
        open: editing,
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.send();
    };
    let give_up = Callback::new(move |()| desk.end());
    let editor = Editor {
        form,
        own_address: StoredValue::new(security.own_address.clone()),
    };
    view! {
        <form class="form networks-form" novalidate on:submit=submit>
            <ErrorSummary summary=form.summary() />
            {live(move || newest.get().map_or_else(nothing, |newest| conflict(&newest)))}
            {rows(editor)}
            <Banner tone=Tone::Warning>{text!(company.networks.consequence)}</Banner>
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {text!(app.save)}
                </Button>
                <Button weight=Weight::Text on_press=give_up>
                    {text!(app.cancel)}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// The list while it is edited.
#[derive(Clone, Copy)]
struct Editing {
    desk: Desk,
    form: FormHandle<NetworksForm>,
    /// What stood there at first.
    first: StoredValue<NetworksForm>,
    /// What somebody else saved meanwhile.
    newest: RwSignal<Option<Vec<AllowedNetwork>>>,
    open: RwSignal<bool>,
}

impl Editing {
    fn send(self) {
        let again = Callback::new(move |()| self.send());
        self.form.amend(|values| values.networks_mut().close_up());
        self.form.submit(move |request| async move {
            let saved = self.desk.save(&request, again).await;
            match saved {
                Ok(()) => self.end(),
                Err(_) => self.look_for_others(),
            }
            saved
        });
    }

    /// Tells what somebody else saved, if he was faster.
    fn look_for_others(self) {
        let now = untrack(move || self.desk.security.get());
        let Some(now) = now.map(|now| now.value.allowed_networks) else {
            return;
        };
        let saved = NetworksForm::of(&now);
        if self
            .first
            .try_get_value()
            .is_some_and(|first| first != saved)
        {
            self.first.try_set_value(saved);
            self.newest.try_set(Some(now));
        }
    }

    fn end(self) {
        self.open.try_set(false);
        focus_soon(NETWORKS);
    }
}

/// What somebody else saved.
fn conflict(newest: &[AllowedNetwork]) -> AnyView {
    let newest = list(newest);
    view! {
        <Banner tone=Tone::Warning title=text!(company.networks.conflictTitle)>
            <p>{text!(company.networks.conflictLead)}</p>
            {newest}
        </Banner>
    }
    .into_any()
}
