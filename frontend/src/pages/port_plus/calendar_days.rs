use chrono::NaiveDate;
use leptos::prelude::*;
use minato_types::port_calendar::{PortCalendar, PortDay};

use super::words;
use crate::components::badge::{Badge, BadgeTone};
use crate::components::table::{Column, Table};
use crate::format;
use crate::language::{filled_text, text};
use crate::paths::Page;
use crate::view::nothing;

/// The days of a month in words: the table behind the plot.
pub(super) fn days(calendar: PortCalendar) -> AnyView {
    let columns = vec![
        Column::header(text!(port_plus.calendar.day)),
        Column::number(text!(port_plus.calendar.ports)),
        Column::number(text!(port_plus.calendar.added)),
        Column::text(text!(port_plus.calendar.closing)),
        Column::text(text!(port_plus.columns.deadline)),
        Column::acts(text!(port_plus.calendar.apply)),
    ];
    let today = calendar.today;
    let rows = move || calendar.days.iter().map(|day| row(day, today)).collect();
    view! {
        <Table
            caption=text!(port_plus.calendar.caption)
            columns=columns
            rows=Box::new(rows)
            class="port-days"
        />
    }
    .into_any()
}

fn row(day: &PortDay, today: NaiveDate) -> Vec<AnyView> {
    vec![
        date(day, today),
        format::number(day.effective_ports.into()).into_any(),
        added(day),
        closing(day),
        deadline(day),
        apply(day),
    ]
}

fn date(day: &PortDay, today: NaiveDate) -> AnyView {
    let now = (day.date == today).then(|| {
        view! { <Badge tone=BadgeTone::Info>{text!(port_plus.calendar.today)}</Badge> }
    });
    view! {
        <span class="port-days__date">{words::date(day.date)}</span>
        {now}
    }
    .into_any()
}

fn added(day: &PortDay) -> AnyView {
    match day.added_ports {
        0 => words::none(text!(port_plus.calendar.nothingAdded)),
        added => {
            let from = match day.applications {
                1 => text!(port_plus.calendar.application),
                count => text!(port_plus.calendar.applications, count = count),
            };
            view! {
                <span class="port-days__added">
                    <span class="note">{from}</span>
                    <strong>{format!("+{}", format::number(added.into()))}</strong>
                </span>
            }
            .into_any()
        }
    }
}

fn closing(day: &PortDay) -> AnyView {
    let Some(closing) = day.closing.clone() else {
        return nothing();
    };
    let words = filled_text(move |language| closing.words(language).to_owned());
    view! { <span class="closing">{words}</span> }.into_any()
}

fn deadline(day: &PortDay) -> AnyView {
    match day.deadline {
        Some(deadline) if day.open => words::deadline(deadline).into_any(),
        Some(deadline) => {
            view! { <span class="quiet">{words::deadline(deadline)}</span> }.into_any()
        }
        None => words::none(text!(port_plus.calendar.unknown)),
    }
}

fn apply(day: &PortDay) -> AnyView {
    if !day.open {
        return words::none(text!(port_plus.calendar.over));
    }
    let date = day.date;
    let href = Page::NewPortApplication.with_query(&format!("date={date}"));
    view! {
        <a class="port-days__apply" href=href>
            {text!(port_plus.calendar.apply)}
            <span class="visually-hidden">{words::date(date)}</span>
        </a>
    }
    .into_any()
}
