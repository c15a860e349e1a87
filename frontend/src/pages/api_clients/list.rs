use leptos::prelude::*;
use minato_client::ClientError;
use minato_types::ProblemCode;
use minato_types::api_clients::{ApiClient, ApiClients};

use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::skeleton::Skeleton;
use crate::components::table::{Column, Table};
use crate::language::text;
use crate::layouts::frame::{Frame, page_name};
use crate::loading::use_loader;
use crate::pages::accounts;
use crate::pages::accounts::gate::for_admins;
use crate::paths::{Address, Page};
use crate::view::{live, nothing};

/// All programs of the member.
#[component]
pub fn ApiClientsPage() -> impl IntoView {
    for_admins(Page::ApiClients, |_| page())
}

fn page() -> AnyView {
    let clients = use_loader(|client| Box::pin(async move { client.list_api_clients().await }));
    let missing = Memo::new(move |_| {
        let failure = clients.failure();
        failure.as_ref().and_then(ClientError::code) == Some(ProblemCode::OptionRequired)
    });
    let waiting = || view! { <Skeleton lines=6 /> }.into_any();
    let content = live(move || {
        if missing.get() {
            not_ordered()
        } else {
            clients.show(waiting, table)
        }
    });
    let add = live(move || {
        if missing.get() {
            return nothing();
        }
        view! {
            <ButtonLink href=Page::NewApiClient.path()>{page_name(Page::NewApiClient)}</ButtonLink>
            <ButtonLink href=Page::ApiLog.path() weight=Weight::Outline>
                {page_name(Page::ApiLog)}
            </ButtonLink>
        }
        .into_any()
    });
    view! {
        <Frame
            page=Page::ApiClients
            lead=text!(api_clients.list.lead)
            acts=add
            wide=true
        >
            {content}
        </Frame>
    }
    .into_any()
}

/// The member has not ordered access for programs.
fn not_ordered() -> AnyView {
    view! {
        <Banner tone=Tone::Info title=text!(api_clients.list.notOrdered)>
            <p>{text!(api_clients.list.notOrderedLead)}</p>
            <p>
                <a href=Page::CompanyOptions.path()>{page_name(Page::CompanyOptions)}</a>
            </p>
        </Banner>
    }
    .into_any()
}

fn table(clients: ApiClients) -> AnyView {
    if clients.items.is_empty() {
        let (title, lead) = (
            text!(api_clients.list.emptyTitle),
            text!(api_clients.list.emptyLead),
        );
        return view! { <EmptyState glyph=icon::PROGRAM title=title lead=lead /> }.into_any();
    }
    let columns = vec![
        Column::header(text!(api_clients.fields.name)),
        Column::text(text!(api_clients.fields.state)),
        Column::text(text!(api_clients.fields.owner)),
        Column::text(text!(api_clients.fields.validUntil)),
        Column::text(text!(api_clients.fields.lastUsed)),
    ];
    let rows = Box::new(move || clients.items.iter().map(row).collect());
    view! {
        <Table caption=text!(api_clients.list.caption) columns=columns rows=rows class="programs" />
    }
    .into_any()
}

fn row(client: &ApiClient) -> Vec<AnyView> {
    let last_used = match client.last_used_at {
        Some(at) => accounts::words::moment(at),
        None => text!(api_clients.never),
    };
    let validity = accounts::words::validity(client.valid_until);
    vec![
        view! { <a href=Address::api_client(client.id).to_string()>{client.name.clone()}</a> }
            .into_any(),
        words::badge(client.state),
        client.owner.name.clone().into_any(),
        view! { <span class="numbers">{validity}</span> }.into_any(),
        view! { <span class="numbers">{last_used}</span> }.into_any(),
    ]
}
