use leptos::prelude::*;
use minato_types::page::Page;
use minato_types::port_applications::{ListPortApplicationsQuery, PortApplication};
use minato_types::values::PortApplicationNumber;

use super::words;
use crate::components::button::{Button, Weight};
use crate::components::table::Column;
use crate::format;
use crate::forms::port_plus::Obstacle;
use crate::language::text;
use crate::paths::Address;

/// The columns of the list, as in the manual, and state, deadline and days left.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::number(text!(port_plus.columns.row)),
        Column::header(text!(port_plus.columns.number)).sorted_by("number"),
        Column::text(text!(port_plus.columns.effectiveDate)).sorted_by("effectiveDate"),
        Column::number(text!(port_plus.columns.addedPorts)).sorted_by("addedPorts"),
        Column::text(text!(port_plus.columns.applicant)),
        Column::text(text!(port_plus.columns.submittedOn)),
        Column::text(text!(port_plus.columns.state)),
        Column::text(text!(port_plus.columns.deadline)),
        Column::text(text!(port_plus.columns.left)),
        Column::acts(text!(port_plus.columns.cancel)),
    ]
}

/// The rows of what was found.
pub(super) fn rows(
    (query, page): (ListPortApplicationsQuery, Page<PortApplication>),
    cancel: Callback<PortApplicationNumber>,
) -> Vec<Vec<AnyView>> {
    let before = u64::from(query.number() - 1) * u64::from(query.size());
    let numbers = before + 1..;
    numbers
        .zip(&page.items)
        .map(|(number, application)| row(number, application, cancel))
        .collect()
}

fn row(
    row: u64,
    application: &PortApplication,
    cancel: Callback<PortApplicationNumber>,
) -> Vec<AnyView> {
    let number = application.number;
    let href = Address::port_application(number).to_string();
    vec![
        format::number(row).into_any(),
        view! { <a href=href>{number.to_string()}</a> }.into_any(),
        words::narrow_date(application.effective_date),
        format::number(application.added_ports.into()).into_any(),
        application.applicant.name.as_str().to_owned().into_any(),
        words::narrow_day_of(application.submitted_at),
        words::state(application.state),
        words::narrow_deadline(application.deadline),
        words::left(application),
        cancelling(application, cancel),
    ]
}

fn cancelling(application: &PortApplication, cancel: Callback<PortApplicationNumber>) -> AnyView {
    if let Some(obstacle) = Obstacle::of(application) {
        return words::none(words::obstacle(obstacle));
    }
    let number = application.number;
    let press = Callback::new(move |()| cancel.run(number));
    view! {
        <Button weight=Weight::Text on_press=press>
            {text!(port_plus.cancel.open)}
            <span class="visually-hidden">{number.to_string()}</span>
        </Button>
    }
    .into_any()
}
