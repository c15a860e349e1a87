use leptos::prelude::*;
use minato_types::api_log::ListApiCallsQuery;

use super::calls::use_calls;
use super::log_filter::Filters;
use crate::components::button::{ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::skeleton::Skeleton;
use crate::forms::list_query::ListQuery as _;
use crate::language::text;
use crate::layouts::frame::Frame;
use crate::navigation::use_query;
use crate::pages::accounts::gate::for_admins;
use crate::paths::Page;

/// What the programs of the member called, newest first. The address holds what is looked for.
#[component]
pub fn ApiLogPage() -> impl IntoView {
    for_admins(Page::ApiLog, |_| page())
}

fn page() -> AnyView {
    let address = use_query();
    let query = Memo::new(move |_| {
        address.with(|address| ListApiCallsQuery::read(|name| address.get(name)))
    });
    let calls = use_calls(query.into(), true);
    let waiting = || view! { <Skeleton lines=9 /> }.into_any();
    let none = move || {
        if query.with_untracked(ListApiCallsQuery::is_filtered) {
            nothing_found()
        } else {
            let (title, lead) = (
                text!(api_clients.calls.none),
                text!(api_clients.calls.noneYet),
            );
            view! { <EmptyState glyph=icon::PROGRAM title=title lead=lead /> }.into_any()
        }
    };
    view! {
        <Frame page=Page::ApiLog lead=text!(api_clients.calls.lead) wide=true>
            <Filters query=query />
            <section class="found" aria-labelledby="calls">
                <h2 id="calls" class="visually-hidden" tabindex="-1">
                    {text!(api_clients.calls.title)}
                </h2>
                {calls.part.show(waiting, move |part| calls.shown(part, none))}
            </section>
        </Frame>
    }
    .into_any()
}

fn nothing_found() -> AnyView {
    let (title, lead) = (
        text!(api_clients.calls.noneTitle),
        text!(api_clients.calls.noneLead),
    );
    view! {
        <EmptyState glyph=icon::SEARCH title=title lead=lead>
            <ButtonLink href=Page::ApiLog.path() weight=Weight::Outline>
                {text!(api_clients.calls.clear)}
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
