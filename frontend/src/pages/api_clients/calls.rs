use leptos::prelude::*;
use minato_types::api_log::{ApiCall, ApiCallOutcome, ApiCalls, ListApiCallsQuery};
use uuid::Uuid;

use crate::components::badge::{Badge, BadgeTone};
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::skeleton::Skeleton;
use crate::components::table::{Column, Table};
use crate::forms::list_query::ListQuery as _;
use crate::language::{Text, text};
use crate::layouts::focus::focus_soon;
use crate::loading::{Loader, use_loader};
use crate::pages::accounts::words::moment;
use crate::paths::Address;
use crate::view::{each, nothing};

/// The id of the heading, where the keyboard goes with other calls.
const CALLS: &str = "calls";

/// A part of the log, and the way to others.
#[derive(Clone, Copy)]
pub(super) struct Calls {
    pub(super) part: Loader<ApiCalls>,
    /// Where each part begins that one has turned to.
    turned: RwSignal<Vec<String>>,
    /// Whose calls they are is told in each row.
    of_all: bool,
}

/// The calls that `asked` looks for, from the newest again whenever it looks for others.
pub(super) fn use_calls(asked: Signal<ListApiCallsQuery>, of_all: bool) -> Calls {
    let turned = RwSignal::new(Vec::<String>::new());
    Effect::new(move |before: Option<()>| {
        asked.with(|_| ());
        if before.is_some() {
            turned.set(Vec::new());
        }
    });
    let part = use_loader(move |client| {
        let query = ListApiCallsQuery {
            cursor: turned.with(|turned| turned.last().cloned()),
            ..asked.get()
        };
        Box::pin(async move { client.list_api_calls(&query).await })
    });
    Calls {
        part,
        turned,
        of_all,
    }
}

/// What one program called, newest first, and the way to look for more.
pub(super) fn section(id: Uuid) -> AnyView {
    let query = ListApiCallsQuery {
        client: Some(id.to_string()),
        ..ListApiCallsQuery::default()
    };
    let all = query.address();
    let calls = use_calls(Signal::stored(query), false);
    let waiting = || view! { <Skeleton lines=5 /> }.into_any();
    let none = || view! { <p>{text!(api_clients.calls.none)}</p> }.into_any();
    view! {
        <section class="card" aria-labelledby=CALLS>
            <div class="card__head">
                <h2 id=CALLS tabindex="-1">
                    {text!(api_clients.calls.title)}
                </h2>
                <ButtonLink href=all weight=Weight::Text>
                    {text!(api_clients.calls.all)}
                </ButtonLink>
            </div>
            {calls.part.show(waiting, move |part| calls.shown(part, none))}
        </section>
    }
    .into_any()
}

impl Calls {
    /// What is shown of the log; `none` where there is nothing.
    pub(super) fn shown(self, part: ApiCalls, none: impl Fn() -> AnyView) -> AnyView {
        let at_first = self.turned.with_untracked(Vec::is_empty);
        if part.items.is_empty() && at_first {
            return none();
        }
        let of_all = self.of_all;
        let whose = of_all.then(|| Column::text(text!(api_clients.calls.client)));
        let columns = [Column::header(text!(api_clients.calls.at))]
            .into_iter()
            .chain(whose)
            .chain([
                Column::text(text!(api_clients.calls.route)),
                Column::text(text!(api_clients.calls.outcome)),
                Column::number(text!(api_clients.calls.duration)),
                Column::text(text!(api_clients.calls.address)),
            ]);
        let items = part.items;
        let rows = Box::new(move || items.iter().map(|call| row(call, of_all)).collect());
        view! {
            <Table
                caption=text!(api_clients.calls.title)
                columns=columns.collect()
                rows=rows
                behind=self.part.is_behind()
                class="calls"
            />
            {turn(part.next, at_first, self.turned)}
        }
        .into_any()
    }
}

fn turn(next: Option<String>, at_first: bool, turned: RwSignal<Vec<String>>) -> AnyView {
    if next.is_none() && at_first {
        return nothing();
    }
    let newer = Callback::new(move |()| {
        turned.update(|turned| drop(turned.pop()));
        focus_soon(CALLS);
    });
    let at_last = next.is_none();
    let older = Callback::new(move |()| {
        turned.update(|turned| turned.extend(next.clone()));
        focus_soon(CALLS);
    });
    view! {
        <nav class="form__acts" aria-label=text!(api_clients.calls.pages)>
            <Button weight=Weight::Outline off=Signal::stored(at_first) on_press=newer>
                {text!(app.pagination.previous)}
            </Button>
            <Button weight=Weight::Outline off=Signal::stored(at_last) on_press=older>
                {text!(app.pagination.next)}
            </Button>
        </nav>
    }
    .into_any()
}

/// How a call ended.
pub(super) fn outcome(outcome: ApiCallOutcome) -> Text {
    match outcome {
        ApiCallOutcome::Answered => text!(api_clients.calls.answered),
        ApiCallOutcome::Refused => text!(api_clients.calls.refused),
        ApiCallOutcome::Failed => text!(api_clients.calls.failed),
    }
}

fn row(call: &ApiCall, of_all: bool) -> Vec<AnyView> {
    let tone = match call.status {
        0..400 => BadgeTone::Good,
        _ => BadgeTone::Warning,
    };
    let (status, problem) = (call.status, call.problem.clone());
    let problem = each(problem, |code| {
        view! { <span class="quiet">{code}</span> }.into_any()
    });
    let route = format!("{} {}", call.method, call.route);
    let whose = of_all.then(|| {
        let (id, name) = (call.client.id, call.client.name.clone());
        view! { <a href=Address::api_client(id).to_string()>{name}</a> }.into_any()
    });
    let id = call.request_id.to_string();
    let milliseconds = call.micros.div_ceil(1000);
    let first = view! { <span class="numbers">{moment(call.at)}</span> }.into_any();
    let rest = [
        view! {
            <span class="calls__what">
                <code class="code">{route}</code>
                <span class="calls__id">
                    <span class="visually-hidden">{text!(api_clients.calls.requestId)} ": "</span>
                    {id}
                </span>
            </span>
        }
        .into_any(),
        view! {
            <span class="badges">
                <Badge tone=tone>{status}</Badge>
                {problem}
            </span>
        }
        .into_any(),
        view! {
            <span class="numbers">{text!(api_clients.calls.ms, count = milliseconds)}</span>
        }
        .into_any(),
        view! { <span class="numbers">{call.address.clone()}</span> }.into_any(),
    ];
    [first].into_iter().chain(whose).chain(rest).collect()
}
