use leptos::prelude::*;
use minato_types::contracts::ListContractsQuery;
use minato_types::saved_filters::SavedFilter;

use super::saved_desk::{Naming, SAVED, SavedDesk};
use super::saved_name::NameFilter;
use crate::components::button::{Button, Weight};
use crate::components::icon::{self, Glyph, Icon};
use crate::forms::contracts::kept;
use crate::forms::list_query::ListQuery as _;
use crate::language::{Text, filled_text, locale_of, text};
use crate::view::{each, live, live_if, nothing};
use crate::words::words_of;

/// The filters that the person has saved, as links, and the way to save the present one.
#[component]
pub(super) fn Saved(
    /// The saved filters.
    desk: SavedDesk,
    /// What the list is asked for.
    query: Memo<ListContractsQuery>,
) -> impl IntoView {
    let current = Memo::new(move |_| query.with(kept));
    // Once somebody works with them, the section stays, whatever is left in it.
    let there = Memo::new(move |before: Option<&bool>| {
        let known = desk.items();
        let any = known.as_ref().is_some_and(|items| !items.is_empty());
        any || (known.is_some() && current.get().is_some()) || before.copied().unwrap_or(false)
    });
    let content = live_if(there.into(), move || section(desk, current));
    view! {
        {content}
        <NameFilter desk=desk />
    }
}

fn section(desk: SavedDesk, current: Memo<Option<ListContractsQuery>>) -> AnyView {
    let filters = live(move || {
        let items = desk.items().unwrap_or_default();
        if items.is_empty() {
            return view! { <p class="note">{text!(contracts.saved.none)}</p> }.into_any();
        }
        let editing = desk.editing.get();
        let filters = each(items, move |filter| entry(desk, filter, current, editing));
        view! {
            <ul class="saved__list" class:saved__list--editing=editing>
                {filters}
            </ul>
        }
        .into_any()
    });
    view! {
        <section class="saved" aria-labelledby=SAVED>
            <h2 class="saved__name" id=SAVED tabindex="-1">
                {text!(contracts.saved.title)}
            </h2>
            {filters}
            <div class="saved__acts">{save(desk, current)} {edit(desk)}</div>
        </section>
    }
    .into_any()
}

/// Saves what the list is asked for now, unless that is saved already.
fn save(desk: SavedDesk, current: Memo<Option<ListContractsQuery>>) -> AnyView {
    let unsaved = Memo::new(move |_| {
        let items = desk.items().unwrap_or_default();
        let current = current.get()?;
        let saved = items.iter().any(|filter| filter.query == current);
        (!saved).then_some(current)
    });
    let press = Callback::new(move |()| {
        desk.naming.set(unsaved.get_untracked().map(Naming::New));
    });
    let worth_it = Signal::derive(move || unsaved.with(Option::is_some));
    live_if(worth_it, move || {
        view! {
            <Button weight=Weight::Outline on_press=press>
                {text!(contracts.saved.save)}
            </Button>
        }
        .into_any()
    })
}

/// Shows what can be done with each filter, or hides it again.
fn edit(desk: SavedDesk) -> AnyView {
    let any = Memo::new(move |_| desk.items().is_some_and(|items| !items.is_empty()));
    let turn = Callback::new(move |()| desk.editing.update(|editing| *editing = !*editing));
    let words = filled_text(move |language| {
        let locale = locale_of(language);
        if desk.editing.get() {
            words_of!(locale, contracts.saved.done)
        } else {
            words_of!(locale, contracts.saved.edit)
        }
        .to_owned()
    });
    live_if(any.into(), move || {
        view! {
            <Button weight=Weight::Text on_press=turn>
                {words}
            </Button>
        }
        .into_any()
    })
}

fn entry(
    desk: SavedDesk,
    filter: SavedFilter,
    current: Memo<Option<ListContractsQuery>>,
    editing: bool,
) -> AnyView {
    let (href, name) = (filter.query.address(), filter.name.to_string());
    let query = filter.query.clone();
    let shown = move || current.with(|current| current.as_ref() == Some(&query));
    let acts = if editing {
        acts(desk, filter)
    } else {
        nothing()
    };
    view! {
        <li class="saved__filter">
            <a class="plot__part" href=href aria-current=move || shown().then_some("true")>
                <span class="saved__words">{name}</span>
            </a>
            {acts}
        </li>
    }
    .into_any()
}

fn acts(desk: SavedDesk, filter: SavedFilter) -> AnyView {
    let name = filter.name.to_string();
    let renamed = filter.clone();
    let rename = Callback::new(move |()| desk.naming.set(Some(Naming::Again(renamed.clone()))));
    let delete = Callback::new(move |()| desk.delete(filter.clone()));
    let (first, other) = (name.clone(), name);
    let rename_label = text!(contracts.saved.rename, name = first.as_str());
    let delete_label = text!(contracts.saved.delete, name = other.as_str());
    view! {
        {act(icon::PENCIL, rename_label, rename)}
        {act(icon::CLOSE, delete_label, delete)}
    }
    .into_any()
}

fn act(glyph: Glyph, label: Text, on_press: Callback<()>) -> AnyView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            on:click=move |_| on_press.run(())
        >
            <Icon glyph=glyph />
        </button>
    }
    .into_any()
}
