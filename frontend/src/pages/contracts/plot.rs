use leptos::prelude::*;
use minato_types::contracts::{ContractCounts, ContractStatus, ContractStatusCount};

use super::list::Desk;
use super::words::{status_mark, status_name};
use crate::components::skeleton::Skeleton;
use crate::format;
use crate::forms::contracts::{address, with_status};
use crate::language::text;
use crate::view::{each, live};

/// How many contracts run how, as a plot whose parts narrow the list.
pub(super) fn plot(desk: Desk) -> AnyView {
    let parts = live(move || match desk.counts.get() {
        Some(counts) => parts(desk, counts),
        None if desk.counts.failure().is_some() => ().into_any(),
        None => view! { <Skeleton lines=2 /> }.into_any(),
    });
    view! {
        <nav class="plot" aria-label=text!(contracts.plot.label)>
            {parts}
        </nav>
    }
    .into_any()
}

fn parts(desk: Desk, counts: ContractCounts) -> AnyView {
    let total = counts.total;
    let mut begin = 0;
    let slices: Vec<Slice> = counts
        .statuses
        .iter()
        .map(|part| {
            let slice = Slice {
                begin,
                part: part.clone(),
            };
            begin += part.count;
            slice
        })
        .collect();
    let bar = each(slices, |slice| slice.view());
    let view_box = format!("0 0 {} 1", begin.max(1));
    let links = each(counts.statuses, move |part| {
        choice(desk, Some(part.status), part.count)
    });
    view! {
        <svg class="plot__bar" viewBox=view_box preserveAspectRatio="none" aria-hidden="true">
            {bar}
        </svg>
        <ul class="plot__parts">{choice(desk, None, total)} {links}</ul>
    }
    .into_any()
}

/// A part of the bar, as wide as its part of the whole.
struct Slice {
    begin: u64,
    part: ContractStatusCount,
}

impl Slice {
    fn view(&self) -> AnyView {
        let class = format!("plot__slice plot__slice--{}", self.part.status);
        let (x, width) = (self.begin.to_string(), self.part.count.to_string());
        view! { <rect class=class x=x y="0" width=width height="1"></rect> }.into_any()
    }
}

fn choice(desk: Desk, status: Option<ContractStatus>, count: u64) -> AnyView {
    let href = move || {
        desk.query
            .with(|query| address(&with_status(query, status)))
    };
    let word = status.map(ContractStatus::as_str);
    let chosen = move || desk.query.with(|query| query.status.as_deref() == word);
    let current = Signal::derive(move || chosen().then_some("true"));
    let name = status.map_or_else(|| text!(contracts.plot.all), status_name);
    let mark = status.map(|status| {
        view! {
            <span class=format!("status status--{status}") aria-hidden="true">
                <span class="status__mark">{status_mark(status)}</span>
            </span>
        }
    });
    view! {
        <li>
            <a class="plot__part" href=Signal::derive(href) aria-current=current>
                {mark}
                <span class="plot__name">{name}</span>
                <span class="plot__count numbers">{format::number(count)}</span>
            </a>
        </li>
    }
    .into_any()
}
