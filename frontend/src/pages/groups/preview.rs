use leptos::prelude::*;
use minato_types::groups::{PreviewedContract, PreviewedService, RightsPreview, UserGroupAccount};
use minato_types::values::AccountId;

use super::desk::Desk;
use super::words;
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::loading::use_loader;
use crate::view::{each, live, nothing};

/// What somebody would see if the group were saved as it stands here.
pub(super) fn section(desk: Desk) -> AnyView {
    let chosen = RwSignal::new(None::<AccountId>);
    // Those in the group, and those who are to leave it.
    let people = Memo::new(move |_| {
        let mut people = desk.draft.with(|draft| draft.people.clone());
        let saved = desk.with(|group| group.accounts.clone());
        let left = |person: &UserGroupAccount| !people.iter().any(|known| known.id == person.id);
        let gone: Vec<_> = saved.into_iter().filter(left).collect();
        people.extend(gone);
        people
    });
    let person = Memo::new(move |_| {
        people.with(|people| {
            let wanted = chosen.get();
            let found = people.iter().find(|person| Some(person.id) == wanted);
            found.or_else(|| people.first()).map(|person| person.id)
        })
    });
    let request = Memo::new(move |_| {
        let person = person.get()?;
        Some(
            desk.draft
                .with(|draft| draft.preview_request(desk.id, person)),
        )
    });
    let seen = use_loader(move |client| {
        let request = request.get();
        Box::pin(async move {
            match request {
                Some(request) => client.preview_rights(&request).await.map(Some),
                None => Ok(None),
            }
        })
    });
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
    let content = live(move || {
        if people.with(Vec::is_empty) {
            return view! { <p>{text!(groups.preview.nobody)}</p> }.into_any();
        }
        let people = people.get();
        view! {
            <div class="picker">
                <label class="field__label" for="preview-person">
                    {text!(groups.preview.person)}
                </label>
                <select
                    class="input input--medium select"
                    id="preview-person"
                    on:change:target=move |event| chosen.set(event.target().value().parse().ok())
                >
                    {each(people, move |somebody| option(&somebody, person))}
                </select>
            </div>
        }
        .into_any()
    });
    let result = seen.show(waiting, |preview| preview.map_or_else(nothing, shown));
    view! {
        <section class="card" aria-labelledby="preview">
            <h2 id="preview">{text!(groups.preview.title)}</h2>
            <p class="note">{text!(groups.preview.lead)}</p>
            {content}
            {result}
        </section>
    }
    .into_any()
}

fn option(somebody: &UserGroupAccount, person: Memo<Option<AccountId>>) -> AnyView {
    let id = somebody.id;
    let selected = Signal::derive(move || person.get() == Some(id));
    let words = format!("{} ({})", somebody.name.as_str(), somebody.email.as_str());
    view! {
        <option value=id.to_string() prop:selected=selected>
            {words}
        </option>
    }
    .into_any()
}

fn shown(preview: RightsPreview) -> AnyView {
    let (visible, editable) = (preview.visible, preview.editable);
    let told = if preview.everything {
        text!(groups.preview.everything, visible = visible)
    } else if visible == 0 {
        text!(groups.preview.nothing)
    } else {
        text!(groups.preview.some, visible = visible, editable = editable)
    };
    let shown = preview.contracts.len();
    let examples = if shown == 0 {
        nothing()
    } else {
        view! {
            <details class="details">
                <summary>{text!(groups.preview.contracts, shown = shown)}</summary>
                <ul class="grants">{each(preview.contracts, contract)}</ul>
            </details>
        }
        .into_any()
    };
    view! {
        <p class="preview" role="status">
            {told}
        </p>
        <ul class="grants">{each(preview.services, service)}</ul>
        {examples}
    }
    .into_any()
}

fn service(seen: PreviewedService) -> AnyView {
    let (visible, editable) = (seen.visible, seen.editable);
    view! {
        <li class="grants__row">
            <span class="grant__name">{words::service(seen.service.name)}</span>
            <span class="numbers">
                {text!(groups.preview.counts, visible = visible, editable = editable)}
            </span>
        </li>
    }
    .into_any()
}

fn contract(seen: PreviewedContract) -> AnyView {
    view! {
        <li class="grants__row">
            <span class="grant">{words::contract(seen.contract)}</span>
            {words::badge(seen.permission)}
        </li>
    }
    .into_any()
}
