use leptos::prelude::*;
use minato_client::ClientError;
use minato_types::ProblemCode;
use minato_types::api_clients::{ApiClient, ApiClientState};
use uuid::Uuid;

use super::desk::Desk;
use super::edit::{EDITED, edit};
use super::question::{deeds, questions};
use super::{calls, facts, keys, secrets};
use crate::components::banner::{Banner, Tone};
use crate::components::button::ButtonLink;
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::layouts::frame::{Frame, page_name};
use crate::loading::use_loader;
use crate::pages::accounts::gate::for_admins;
use crate::paths::Page;
use crate::view::{live, nothing};

/// One program, as admins see it.
pub(crate) fn page(id: Uuid) -> AnyView {
    for_admins(Page::ApiClient, move |_| shown(id))
}

fn shown(id: Uuid) -> AnyView {
    let client = use_loader(move |client| Box::pin(async move { client.get_api_client(id).await }));
    let desk = Desk::new(id, client);
    let editing = RwSignal::new(false);
    let kind = page_name(Page::ApiClient);
    let heading = Signal::derive(move || match client.get() {
        Some(client) => client.value.name,
        None => kind.get(),
    });
    let is_gone = Memo::new(move |_| {
        let failure = client.failure();
        let code = failure.as_ref().and_then(ClientError::code);
        code == Some(ProblemCode::NotFound) && client.get().is_none()
    });
    let waiting = || view! { <Skeleton lines=8 /> }.into_any();
    let content = live(move || {
        if is_gone.get() {
            gone()
        } else if editing.get() {
            // What is typed must not be replaced when the program is fetched anew.
            let current = untrack(move || client.get());
            current.map_or_else(nothing, |current| {
                untrack(move || edit(current, desk, editing))
            })
        } else {
            client.show(waiting, move |current| {
                overview(&current.value, editing, desk)
            })
        }
    });
    let log = live(move || {
        if is_gone.get() || editing.get() {
            nothing()
        } else {
            untrack(move || calls::section(id))
        }
    });
    view! {
        <Frame page=Page::ApiClient heading=heading>
            {content} {log} {questions(desk)}
        </Frame>
    }
    .into_any()
}

/// It was deleted, or there never was one.
fn gone() -> AnyView {
    let (title, lead) = (text!(api_clients.gone.title), text!(api_clients.gone.lead));
    view! {
        <EmptyState glyph=icon::PROGRAM title=title lead=lead>
            <ButtonLink href=Page::ApiClients.path()>{page_name(Page::ApiClients)}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

fn overview(client: &ApiClient, editing: RwSignal<bool>, desk: Desk) -> AnyView {
    let open = Callback::new(move |()| {
        editing.set(true);
        focus_soon(EDITED);
    });
    let standing = match client.state {
        ApiClientState::Active => None,
        ApiClientState::Suspended => Some(text!(api_clients.facts.suspended)),
        ApiClientState::Expired => Some(text!(api_clients.facts.expired)),
    };
    let standing = standing.map(|words| view! { <Banner tone=Tone::Warning>{words}</Banner> });
    let suspended = client.state == ApiClientState::Suspended;
    view! {
        {standing}
        {facts::section(client, open)}
        {secrets::section(&client.secrets, desk)}
        {keys::section(&client.keys, desk)}
        {deeds(desk, suspended)}
    }
    .into_any()
}
