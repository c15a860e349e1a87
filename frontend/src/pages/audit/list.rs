use leptos::prelude::*;
use minato_types::audit::{AuditEvent, ListAuditEventsQuery};

use super::filters::Filters;
use super::rows::days;
use crate::components::button::{ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::language::text;
use crate::layouts::frame::Frame;
use crate::pages::accounts::gate::for_admins;
use crate::pages::found::{Found, Shape, use_found};
use crate::paths::Page;
use crate::view::{live, nothing};

/// Everything that was done, newest first. The address holds what is looked for and the page.
#[component]
pub fn AuditPage() -> impl IntoView {
    for_admins(Page::Audit, |_| page())
}

/// What was looked for, and what was found.
pub(super) type Trail = Found<ListAuditEventsQuery, AuditEvent>;

fn page() -> AnyView {
    let found: Trail =
        use_found(|client, query| Box::pin(async move { client.list_audit_events(&query).await }));
    let results = found.results(found.again(), move |shape| match shape {
        Shape::NothingYet => nothing_yet(),
        Shape::NothingFound => nothing_found(),
        _ => trail(found),
    });
    view! {
        <Frame page=Page::Audit lead=text!(audit.lead) wide=true>
            <Filters found=found />
            <section class="found" aria-label=text!(audit.caption)>
                {found.head(nothing(), Some(text!(audit.csv)))} {results}
            </section>
        </Frame>
    }
    .into_any()
}

fn trail(found: Trail) -> AnyView {
    let behind = found.answer.is_behind();
    let busy = Signal::derive(move || behind.get().then_some("true"));
    let shown = live(move || days(found.rows()));
    view! {
        <div class="trail" aria-busy=busy>
            {shown}
        </div>
        {found.pages()}
    }
    .into_any()
}

fn nothing_yet() -> AnyView {
    let (title, lead) = (text!(audit.emptyTitle), text!(audit.emptyLead));
    view! { <EmptyState glyph=icon::TRAIL title=title lead=lead /> }.into_any()
}

fn nothing_found() -> AnyView {
    let (title, lead) = (text!(audit.noneTitle), text!(audit.noneLead));
    view! {
        <EmptyState glyph=icon::SEARCH title=title lead=lead>
            <ButtonLink href=Page::Audit.path() weight=Weight::Outline>
                {text!(audit.filter.clear)}
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
