//! The history of one's sign-ins.

use leptos::prelude::*;
use minato_types::page::{DEFAULT_PAGE_SIZE, Page as ListPage, PageQuery};
use minato_types::sessions::{SIGN_IN_DAYS, SignIn, SignInOutcome};

use super::sessions::{browser, moment};
use super::words;
use crate::components::badge::{Badge, BadgeTone};
use crate::components::button::{Button, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::pagination::{ListRange, Place};
use crate::components::skeleton::Skeleton;
use crate::components::table::{Column, Table};
use crate::language::{Text, text};
use crate::layouts::focus::focus_soon;
use crate::loading::{Loader, use_loader};
use crate::view::{live, nothing};

/// The id of what tells which rows are shown, where the keyboard goes with a page.
const RANGE: &str = "sign-ins-range";

/// A page of the history with what was asked for.
type Shown = (PageQuery, ListPage<SignIn>);

/// Who signed in with one's account, or tried to.
#[component]
pub(super) fn SignInsSection() -> impl IntoView {
    let number = RwSignal::new(1_u32);
    let loader = use_loader(move |client| {
        let query = PageQuery {
            page: number.get(),
            page_size: DEFAULT_PAGE_SIZE,
        };
        Box::pin(async move { Ok((query, client.list_sign_ins(query).await?)) })
    });
    let waiting = || view! { <Skeleton lines=6 /> }.into_any();
    let days = SIGN_IN_DAYS;
    view! {
        <section class="card" aria-labelledby="sign-ins">
            <h2 id="sign-ins">{text!(sessions.history.title)}</h2>
            <p class="note">{text!(sessions.history.lead, days = days)}</p>
            {loader.show(waiting, move |shown| list(&shown, loader))}
            {pages(loader, number)}
        </section>
    }
}

fn list((_, page): &Shown, loader: Loader<Shown>) -> AnyView {
    if page.total == 0 {
        let (title, lead) = (
            text!(sessions.history.emptyTitle),
            text!(sessions.history.emptyLead),
        );
        return view! { <EmptyState glyph=icon::CLOCK title=title lead=lead /> }.into_any();
    }
    let columns = vec![
        Column::header(text!(sessions.history.at)),
        Column::text(text!(sessions.history.outcome)),
        Column::text(text!(sessions.history.factor)),
        Column::text(text!(sessions.history.browser)),
        Column::text(text!(sessions.history.address)),
    ];
    let items = page.items.clone();
    let rows = move || rows(&items);
    view! {
        <Table
            caption=text!(sessions.history.title)
            columns=columns
            rows=Box::new(rows)
            behind=loader.is_behind()
        />
    }
    .into_any()
}

fn rows(entries: &[SignIn]) -> Vec<Vec<AnyView>> {
    entries.iter().map(row).collect()
}

fn row(entry: &SignIn) -> Vec<AnyView> {
    vec![
        view! { <span class="numbers">{moment(entry.at)}</span> }.into_any(),
        outcome_badge(entry),
        factor(entry),
        browser_used(entry),
        view! { <span class="numbers">{entry.address.clone()}</span> }.into_any(),
    ]
}

/// How a sign-in ended.
pub(crate) fn outcome_badge(entry: &SignIn) -> AnyView {
    let tone = match entry.outcome {
        SignInOutcome::Succeeded => BadgeTone::Good,
        SignInOutcome::PasswordRefused
        | SignInOutcome::CodeRefused
        | SignInOutcome::AddressRefused => BadgeTone::Warning,
    };
    let ended = outcome(entry.outcome);
    view! { <Badge tone=tone>{ended}</Badge> }.into_any()
}

/// By what the second step was tried, if there was one.
pub(crate) fn factor(entry: &SignIn) -> AnyView {
    match entry.factor {
        None if entry.trusted_browser => text!(sessions.history.trusted).into_any(),
        Some(factor) => words::factor(factor).into_any(),
        None => view! {
            <span class="quiet" aria-hidden="true">
                "–"
            </span>
        }
        .into_any(),
    }
}

/// With which browser it was tried, and whether that was new.
pub(crate) fn browser_used(entry: &SignIn) -> AnyView {
    let new = (!entry.known_browser).then(|| {
        view! { <Badge tone=BadgeTone::Info>{text!(sessions.history.firstUse)}</Badge> }
    });
    view! { <span class="badges">{browser(&entry.user_agent)} " " {new}</span> }.into_any()
}

/// What is said of how a sign-in ended.
pub(crate) fn outcome(outcome: SignInOutcome) -> Text {
    match outcome {
        SignInOutcome::Succeeded => text!(sessions.history.succeeded),
        SignInOutcome::PasswordRefused => text!(sessions.history.passwordRefused),
        SignInOutcome::CodeRefused => text!(sessions.history.codeRefused),
        SignInOutcome::AddressRefused => text!(sessions.history.addressRefused),
    }
}

/// Which rows are shown, and the way to newer and older ones. The address of the page stays:
/// it has more than this list.
fn pages(loader: Loader<Shown>, number: RwSignal<u32>) -> AnyView {
    let place = Signal::derive(move || {
        loader.get().map(|(query, page)| Place {
            page: query.page,
            size: query.page_size,
            total: page.total,
        })
    });
    let several = Memo::new(move |_| place.get().is_some_and(|place| place.pages() > 1));
    let busy = loader.is_behind();
    let turn = move |by: i64| {
        let to = i64::from(number.get_untracked()).saturating_add(by);
        number.set(u32::try_from(to).unwrap_or(1).max(1));
        focus_soon(RANGE);
    };
    let (newer, older) = (
        Callback::new(move |()| turn(-1)),
        Callback::new(move |()| turn(1)),
    );
    let at_first = Signal::derive(move || place.get().is_none_or(|place| place.page <= 1));
    let at_last =
        Signal::derive(move || place.get().is_none_or(|place| place.page >= place.pages()));
    live(move || {
        if !several.get() {
            return nothing();
        }
        view! {
            <div class="pagination">
                <ListRange place=place id=RANGE />
                <nav class="form__acts" aria-label=text!(sessions.history.pages)>
                    <Button weight=Weight::Outline off=at_first busy=busy on_press=newer>
                        {text!(app.pagination.previous)}
                    </Button>
                    <Button weight=Weight::Outline off=at_last busy=busy on_press=older>
                        {text!(app.pagination.next)}
                    </Button>
                </nav>
            </div>
        }
        .into_any()
    })
}
