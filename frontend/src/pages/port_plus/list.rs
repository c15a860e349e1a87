use leptos::prelude::*;
use minato_types::port_applications::{
    ListPortApplicationsQuery, PortApplication, PortApplicationSort,
};
use minato_types::values::PortApplicationNumber;

use super::cancel::CancelDialog;
use super::filters::Filters;
use super::gate::for_members;
use super::list_rows::{columns, rows};
use crate::components::button::{ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::table::Table;
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::layouts::frame::{Frame, page_name};
use crate::pages::found::{FOUND, Found, Shape, use_found};
use crate::paths::Page;
use crate::view::nothing;

/// The applications of the member. The address holds what is looked for.
#[component]
pub fn PortPlusPage() -> impl IntoView {
    for_members(Page::PortPlus, |_| page())
}

/// What was looked for, and what was found.
pub(super) type Applications = Found<ListPortApplicationsQuery, PortApplication>;

fn page() -> AnyView {
    let found: Applications = use_found(|client, query| {
        Box::pin(async move { client.list_port_applications(&query).await })
    });
    // The application that is about to be cancelled.
    let cancelling = RwSignal::new(None);
    let results = found.results(found.again(), move |shape| match shape {
        Shape::NothingYet => nothing_yet(),
        Shape::NothingFound => nothing_found(),
        _ => table(found, cancelling),
    });
    let cancelled = Callback::new(move |_| {
        found.answer.again();
        focus_soon(FOUND);
    });
    let acts = view! {
        <ButtonLink href=Page::NewPortApplication
            .path()>{page_name(Page::NewPortApplication)}</ButtonLink>
        <ButtonLink href=Page::PortCalendar.path() weight=Weight::Outline>
            {page_name(Page::PortCalendar)}
        </ButtonLink>
    };
    view! {
        <Frame page=Page::PortPlus lead=text!(port_plus.list.lead) acts=acts.into_any() wide=true>
            <Filters found=found />
            <section class="found" aria-label=text!(port_plus.list.caption)>
                {found.head(nothing(), Some(text!(port_plus.list.csv)))} {results}
            </section>
            <CancelDialog target=cancelling on_cancelled=cancelled />
        </Frame>
    }
    .into_any()
}

fn table(found: Applications, cancelling: RwSignal<Option<PortApplicationNumber>>) -> AnyView {
    let (order, reorder) = found.order(PortApplicationSort::default().as_str());
    let cancel = Callback::new(move |number| cancelling.set(Some(number)));
    let shown = move || {
        let answer = found.answer.get();
        answer
            .map(|answer| rows(answer, cancel))
            .unwrap_or_default()
    };
    view! {
        <Table
            caption=text!(port_plus.list.caption)
            columns=columns()
            rows=Box::new(shown)
            order=order
            on_order=reorder
            behind=found.answer.is_behind()
            class="applications"
        />
        {found.pages()}
    }
    .into_any()
}

fn nothing_yet() -> AnyView {
    let (title, lead) = (
        text!(port_plus.list.noneTitle),
        text!(port_plus.list.noneLead),
    );
    view! {
        <EmptyState glyph=icon::PORTS title=title lead=lead>
            <ButtonLink href=Page::NewPortApplication
                .path()>{page_name(Page::NewPortApplication)}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

fn nothing_found() -> AnyView {
    let (title, lead) = (
        text!(port_plus.list.notFoundTitle),
        text!(port_plus.list.notFoundLead),
    );
    view! {
        <EmptyState glyph=icon::SEARCH title=title lead=lead>
            <ButtonLink href=Page::PortPlus.path() weight=Weight::Outline>
                {text!(port_plus.filter.clear)}
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
