use leptos::prelude::*;
use minato_types::company::{CompanySignIn, ListCompanySignInsQuery};
use minato_types::page::Page as ListPage;
use minato_types::sessions::SIGN_IN_DAYS;

use super::sign_ins_filter::Filters;
use crate::components::button::{ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::error_state::ErrorState;
use crate::components::icon;
use crate::components::page_size::PageSize;
use crate::components::pagination::{ListPages, ListRange, Place};
use crate::components::skeleton::Skeleton;
use crate::components::table::{Column, Table};
use crate::forms::company::{address, is_filtered, is_other_page, query_of};
use crate::language::{filled_text, text};
use crate::layouts::focus::focus_with_pages;
use crate::layouts::frame::Frame;
use crate::loading::{Loader, use_loader};
use crate::navigation::{Navigator, use_navigator, use_query};
use crate::pages::accounts::gate::for_admins;
use crate::pages::me::sessions::moment;
use crate::pages::me::sign_ins::{browser_used, factor, outcome_badge};
use crate::paths::{Address, Page};
use crate::problems::problem;
use crate::view::{live, live_if, nothing};

/// The id of the line that counts the rows, where the keyboard goes with another page.
const FOUND: &str = "found";

/// Who signed in, or tried to. The address holds what is looked for and the page.
#[component]
pub fn CompanySignInsPage() -> impl IntoView {
    for_admins(Page::CompanySignIns, |_| page())
}

/// What was asked for, and what came.
type Found = (ListCompanySignInsQuery, ListPage<CompanySignIn>);

/// What the parts of the page work with.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) query: Memo<ListCompanySignInsQuery>,
    pub(super) navigator: Navigator,
    found: Loader<Found>,
}

impl Desk {
    fn place(self) -> Signal<Option<Place>> {
        Signal::derive(move || {
            self.found.get().map(|(query, page)| Place {
                page: query.number(),
                size: query.size(),
                total: page.total,
            })
        })
    }

    /// The address of another page of the list.
    fn page_address(self, page: u32) -> String {
        let mut query = self.query.get_untracked();
        query.page = Some(page);
        address(&query)
    }
}

fn page() -> AnyView {
    let asked = use_query();
    let query = Memo::new(move |_| asked.with(|asked| query_of(|name| asked.get(name))));
    let found = use_loader(move |client| {
        let query = query.get();
        Box::pin(async move {
            let page = client.list_company_sign_ins(&query).await?;
            Ok((query, page))
        })
    });
    let desk = Desk {
        query,
        navigator: use_navigator(),
        found,
    };
    watch_pages(desk);
    let days = SIGN_IN_DAYS;
    view! {
        <Frame
            page=Page::CompanySignIns
            lead=text!(company.signIns.lead, days = days)
            wide=true
        >
            <Filters desk=desk />
            <section class="found" aria-label=text!(company.signIns.caption)>
                {above(desk)} {results(desk)}
            </section>
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
            desk.navigator.replace(desk.page_address(place.pages()));
        }
    });
}

/// How many were found, how many one sees.
fn above(desk: Desk) -> AnyView {
    let size = Signal::derive(move || desk.query.with(ListCompanySignInsQuery::size));
    let choose = Callback::new(move |size| {
        let mut query = desk.query.get_untracked();
        query.page_size = Some(size);
        query.page = None;
        desk.navigator.stay(address(&query));
    });
    let any = Signal::derive(move || desk.place().get().is_some_and(|place| place.total > 0));
    let tools = live_if(any, move || {
        view! { <PageSize size=size on_choose=choose /> }.into_any()
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
#[derive(Clone, Copy, PartialEq)]
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
        view! { <ErrorState message=words on_retry=again /> }.into_any()
    })
}

fn table(desk: Desk) -> AnyView {
    let columns = vec![
        Column::header(text!(sessions.history.at)),
        Column::text(text!(company.signIns.account)),
        Column::text(text!(sessions.history.outcome)),
        Column::text(text!(sessions.history.factor)),
        Column::text(text!(sessions.history.browser)),
        Column::text(text!(sessions.history.address)),
    ];
    let rows = move || {
        let found = desk.found.get().map(|(_, page)| page.items);
        found.unwrap_or_default().iter().map(row).collect()
    };
    let place = Signal::derive(move || desk.place().get().unwrap_or_default());
    let pages = Callback::new(move |page| desk.page_address(page));
    view! {
        <Table
            caption=text!(company.signIns.caption)
            columns=columns
            rows=Box::new(rows)
            behind=desk.found.is_behind()
            class="sign-ins"
        />
        <ListPages place=place address=pages />
    }
    .into_any()
}

fn row(entry: &CompanySignIn) -> Vec<AnyView> {
    let sign_in = &entry.sign_in;
    vec![
        view! { <span class="numbers">{moment(sign_in.at)}</span> }.into_any(),
        whose(entry),
        outcome_badge(sign_in),
        factor(sign_in),
        browser_used(sign_in),
        view! { <span class="numbers">{sign_in.address.clone()}</span> }.into_any(),
    ]
}

/// Whose account it was; one that is deleted has no page any more.
fn whose(entry: &CompanySignIn) -> AnyView {
    let account = &entry.account;
    let name = account.name.as_str().to_owned();
    if account.deleted {
        return view! {
            {name}
            " "
            <span class="quiet">{text!(company.signIns.deleted)}</span>
        }
        .into_any();
    }
    view! { <a href=Address::account(account.id).to_string()>{name}</a> }.into_any()
}

fn nothing_yet() -> AnyView {
    let (title, lead) = (
        text!(sessions.history.emptyTitle),
        text!(sessions.history.emptyLead),
    );
    view! { <EmptyState glyph=icon::CLOCK title=title lead=lead /> }.into_any()
}

fn nothing_found() -> AnyView {
    let (title, lead) = (
        text!(company.signIns.noneTitle),
        text!(company.signIns.noneLead),
    );
    view! {
        <EmptyState glyph=icon::SEARCH title=title lead=lead>
            <ButtonLink href=Page::CompanySignIns.path() weight=Weight::Outline>
                {text!(company.signIns.clear)}
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
