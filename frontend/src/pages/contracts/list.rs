use leptos::prelude::*;
use minato_types::contracts::{
    ContractCounts, ContractPermission, ContractSort, ContractSummary, ListContractsQuery,
};

use super::empty::{no_rights, nothing_found};
use super::filters::Filters;
use super::gate::for_two_steps;
use super::list_rows::{columns, rows};
use super::plot::plot;
use super::saved::Saved;
use super::saved_desk::SavedDesk;
use crate::components::button::{ButtonLink, Weight};
use crate::components::table::Table;
use crate::forms::contracts::counted;
use crate::language::text;
use crate::layouts::frame::{Frame, page_name};
use crate::loading::{Loader, use_loader};
use crate::pages::found::{Found, Shape, use_found};
use crate::paths::Page;
use crate::view::{live, live_if, nothing};

/// The contracts that the person may see. The address holds what is looked for.
#[component]
pub fn ContractsPage() -> impl IntoView {
    for_two_steps(Page::Contracts, |_| page())
}

/// What was looked for, and what was found.
pub(super) type Contracts = Found<ListContractsQuery, ContractSummary>;

/// How many contracts run how.
pub(super) type Counts = Loader<ContractCounts>;

fn page() -> AnyView {
    let found: Contracts =
        use_found(|client, query| Box::pin(async move { client.list_contracts(&query).await }));
    let counting = Memo::new(move |_| found.query.with(counted));
    let counts: Counts = use_loader(move |client| {
        let query = counting.get();
        Box::pin(async move { client.count_contracts(&query).await })
    });
    let saved = SavedDesk::new();
    // The filters stay as they are, with the keyboard in them, whatever the rows look like.
    let without_rights = Memo::new(move |_| found.shape() == Shape::NothingYet);
    let content = live(move || {
        if without_rights.get() {
            return no_rights();
        }
        view! {
            <Filters found=found />
            <Saved desk=saved query=found.query />
            {plot(found, counts)}
            <section class="found" aria-label=text!(contracts.list.caption)>
                {found.head(memos(found), Some(text!(contracts.list.csv)))}
                {results(found, counts)}
            </section>
        }
        .into_any()
    });
    view! {
        <Frame page=Page::Contracts lead=text!(contracts.list.lead) wide=true>
            {content}
        </Frame>
    }
    .into_any()
}

/// The way to many memos at once, for whoever may change some.
fn memos(found: Contracts) -> AnyView {
    let may_edit = Signal::derive(move || {
        let edit = |found: &ContractSummary| found.permission.allows(ContractPermission::Edit);
        found.rows().iter().any(edit)
    });
    live_if(may_edit, || {
        view! {
            <ButtonLink href=Page::ContractMemos.path() weight=Weight::Text>
                {page_name(Page::ContractMemos)}
            </ButtonLink>
        }
        .into_any()
    })
}

fn results(found: Contracts, counts: Counts) -> AnyView {
    let again = Callback::new(move |()| {
        found.answer.again();
        counts.again();
    });
    found.results(again, move |shape| match shape {
        Shape::NothingFound => nothing_found(),
        Shape::Rows => table(found),
        _ => nothing(),
    })
}

fn table(found: Contracts) -> AnyView {
    let (order, reorder) = found.order(ContractSort::default().as_str());
    view! {
        <Table
            caption=text!(contracts.list.caption)
            columns=columns()
            rows=Box::new(move || rows(&found.rows()))
            order=order
            on_order=reorder
            behind=found.answer.is_behind()
            class="contracts"
        />
        {found.pages()}
    }
    .into_any()
}
