use leptos::prelude::*;
use minato_types::api_log::{ApiCall, ApiCalls, ListApiCallsQuery};
use uuid::Uuid;

use crate::components::badge::{Badge, BadgeTone};
use crate::components::button::{Button, Weight};
use crate::components::skeleton::Skeleton;
use crate::components::table::{Column, Table};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::loading::use_loader;
use crate::pages::accounts::words::moment;
use crate::view::{each, nothing};

/// The id of the heading, where the keyboard goes with other calls.
const CALLS: &str = "calls";

/// What the program called, newest first.
pub(super) fn section(id: Uuid) -> AnyView {
    // Where each part of the log begins that one has turned to.
    let turned = RwSignal::new(Vec::<String>::new());
    let calls = use_loader(move |client| {
        let query = ListApiCallsQuery {
            client: Some(id.to_string()),
            cursor: turned.with(|turned| turned.last().cloned()),
            ..ListApiCallsQuery::default()
        };
        Box::pin(async move { client.list_api_calls(&query).await })
    });
    let waiting = || view! { <Skeleton lines=5 /> }.into_any();
    view! {
        <section class="card" aria-labelledby=CALLS>
            <h2 id=CALLS tabindex="-1">
                {text!(api_clients.calls.title)}
            </h2>
            {calls.show(waiting, move |part| list(part, turned))}
        </section>
    }
    .into_any()
}

fn list(part: ApiCalls, turned: RwSignal<Vec<String>>) -> AnyView {
    let at_first = turned.with_untracked(Vec::is_empty);
    if part.items.is_empty() && at_first {
        return view! { <p>{text!(api_clients.calls.none)}</p> }.into_any();
    }
    let columns = vec![
        Column::header(text!(api_clients.calls.at)),
        Column::text(text!(api_clients.calls.route)),
        Column::text(text!(api_clients.calls.outcome)),
        Column::text(text!(api_clients.calls.address)),
    ];
    let items = part.items;
    let rows = Box::new(move || items.iter().map(row).collect());
    view! {
        <Table caption=text!(api_clients.calls.title) columns=columns rows=rows class="calls" />
        {turn(part.next, at_first, turned)}
    }
    .into_any()
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

fn row(call: &ApiCall) -> Vec<AnyView> {
    let tone = match call.status {
        0..400 => BadgeTone::Good,
        _ => BadgeTone::Warning,
    };
    let (status, problem) = (call.status, call.problem.clone());
    let problem = each(problem, |code| {
        view! { <span class="quiet">{code}</span> }.into_any()
    });
    let route = format!("{} {}", call.method, call.route);
    vec![
        view! { <span class="numbers">{moment(call.at)}</span> }.into_any(),
        view! { <code class="code">{route}</code> }.into_any(),
        view! {
            <span class="badges">
                <Badge tone=tone>{status}</Badge>
                {problem}
            </span>
        }
        .into_any(),
        view! { <span class="numbers">{call.address.clone()}</span> }.into_any(),
    ]
}
