use leptos::prelude::*;
use minato_types::contracts::ContractPermission;
use minato_types::groups::{RangeService, RangeServices};
use minato_types::services::ContractService;

use super::desk::Desk;
use super::words;
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::loading::use_loader;
use crate::view::each;

/// What may be done with whole services.
pub(super) fn section(desk: Desk) -> AnyView {
    let offered = use_loader(|client| Box::pin(async move { client.list_range_services().await }));
    let waiting = || view! { <Skeleton lines=4 /> }.into_any();
    view! {
        <section class="card" aria-labelledby="services">
            <h2 id="services">{text!(groups.services.title)}</h2>
            <p class="note">{text!(groups.services.lead)}</p>
            {offered.show(waiting, move |offered| rows(desk, offered))}
        </section>
    }
    .into_any()
}

/// A service that the group covers is there even without a contract of it.
fn rows(desk: Desk, offered: RangeServices) -> AnyView {
    let mut items = offered.items;
    let saved = desk.draft.with_untracked(|draft| draft.services.clone());
    for own in saved {
        if !items
            .iter()
            .any(|item| item.service.code == own.service.code)
        {
            items.push(RangeService {
                service: own.service,
                contract_count: 0,
            });
        }
    }
    if items.is_empty() {
        return view! { <p>{text!(groups.services.none)}</p> }.into_any();
    }
    view! { <ul class="grants">{each(items, move |item| row(desk, item))}</ul> }.into_any()
}

fn row(desk: Desk, item: RangeService) -> AnyView {
    let count = item.contract_count;
    let id = format!("service-{}", item.service.code);
    let name = words::service(item.service.name.clone());
    view! {
        <li class="grants__row">
            <label class="grant" for=id.clone()>
                <span class="grant__name">{name}</span>
                <span class="grant__note">{text!(groups.services.count, count = count)}</span>
            </label>
            {choice(desk, id, item.service)}
        </li>
    }
    .into_any()
}

fn choice(desk: Desk, id: String, service: ContractService) -> AnyView {
    let code = service.code.clone();
    let chosen = Memo::new(move |_| desk.draft.with(|draft| draft.on_service(&code)));
    let none = Signal::derive(move || chosen.get().is_none());
    let options = each(ContractPermission::ALL, move |permission| {
        option(chosen, *permission)
    });
    view! {
        <select
            class="input input--short select"
            id=id
            on:change:target=move |event| {
                let (service, wanted) = (service.clone(), event.target().value().parse().ok());
                desk.draft.update(|draft| draft.set_service(service, wanted));
            }
        >
            <option value="" prop:selected=none>
                {text!(groups.permission.none)}
            </option>
            {options}
        </select>
    }
    .into_any()
}

/// One permission to choose.
pub(super) fn option(
    chosen: Memo<Option<ContractPermission>>,
    permission: ContractPermission,
) -> AnyView {
    let selected = Signal::derive(move || chosen.get() == Some(permission));
    view! {
        <option value=permission.as_str() prop:selected=selected>
            {words::permission(permission)}
        </option>
    }
    .into_any()
}
