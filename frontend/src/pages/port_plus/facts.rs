//! What is said of an application.

use leptos::prelude::*;
use minato_types::port_applications::PortApplication;

use super::words;
use crate::components::description_list::{Description, DescriptionList};
use crate::language::text;
use crate::view::nothing;

/// What one must see to know which application it is.
pub(super) fn short_facts(application: &PortApplication) -> AnyView {
    let (day, ports) = (application.effective_date, application.added_ports);
    let (number, applicant) = named(application);
    view! {
        <DescriptionList>
            <Description term=text!(port_plus.columns.number)>
                <strong class="numbers">{number}</strong>
            </Description>
            <Description term=text!(port_plus.columns.effectiveDate)>
                <span class="numbers">{words::date(day)}</span>
            </Description>
            <Description term=text!(port_plus.columns.addedPorts)>
                <span class="numbers">{words::ports(ports)}</span>
            </Description>
            <Description term=text!(port_plus.columns.applicant)>{applicant}</Description>
        </DescriptionList>
    }
    .into_any()
}

/// The number and who applied.
fn named(application: &PortApplication) -> (String, String) {
    let applicant = application.applicant.name.as_str().to_owned();
    (application.number.to_string(), applicant)
}

/// All that is known of an application.
pub(super) fn all_facts(application: &PortApplication) -> AnyView {
    let (day, ports) = (application.effective_date, application.added_ports);
    let left = match application.days_left {
        Some(_) => view! { <span class="facts__left">{words::left(application)}</span> }.into_any(),
        None => nothing(),
    };
    let remind = if application.remind {
        text!(port_plus.facts.remindOn)
    } else {
        text!(port_plus.facts.remindOff)
    };
    let (state, deadline) = (application.state, application.deadline);
    let (submitted_at, (_, applicant)) = (application.submitted_at, named(application));
    view! {
        <DescriptionList>
            <Description term=text!(port_plus.columns.state)>{words::state(state)}</Description>
            <Description term=text!(port_plus.columns.effectiveDate)>
                <strong class="numbers">{words::date(day)}</strong>
            </Description>
            <Description term=text!(port_plus.columns.addedPorts)>
                <strong class="numbers">{words::ports(ports)}</strong>
            </Description>
            <Description term=text!(port_plus.facts.deadline)>
                <span class="numbers">{words::deadline(deadline)}</span>
                {left}
            </Description>
            <Description term=text!(port_plus.columns.applicant)>{applicant}</Description>
            <Description term=text!(port_plus.facts.submittedAt)>
                <span class="numbers">{words::moment(submitted_at)}</span>
            </Description>
            <Description term=text!(port_plus.facts.remind)>{remind}</Description>
        </DescriptionList>
    }
    .into_any()
}
