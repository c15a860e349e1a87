use leptos::prelude::*;
use minato_types::contracts::{
    ContractCounts, ContractPermission, ContractSort, ContractSummary, ListContractsQuery,
};
use minato_types::page::Page as ListPage;

use super::empty::{no_rights, nothing_found};
use super::filters::Filters;
use super::gate::for_two_steps;
use super::list_rows::{columns, rows};
use super::plot::plot;
use super::saved::Saved;
use super::saved_desk::SavedDesk;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::icon::{self, Icon};
use crate::components::page_size::PageSize;
use crate::components::pagination::{ListPages, ListRange, Place};
use crate::components::skeleton::Skeleton;
use crate::components::table::Table;
use crate::forms::contracts::{
    address, counted, csv_address, is_filtered, is_other_page, query_of,
};
use crate::language::{filled_text, text};
use crate::layouts::focus::focus_with_pages;
use crate::layouts::frame::{Frame, page_name};
use crate::loading::{Loader, use_loader};
use crate::navigation::{Navigator, use_navigator, use_query};
use crate::paths::Page;
use crate::problems::problem;
use crate::view::{live, live_if, nothing};

/// The id of the line that counts the rows, where the keyboard goes with another page.
const FOUND: &str = "found";

/// What was asked for and what was found.
type Found = (ListContractsQuery, ListPage<ContractSummary>);

/// The contracts that the person may see. The address holds what is looked for.
#[component]
pub fn ContractsPage() -> impl IntoView {
    for_two_steps(Page::Contracts, |_| page())
}

/// What the parts of the page work with.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) query: Memo<ListContractsQuery>,
    pub(super) counts: Loader<ContractCounts>,
    navigator: Navigator,
    found: Loader<Found>,
}

impl Desk {
    /// Shows the list that `change` makes of the present one.
    pub(super) fn show(self, change: impl FnOnce(&mut ListContractsQuery)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        self.navigator.stay(address(&query));
    }

    fn place(self) -> Signal<Option<Place>> {
        Signal::derive(move || {
            self.found.get().map(|(query, page)| Place {
                page: query.number(),
                size: query.size(),
                total: page.total,
            })
        })
    }
}

fn page() -> AnyView {
    let asked = use_query();
    let query = Memo::new(move |_| asked.with(|asked| query_of(|name| asked.get(name))));
    let found = use_loader(move |client| {
        let query = query.get();
        Box::pin(async move {
            let page = client.list_contracts(&query).await?;
            Ok((query, page))
        })
    });
    let counting = Memo::new(move |_| query.with(counted));
    let counts = use_loader(move |client| {
        let query = counting.get();
        Box::pin(async move { client.count_contracts(&query).await })
    });
    let desk = Desk {
        query,
        counts,
        navigator: use_navigator(),
        found,
    };
    watch_pages(desk);
    let saved = SavedDesk::new();
    // The filters stay as they are, with the keyboard in them, whatever the rows look like.
    let without_rights = Memo::new(move |_| shape(desk) == Shape::NoRights);
    let content = live(move || {
        if without_rights.get() {
            return no_rights();
        }
        view! {
            <Filters desk=desk />
            <Saved desk=saved query=query />
            {plot(desk)}
            <section class="found" aria-label=text!(contracts.list.caption)>
                {above(desk)} {failure(desk)} {results(desk)}
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

/// With another page the keyboard goes to its beginning; a page beyond the end is left.
fn watch_pages(desk: Desk) {
    let shown = move || desk.found.get().map(|(query, _)| query);
    focus_with_pages(FOUND, shown, is_other_page);
    Effect::new(move |_| {
        let place = desk.place().get();
        if let Some(place) = place.filter(|place| place.page > place.pages()) {
            let mut query = desk.query.get_untracked();
            query.page = Some(place.pages());
            desk.navigator.replace(address(&query));
        }
    });
}

/// How many were found, how many one sees, all of them as a file.
fn above(desk: Desk) -> AnyView {
    let size = Signal::derive(move || desk.query.with(ListContractsQuery::size));
    let choose = Callback::new(move |size| {
        desk.show(|query| {
            query.page_size = Some(size);
            query.page = None;
        });
    });
    let csv = Signal::derive(move || desk.query.with(csv_address));
    let any = Signal::derive(move || desk.place().get().is_some_and(|place| place.total > 0));
    let may_edit = Signal::derive(move || {
        let edit = |found: &ContractSummary| found.permission.allows(ContractPermission::Edit);
        let found = desk.found.get();
        found.is_some_and(|(_, page)| page.items.iter().any(edit))
    });
    let memos = live_if(may_edit, || {
        view! {
            <ButtonLink href=Page::ContractMemos.path() weight=Weight::Text>
                {page_name(Page::ContractMemos)}
            </ButtonLink>
        }
        .into_any()
    });
    let tools = live_if(any, move || {
        view! {
            <PageSize size=size on_choose=choose />
            <ButtonLink href=csv weight=Weight::Outline download=true>
                <Icon glyph=icon::DOWNLOAD />
                {text!(contracts.list.csv)}
            </ButtonLink>
        }
        .into_any()
    });
    view! {
        <div class="found__head">
            <ListRange place=desk.place() id=FOUND />
            <div class="found__tools">{memos} {tools}</div>
        </div>
    }
    .into_any()
}

/// What the results look like; the table stays as long as there are rows.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Waiting,
    Failed,
    NoRights,
    NothingFound,
    Rows,
}

fn shape(desk: Desk) -> Shape {
    match desk.found.get() {
        None if desk.found.failure().is_some() => Shape::Failed,
        None => Shape::Waiting,
        Some((_, page)) if page.total > 0 => Shape::Rows,
        Some((query, _)) if is_filtered(&query) => Shape::NothingFound,
        Some(_) => Shape::NoRights,
    }
}

fn results(desk: Desk) -> AnyView {
    let shape = Memo::new(move |_| shape(desk));
    live(move || match shape.get() {
        Shape::Waiting => view! { <Skeleton lines=9 /> }.into_any(),
        Shape::Failed | Shape::NoRights => nothing(),
        Shape::NothingFound => nothing_found(),
        Shape::Rows => table(desk),
    })
}

/// Why the newest question has no answer; what is below answers an older one.
fn failure(desk: Desk) -> AnyView {
    let again = Callback::new(move |()| {
        desk.found.again();
        desk.counts.again();
    });
    live(move || {
        let Some(error) = desk.found.failure() else {
            return nothing();
        };
        let words = filled_text(move |language| problem(&error, language));
        view! {
            <Banner tone=Tone::Error title=text!(app.failed)>
                <p>{words}</p>
                <Button weight=Weight::Outline on_press=again>
                    {text!(app.retry)}
                </Button>
            </Banner>
        }
        .into_any()
    })
}

fn table(desk: Desk) -> AnyView {
    let order = Signal::derive(move || {
        let usual = ContractSort::default().as_str().to_owned();
        desk.query.with(|query| query.sort.clone()).unwrap_or(usual)
    });
    let reorder = Callback::new(move |order: String| {
        desk.show(|query| {
            let usual = order == ContractSort::default().as_str();
            query.sort = (!usual).then_some(order);
            query.page = None;
        });
    });
    let pages = Callback::new(move |page| {
        let mut query = desk.query.get_untracked();
        query.page = Some(page);
        address(&query)
    });
    let place = Signal::derive(move || desk.place().get().unwrap_or_default());
    let shown = move || {
        let found = desk.found.get();
        found.map(|(_, page)| rows(&page.items)).unwrap_or_default()
    };
    view! {
        <Table
            caption=text!(contracts.list.caption)
            columns=columns()
            rows=Box::new(shown)
            order=order
            on_order=reorder
            behind=desk.found.is_behind()
            class="contracts"
        />
        <ListPages place=place address=pages />
    }
    .into_any()
}
