use leptos::prelude::*;
use minato_types::port_applications::{
    PortApplicationEvent, PortApplicationEventKind, PortApplicationHistory,
};

use super::words;
use crate::components::skeleton::Skeleton;
use crate::components::table::{Column, Table};
use crate::format;
use crate::language::{Text, text};
use crate::loading::Loader;

/// What happened to an application, oldest first. What an event changed stands out.
pub(super) fn history(loader: Loader<PortApplicationHistory>) -> AnyView {
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
    view! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">{text!(port_plus.history.title)}</h2>
            {loader.show(waiting, table)}
        </section>
    }
    .into_any()
}

fn table(history: PortApplicationHistory) -> AnyView {
    let columns = vec![
        Column::header(text!(port_plus.history.kind)),
        Column::text(text!(port_plus.columns.number)),
        Column::text(text!(port_plus.columns.effectiveDate)),
        Column::number(text!(port_plus.columns.addedPorts)),
        Column::text(text!(port_plus.columns.deadline)),
        Column::text(text!(port_plus.history.at)),
        Column::text(text!(port_plus.history.by)),
    ];
    let rows = move || rows(&history.items);
    view! {
        <Table
            caption=text!(port_plus.history.title)
            columns=columns
            rows=Box::new(rows)
            class="history"
        />
    }
    .into_any()
}

fn rows(events: &[PortApplicationEvent]) -> Vec<Vec<AnyView>> {
    let before = std::iter::once(None).chain(events.iter().map(Some));
    before
        .zip(events)
        .map(|(before, event)| row(event, before))
        .collect()
}

fn row(event: &PortApplicationEvent, before: Option<&PortApplicationEvent>) -> Vec<AnyView> {
    let differs = |differs: fn(&PortApplicationEvent, &PortApplicationEvent) -> bool| {
        before.is_some_and(|before| differs(before, event))
    };
    let day = differs(|a, b| a.effective_date != b.effective_date);
    let ports = differs(|a, b| a.added_ports != b.added_ports);
    let deadline = differs(|a, b| a.deadline.day != b.deadline.day);
    let by = match &event.by {
        Some(name) => Signal::stored(name.as_str().to_owned()),
        None => text!(port_plus.history.operator),
    };
    vec![
        kind(event.kind).into_any(),
        event.number.to_string().into_any(),
        value(words::narrow_date(event.effective_date), day),
        value(format::number(event.added_ports.into()).into_any(), ports),
        value(words::narrow_deadline(event.deadline), deadline),
        words::moment(event.at).into_any(),
        by.into_any(),
    ]
}

/// Something that an event left as it was, or changed.
fn value(value: AnyView, changed: bool) -> AnyView {
    if changed {
        let told = text!(port_plus.history.changedTo);
        view! {
            <mark class="changed">
                <span class="visually-hidden">{told}</span>
                {value}
            </mark>
        }
        .into_any()
    } else {
        value
    }
}

fn kind(kind: PortApplicationEventKind) -> Text {
    use PortApplicationEventKind as Kind;
    match kind {
        Kind::Submitted => text!(port_plus.history.submitted),
        Kind::Changed => text!(port_plus.history.changed),
        Kind::Cancelled => text!(port_plus.history.cancelled),
        Kind::Provisioned => text!(port_plus.history.provisioned),
    }
}
