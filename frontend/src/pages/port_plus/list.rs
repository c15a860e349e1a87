use leptos::prelude::*;
use minato_types::page::Page as ListPage;
use minato_types::port_applications::{
    ListPortApplicationsQuery, PortApplication, PortApplicationSort,
};
use minato_types::values::PortApplicationNumber;

use super::cancel::CancelDialog;
use super::filters::Filters;
use super::gate::for_members;
use super::list_rows::{columns, rows};
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::icon::{self, Icon};
use crate::components::page_size::PageSize;
use crate::components::pagination::{ListPages, ListRange, Place};
use crate::components::skeleton::Skeleton;
use crate::components::table::Table;
use crate::forms::port_plus::{address, csv_address, is_filtered, is_other_page, query_of};
use crate::language::{filled_text, text};
use crate::layouts::focus::{focus_soon, focus_with_pages};
use crate::layouts::frame::{Frame, page_name};
use crate::loading::{Loader, use_loader};
use crate::navigation::{Navigator, use_navigator, use_query};
use crate::paths::Page;
use crate::problems::problem;
use crate::view::{live, live_if, nothing};

/// The id of the line that counts the rows, where the keyboard goes with another page.
const FOUND: &str = "found";

/// What was asked for and what was found.
pub(super) type Found = (ListPortApplicationsQuery, ListPage<PortApplication>);

/// The applications of the member. The address holds what is looked for.
#[component]
pub fn PortPlusPage() -> impl IntoView {
    for_members(Page::PortPlus, |_| page())
}

/// What the parts of the page work with.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) query: Memo<ListPortApplicationsQuery>,
    pub(super) navigator: Navigator,
    found: Loader<Found>,
    /// The application that is about to be cancelled.
    cancelling: RwSignal<Option<PortApplicationNumber>>,
}

impl Desk {
    /// Shows the list that `change` makes of the present one.
    pub(super) fn show(self, change: impl FnOnce(&mut ListPortApplicationsQuery)) {
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
            let page = client.list_port_applications(&query).await?;
            Ok((query, page))
        })
    });
    let desk = Desk {
        query,
        navigator: use_navigator(),
        found,
        cancelling: RwSignal::new(None),
    };
    watch_pages(desk);
    let cancelled = Callback::new(move |_| {
        found.again();
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
            <Filters desk=desk />
            <section class="found" aria-label=text!(port_plus.list.caption)>
                {above(desk)} {results(desk)}
            </section>
            <CancelDialog target=desk.cancelling on_cancelled=cancelled />
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
    let size = Signal::derive(move || desk.query.with(ListPortApplicationsQuery::size));
    let choose = Callback::new(move |size| {
        desk.show(|query| {
            query.page_size = Some(size);
            query.page = None;
        });
    });
    let csv = Signal::derive(move || desk.query.with(csv_address));
    let any = Signal::derive(move || desk.place().get().is_some_and(|place| place.total > 0));
    let tools = live_if(any, move || {
        view! {
            <PageSize size=size on_choose=choose />
            <ButtonLink href=csv weight=Weight::Outline download=true>
                <Icon glyph=icon::DOWNLOAD />
                {text!(port_plus.list.csv)}
            </ButtonLink>
        }
        .into_any()
    });
    view! {
        <div class="found__head">
            <ListRange place=desk.place() id=FOUND />
            <div class="found__tools">{tools}</div>
        </div>
    }
    .into_any()
}

/// What the results look like; the table stays as long as there are rows.
#[derive(Clone, PartialEq)]
enum Shape {
    Waiting,
    Failed,
    NothingYet,
    NothingFound,
    Rows,
}

fn results(desk: Desk) -> AnyView {
    let shape = Memo::new(move |_| match desk.found.get() {
        None if desk.found.failure().is_some() => Shape::Failed,
        None => Shape::Waiting,
        Some((_, page)) if page.total > 0 => Shape::Rows,
        Some((query, _)) if is_filtered(&query) => Shape::NothingFound,
        Some(_) => Shape::NothingYet,
    });
    let content = live(move || match shape.get() {
        Shape::Waiting => view! { <Skeleton lines=9 /> }.into_any(),
        Shape::Failed => nothing(),
        Shape::NothingYet => nothing_yet(),
        Shape::NothingFound => nothing_found(),
        Shape::Rows => table(desk),
    });
    view! { {failure(desk)} {content} }.into_any()
}

/// Why the newest question has no answer; what is below answers an older one.
fn failure(desk: Desk) -> AnyView {
    let again = Callback::new(move |()| desk.found.again());
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
        let usual = PortApplicationSort::default().as_str().to_owned();
        desk.query.with(|query| query.sort.clone()).unwrap_or(usual)
    });
    let reorder = Callback::new(move |order: String| {
        desk.show(|query| {
            query.sort = Some(order);
            query.page = None;
        });
    });
    let cancel = Callback::new(move |number| desk.cancelling.set(Some(number)));
    let pages = Callback::new(move |page| {
        let mut query = desk.query.get_untracked();
        query.page = Some(page);
        address(&query)
    });
    let place = Signal::derive(move || desk.place().get().unwrap_or_default());
    view! {
        <Table
            caption=text!(port_plus.list.caption)
            columns=columns()
            rows=Box::new(move || desk.found.get().map(|found| rows(found, cancel)).unwrap_or_default())
            order=order
            on_order=reorder
            behind=desk.found.is_behind()
            class="applications"
        />
        <ListPages place=place address=pages />
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
