use leptos::prelude::*;
use minato_types::contracts::{ContractCounts, ContractStatus, ContractStatusCount};

use super::list::{Contracts, Counts};
use super::words::{status_mark, status_name};
use crate::components::skeleton::Skeleton;
use crate::format;
use crate::forms::contracts::with_status;
use crate::forms::list_query::ListQuery as _;
use crate::language::text;
use crate::view::{each, live};

/// How many contracts run how, as a plot whose parts narrow the list.
pub(super) fn plot(found: Contracts, counts: Counts) -> AnyView {
    let parts = live(move || match counts.get() {
        Some(counts) => parts(found, counts),
        None if counts.failure().is_some() => ().into_any(),
        None => view! { <Skeleton lines=2 /> }.into_any(),
    });
    view! {
        <nav class="plot" aria-label=text!(contracts.plot.label)>
            {parts}
        </nav>
    }
    .into_any()
}

fn parts(found: Contracts, counts: ContractCounts) -> AnyView {
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
        choice(found, Some(part.status), part.count)
    });
    view! {
        <svg class="plot__bar" viewBox=view_box preserveAspectRatio="none" aria-hidden="true">
            {bar}
        </svg>
        <ul class="plot__parts">{choice(found, None, total)} {links}</ul>
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

fn choice(found: Contracts, status: Option<ContractStatus>, count: u64) -> AnyView {
    let href = move || {
        found
            .query
            .with(|query| with_status(query, status).address())
    };
    let word = status.map(ContractStatus::as_str);
    let chosen = move || found.query.with(|query| query.status.as_deref() == word);
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
