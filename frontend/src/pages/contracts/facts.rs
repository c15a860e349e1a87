//! What is known of a contract.

use chrono::NaiveDate;
use leptos::prelude::*;
use minato_types::contracts::Contract;
use minato_types::pins::{Pin, PinKind, PinnedContract};

use super::words;
use crate::components::copy_button::CopyButton;
use crate::components::description_list::{Description, DescriptionList};
use crate::format;
use crate::language::{Text, filled_text, locale_of, text};
use crate::pages::services::pins::{PinDesk, star};
use crate::words::words_of;

/// The id of the heading.
const FACTS: &str = "contract-facts";

/// All that the carrier knows of a contract.
pub(super) fn facts(contract: &Contract, pins: PinDesk) -> AnyView {
    let since = words::since(contract.status_since);
    let since = filled_text(move |language| {
        let time = since.get();
        words_of!(
            locale_of(language),
            contract.facts.since,
            time = time.as_str()
        )
    });
    let group = match &contract.group_number {
        Some(number) => copied(text!(contract.facts.groupNumber), number),
        None => none(),
    };
    let ends_on = match contract.ends_on {
        Some(day) => self::day(day),
        None => view! { <span class="quiet">{text!(contract.facts.open)}</span> }.into_any(),
    };
    let number = text!(contract.facts.number);
    let customer = text!(contract.facts.customerNumber);
    let copied_number = copied(number, contract.number.as_str());
    let copied_customer = copied(customer, &contract.customer_number);
    let service = words::service_name(contract.service.name.clone());
    let (status, site) = (words::status(contract.status), contract.site.clone());
    let pin = Pin {
        kind: PinKind::Contract,
        target: contract.number.to_string(),
        service: Some(contract.service.clone()),
        contract: Some(PinnedContract {
            site: contract.site.clone(),
            status: contract.status,
        }),
    };
    let (applied_on, provided_on) = (day(contract.applied_on), day(contract.provided_on));
    view! {
        <section class="card contract" aria-labelledby=FACTS>
            <div class="card__head">
                <h2 id=FACTS>{text!(contract.facts.title)}</h2>
                {star(pins, pin)}
            </div>
            <DescriptionList>
                <Description term=text!(contract.facts.status)>
                    {status} " " <span class="contract__since">{since}</span>
                </Description>
                <Description term=number>{copied_number}</Description>
                <Description term=customer>{copied_customer}</Description>
                <Description term=text!(contract.facts.groupNumber)>{group}</Description>
                <Description term=text!(contract.facts.service)>{service}</Description>
                <Description term=text!(contract.facts.site)>{site}</Description>
                <Description term=text!(contract.facts.appliedOn)>{applied_on}</Description>
                <Description term=text!(contract.facts.providedOn)>{provided_on}</Description>
                <Description term=text!(contract.facts.endsOn)>{ends_on}</Description>
            </DescriptionList>
        </section>
    }
    .into_any()
}

/// A number with a button that copies it; those who listen hear which number.
fn copied(name: Text, number: &str) -> AnyView {
    let number = number.to_owned();
    view! {
        <span class="contract__number">
            <strong class="numbers">{number.clone()}</strong>
            <CopyButton content=number>
                {text!(contract.copy)} <span class="visually-hidden">" "{name}</span>
            </CopyButton>
        </span>
    }
    .into_any()
}

fn day(day: NaiveDate) -> AnyView {
    let words = filled_text(move |language| format::date(day, language));
    view! { <span class="numbers">{words}</span> }.into_any()
}

fn none() -> AnyView {
    view! { <span class="quiet">{text!(contract.none)}</span> }.into_any()
}
