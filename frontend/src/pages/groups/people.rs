use leptos::prelude::*;
use minato_types::accounts::{Account, ListAccountsQuery};
use minato_types::groups::UserGroupAccount;
use minato_types::page::{MAX_PAGE_SIZE, Page};

use super::desk::Desk;
use crate::components::button::{Button, Weight};
use crate::components::icon::{self, Icon};
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::loading::use_loader;
use crate::view::{each, live, nothing};

/// Who is in the group: those who are, and a list to tick.
pub(super) fn section(desk: Desk) -> AnyView {
    let words = RwSignal::new(String::new());
    let asked = RwSignal::new(None::<String>);
    let found = use_loader(move |client| {
        let query = ListAccountsQuery {
            q: asked.get(),
            page_size: Some(MAX_PAGE_SIZE),
            ..ListAccountsQuery::default()
        };
        Box::pin(async move { client.list_accounts(&query).await })
    });
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = words.get_untracked();
        asked.set((!words.trim().is_empty()).then_some(words));
    };
    let waiting = || view! { <Skeleton lines=4 /> }.into_any();
    view! {
        <section class="card" aria-labelledby="people">
            <h2 id="people">{text!(groups.people.title)}</h2>
            <p class="note">{text!(groups.people.lead)}</p>
            {chosen(desk)}
            <form class="picker" role="search" aria-labelledby="people" on:submit=look>
                <label class="field__label" for="people-words">
                    {text!(groups.people.search)}
                </label>
                <div class="picker__row">
                    <input
                        class="input"
                        id="people-words"
                        type="search"
                        autocomplete="off"
                        maxlength="100"
                        on:input:target=move |event| words.set(event.target().value())
                    />
                    <Button weight=Weight::Outline submits=true>
                        {text!(groups.look)}
                    </Button>
                </div>
            </form>
            {found.show(waiting, move |page| list(desk, page))}
        </section>
    }
    .into_any()
}

/// Those who are in the group; a cross takes each out.
fn chosen(desk: Desk) -> AnyView {
    live(move || {
        let people = desk.draft.with(|draft| draft.people.clone());
        let count = people.len();
        if count == 0 {
            return view! { <p>{text!(groups.people.nobody)}</p> }.into_any();
        }
        view! {
            <p>{text!(groups.people.count, count = count)}</p>
            <ul class="chips">{each(people, move |person| chip(desk, person))}</ul>
        }
        .into_any()
    })
}

fn chip(desk: Desk, person: UserGroupAccount) -> AnyView {
    let name = person.name.as_str().to_owned();
    let spoken = name.clone();
    let remove = move |_| {
        let person = person.clone();
        desk.draft.update(|draft| draft.set_person(person, false));
    };
    view! {
        <li class="chip">
            <span>{name}</span>
            <button type="button" class="chip__remove" on:click=remove>
                <Icon glyph=icon::CLOSE />
                <span class="visually-hidden">
                    {text!(groups.people.remove, name = spoken.as_str())}
                </span>
            </button>
        </li>
    }
    .into_any()
}

fn list(desk: Desk, page: Page<Account>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p role="status">{text!(groups.people.notFound)}</p> }.into_any();
    }
    let (shown, total) = (page.items.len(), page.total);
    let more = if u64::try_from(shown).is_ok_and(|shown| shown < total) {
        view! { <p class="note">{text!(groups.people.more, shown = shown, total = total)}</p> }
            .into_any()
    } else {
        nothing()
    };
    view! {
        <fieldset class="ticks">
            <legend class="visually-hidden">{text!(groups.people.all)}</legend>
            {each(page.items, move |account| tick(desk, account))}
        </fieldset>
        {more}
    }
    .into_any()
}

fn tick(desk: Desk, account: Account) -> AnyView {
    let person = UserGroupAccount {
        id: account.id,
        name: account.name,
        email: account.email,
    };
    let id = person.id;
    let inside = Signal::derive(move || desk.draft.with(|draft| draft.has(id)));
    let (name, email) = (
        person.name.as_str().to_owned(),
        person.email.as_str().to_owned(),
    );
    view! {
        <label class="check ticks__row">
            <input
                class="check__box"
                type="checkbox"
                prop:checked=inside
                on:change:target=move |event| {
                    let (person, ticked) = (person.clone(), event.target().checked());
                    desk.draft.update(|draft| draft.set_person(person, ticked));
                }
            />
            <span class="grant">
                <span class="grant__name">{name}</span>
                <span class="grant__note">{email}</span>
            </span>
        </label>
    }
    .into_any()
}
