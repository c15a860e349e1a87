use leptos::prelude::*;
use minato_types::contracts::ContractPermission;
use minato_types::groups::{
    ListRangeContractsQuery, MAX_RANGE_CONTRACTS, RangeContract, UserGroupContract,
};
use minato_types::page::Page;
use minato_types::values::ContractNumber;

use super::desk::Desk;
use super::services::option;
use super::words;
use crate::components::button::{Button, Weight};
use crate::components::icon::{self, Icon};
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::loading::use_loader;
use crate::view::{each, live};

/// The id of the heading, where the keyboard goes when a contract is taken out.
const SINGLE: &str = "single-contracts";

/// How many contracts are offered at once.
const OFFERED: u32 = 10;

/// What may be done with single contracts.
pub(super) fn section(desk: Desk) -> AnyView {
    view! {
        <section class="card" aria-labelledby=SINGLE>
            <h2 id=SINGLE tabindex="-1">
                {text!(groups.contracts.title)}
            </h2>
            <p class="note">{text!(groups.contracts.lead, max = MAX_RANGE_CONTRACTS)}</p>
            {chosen(desk)}
            {picker(desk)}
        </section>
    }
    .into_any()
}

fn chosen(desk: Desk) -> AnyView {
    // The rows stay where they are as long as the same contracts are chosen.
    let numbers = Memo::new(move |_| {
        let number = |own: &UserGroupContract| own.contract.number.clone();
        desk.draft
            .with(|draft| draft.contracts.iter().map(number).collect::<Vec<_>>())
    });
    live(move || {
        let count = numbers.with(Vec::len);
        let contracts = desk.draft.with_untracked(|draft| draft.contracts.clone());
        if count == 0 {
            return view! { <p>{text!(groups.contracts.none)}</p> }.into_any();
        }
        view! {
            <p>{text!(groups.contracts.count, count = count)}</p>
            <ul class="grants">{each(contracts, move |own| row(desk, own.contract))}</ul>
        }
        .into_any()
    })
}

fn row(desk: Desk, contract: RangeContract) -> AnyView {
    let number = contract.number.clone();
    let id = format!("contract-{number}");
    let (changed, removed) = (contract.clone(), contract.clone());
    let spoken = number.to_string();
    let chosen = Memo::new(move |_| desk.draft.with(|draft| draft.on_contract(&number)));
    let options = each(ContractPermission::ALL, move |permission| {
        option(chosen, *permission)
    });
    let remove = move |_| {
        let contract = removed.clone();
        desk.draft
            .update(|draft| draft.set_contract(contract, None));
        focus_soon(SINGLE);
    };
    view! {
        <li class="grants__row">
            <label class="grant" for=id.clone()>
                {words::contract(contract)}
            </label>
            <span class="grants__acts">
                <select
                    class="input input--short select"
                    id=id
                    on:change:target=move |event| {
                        let wanted = event.target().value().parse().ok();
                        let contract = changed.clone();
                        desk.draft.update(|draft| draft.set_contract(contract, wanted));
                    }
                >
                    {options}
                </select>
                <button type="button" class="chip__remove" on:click=remove>
                    <Icon glyph=icon::CLOSE />
                    <span class="visually-hidden">
                        {text!(groups.contracts.remove, number = spoken.as_str())}
                    </span>
                </button>
            </span>
        </li>
    }
    .into_any()
}

/// Searches all contracts of the member; the first are there before one has searched.
fn picker(desk: Desk) -> AnyView {
    let words = RwSignal::new(String::new());
    let asked = RwSignal::new(None::<String>);
    let found = use_loader(move |client| {
        let query = ListRangeContractsQuery {
            q: asked.get(),
            page_size: Some(OFFERED),
            ..ListRangeContractsQuery::default()
        };
        Box::pin(async move { client.list_range_contracts(&query).await })
    });
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = words.get_untracked();
        asked.set((!words.trim().is_empty()).then_some(words));
    };
    let waiting = || view! { <Skeleton lines=4 /> }.into_any();
    view! {
        <form class="picker" role="search" aria-labelledby=SINGLE on:submit=look>
            <label class="field__label" for="contract-words">
                {text!(groups.contracts.search)}
            </label>
            <div class="picker__row">
                <input
                    class="input"
                    id="contract-words"
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
        {found.show(waiting, move |page| offers(desk, page))}
    }
    .into_any()
}

fn offers(desk: Desk, page: Page<RangeContract>) -> AnyView {
    let (shown, total) = (page.items.len(), page.total);
    let told = if total == 0 {
        text!(groups.contracts.notFound)
    } else {
        text!(groups.contracts.found, total = total, shown = shown)
    };
    view! {
        <p class="note" role="status">
            {told}
        </p>
        <ul class="grants">{each(page.items, move |contract| offer(desk, contract))}</ul>
    }
    .into_any()
}

fn offer(desk: Desk, contract: RangeContract) -> AnyView {
    let (number, spoken) = (contract.number.clone(), contract.number.to_string());
    let is_chosen = Memo::new(move |_| is_chosen(desk, &number));
    let added = contract.clone();
    let add = Callback::new(move |()| {
        let contract = added.clone();
        desk.draft
            .update(|draft| draft.set_contract(contract, Some(ContractPermission::View)));
    });
    let mark = live(move || {
        let words = if is_chosen.get() {
            text!(groups.contracts.added)
        } else {
            text!(groups.contracts.add)
        };
        words.into_any()
    });
    view! {
        <li class="grants__row">
            <span class="grant">{words::contract(contract)}</span>
            <Button weight=Weight::Outline off=is_chosen on_press=add>
                {mark}
                <span class="visually-hidden">{spoken}</span>
            </Button>
        </li>
    }
    .into_any()
}

fn is_chosen(desk: Desk, number: &ContractNumber) -> bool {
    desk.draft.with(|draft| draft.on_contract(number).is_some())
}
