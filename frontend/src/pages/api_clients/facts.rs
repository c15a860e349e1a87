use leptos::prelude::*;
use minato_types::api_clients::{ApiClient, ApiScope};

use super::words;
use crate::components::button::{Button, Weight};
use crate::components::copy_button::CopyButton;
use crate::components::description_list::{Description, DescriptionList};
use crate::language::text;
use crate::pages::accounts::words::{moment, validity};
use crate::paths::Address;
use crate::view::each;

/// The id of the heading where the keyboard goes after editing.
pub(super) const FACTS: &str = "facts";

/// What the program is and may do.
pub(super) fn section(client: &ApiClient, on_edit: Callback<()>) -> AnyView {
    let (may, from) = (may(client), from(client));
    let (usage, id) = (usage(client), client.client_id.clone());
    view! {
        <section class="card" aria-labelledby=FACTS>
            <div class="card__head">
                <h2 id=FACTS tabindex="-1">
                    {text!(api_clients.facts.title)}
                </h2>
                <Button weight=Weight::Outline on_press=on_edit>
                    {text!(app.edit)}
                </Button>
            </div>
            <DescriptionList>
                <Description term=text!(api_clients.fields.clientId)>
                    <span class="issued">
                        <code class="code">{id.clone()}</code>
                        <CopyButton content=id>{text!(api_clients.issued.copyId)}</CopyButton>
                    </span>
                </Description>
                {may}
                {from}
                {usage}
            </DescriptionList>
        </section>
    }
    .into_any()
}

fn may(client: &ApiClient) -> AnyView {
    let scope = |scope: &ApiScope| {
        let (words, name) = (words::scope(*scope), scope.to_string());
        view! {
            <li>
                {words}
                " "
                <code class="choices__about">{name}</code>
            </li>
        }
        .into_any()
    };
    let scopes = each(&client.scopes, scope);
    let groups = if client.groups.is_empty() {
        text!(api_clients.facts.noGroups).into_any()
    } else {
        let links = each(&client.groups, |group| {
            let (name, id) = (words::group(group), group.id.to_string());
            let address = id.parse().ok().map(|id| Address::group(id).to_string());
            view! {
                <li>
                    <a href=address>{name}</a>
                </li>
            }
            .into_any()
        });
        view! { <ul>{links}</ul> }.into_any()
    };
    view! {
        <Description term=text!(api_clients.fields.scopes)>
            <ul>{scopes}</ul>
        </Description>
        <Description term=text!(api_clients.fields.groups)>{groups}</Description>
    }
    .into_any()
}

fn from(client: &ApiClient) -> AnyView {
    let networks = if client.allowed_networks.is_empty() {
        text!(api_clients.facts.anywhere).into_any()
    } else {
        let row = |network: &String| {
            view! {
                <li>
                    <code class="code">{network.clone()}</code>
                </li>
            }
            .into_any()
        };
        let rows = each(&client.allowed_networks, row);
        view! { <ul>{rows}</ul> }.into_any()
    };
    view! { <Description term=text!(api_clients.fields.networks)>{networks}</Description> }
        .into_any()
}

fn usage(client: &ApiClient) -> AnyView {
    let state = words::badge(client.state);
    let (until, made) = (validity(client.valid_until), moment(client.created_at));
    let owner = client.owner.name.clone();
    let used = match client.last_used_at {
        Some(at) => moment(at),
        None => text!(api_clients.never),
    };
    view! {
        <Description term=text!(api_clients.fields.validUntil)>
            <span class="numbers">{until}</span>
        </Description>
        <Description term=text!(api_clients.fields.owner)>{owner}</Description>
        <Description term=text!(api_clients.fields.state)>{state}</Description>
        <Description term=text!(api_clients.fields.lastUsed)>
            <span class="numbers">{used}</span>
        </Description>
        <Description term=text!(api_clients.fields.createdAt)>
            <span class="numbers">{made}</span>
        </Description>
    }
    .into_any()
}
