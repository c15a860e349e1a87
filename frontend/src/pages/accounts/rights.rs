use leptos::prelude::*;
use minato_types::groups::{
    AccountContractRight, AccountRights, AccountServiceRight, GrantingGroup, UserGroupSummary,
};
use minato_types::values::AccountId;

use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::layouts::frame::page_name;
use crate::loading::use_loader;
use crate::pages::groups::words;
use crate::paths::{Address, Page};
use crate::view::{each, nothing};

/// What the account may do with contracts, and from which groups it has that.
pub(super) fn section(id: AccountId) -> AnyView {
    let rights =
        use_loader(move |client| Box::pin(async move { client.get_account_rights(id).await }));
    let waiting = || view! { <Skeleton lines=4 /> }.into_any();
    view! {
        <section class="card" aria-labelledby="rights">
            <h2 id="rights">{text!(groups.rights.title)}</h2>
            {rights.show(waiting, shown)}
        </section>
    }
    .into_any()
}

fn shown(rights: AccountRights) -> AnyView {
    if rights.groups.is_empty() {
        return view! {
            <p>{text!(groups.rights.none)}</p>
            <p>
                <a href=Page::Groups.path()>{page_name(Page::Groups)}</a>
            </p>
        }
        .into_any();
    }
    let (visible, editable) = (rights.visible, rights.editable);
    let told = if rights.everything {
        text!(groups.preview.everything, visible = visible)
    } else {
        text!(groups.preview.some, visible = visible, editable = editable)
    };
    let (shown, count) = (rights.contracts.len(), rights.contract_count);
    let more = if u64::try_from(shown).is_ok_and(|shown| shown < count) {
        view! { <p class="note">{text!(groups.rights.more, shown = shown, count = count)}</p> }
            .into_any()
    } else {
        nothing()
    };
    view! {
        <p>{told}</p>
        <ul class="chips">{each(rights.groups, group)}</ul>
        <ul class="grants">
            {each(rights.services, service)} {each(rights.contracts, contract)}
        </ul>
        {more}
    }
    .into_any()
}

fn group(group: UserGroupSummary) -> AnyView {
    let name = words::name(group.kind, group.name);
    view! {
        <li class="chip">
            <a href=Address::group(group.id).to_string()>{name}</a>
        </li>
    }
    .into_any()
}

fn service(right: AccountServiceRight) -> AnyView {
    let count = right.contract_count;
    view! {
        <li class="grants__row">
            <span class="grant">
                <span class="grant__name">{words::service(right.service.name)}</span>
                <span class="grant__note">{text!(groups.services.count, count = count)}</span>
                {sources(right.groups)}
            </span>
            {words::badge(right.permission)}
        </li>
    }
    .into_any()
}

fn contract(right: AccountContractRight) -> AnyView {
    view! {
        <li class="grants__row">
            <span class="grant">{words::contract(right.contract)} {sources(right.groups)}</span>
            {words::badge(right.permission)}
        </li>
    }
    .into_any()
}

/// The groups that a right comes from, each with what it alone allows.
fn sources(groups: Vec<GrantingGroup>) -> AnyView {
    let source = |group: GrantingGroup| {
        let name = words::name(group.kind, group.name);
        view! {
            <span class="grant__source">
                <a href=Address::group(group.id).to_string()>{name}</a>
                " ("
                {words::permission(group.permission)}
                ")"
            </span>
        }
        .into_any()
    };
    view! { <span class="grant__sources">{text!(groups.rights.by)} {each(groups, source)}</span> }
        .into_any()
}
