//! The services by category, each with its own menu.

use leptos::prelude::*;
use minato_types::contracts::{ContractStatus, ContractStatusCount};
use minato_types::pins::{Pin, PinKind};
use minato_types::services::{ServiceMenu, ServiceMenuCategory, ServiceMenuEntry};

use super::pins::{PinDesk, star};
use super::{ways, words};
use crate::components::icon::{self, Glyph, Icon};
use crate::format;
use crate::language::{Text, text};
use crate::layouts::frame::page_name;
use crate::pages::contracts::words as contract_words;
use crate::paths::{Address, Page};
use crate::view::each;

/// The categories with their services.
pub(super) fn categories(menu: &ServiceMenu, desk: PinDesk) -> AnyView {
    let categories = menu.categories.clone();
    view! { <div class="services">{each(categories, move |part| category(&part, desk))}</div> }
        .into_any()
}

fn category(part: &ServiceMenuCategory, desk: PinDesk) -> AnyView {
    let id = format!("category-{}", part.category);
    let named_by = id.clone();
    let services = each(part.services.clone(), move |entry| service(&entry, desk));
    view! {
        <section class="services__category" aria-labelledby=named_by>
            <h3 class="services__name" id=id>
                {words::category(part.category)}
            </h3>
            <ul class="services__list">{services}</ul>
        </section>
    }
    .into_any()
}

fn service(entry: &ServiceMenuEntry, desk: PinDesk) -> AnyView {
    let code = entry.service.code.clone();
    let pin = Pin {
        kind: PinKind::Service,
        target: code.clone(),
        service: Some(entry.service.clone()),
        contract: None,
    };
    let total = format::number(entry.contracts);
    let count = text!(services.menu.contracts, count = total.as_str());
    let settings = entry.service.has_settings.then(|| {
        way(
            icon::OPTIONS,
            Address::settings_site(&code).to_string(),
            page_name(Page::SettingsSite),
            settings_of(entry.editable),
        )
    });
    view! {
        <li class="service">
            <div class="service__head">
                <h4 class="service__name">{contract_words::service_name(entry.service.name.clone())}</h4>
                {star(desk, pin)}
            </div>
            {to_look_at(entry)}
            <ul class="service__ways">
                {way(
                    icon::NOTES,
                    ways::contracts(&code, None),
                    text!(services.menu.list),
                    count,
                )} {settings}
            </ul>
        </li>
    }
    .into_any()
}

/// How many contracts one may change behind the door.
fn settings_of(editable: u64) -> Text {
    if editable == 0 {
        return text!(services.menu.viewOnly);
    }
    let editable = format::number(editable);
    text!(services.menu.editable, count = editable.as_str())
}

fn way(glyph: Glyph, href: String, name: Text, about: Text) -> AnyView {
    view! {
        <li>
            <a class="service__way" href=href>
                <Icon glyph=glyph />
                <span class="service__way-name">{name}</span>
                <span class="service__way-about">{about}</span>
            </a>
        </li>
    }
    .into_any()
}

/// What needs a look, with the way to it; else whether anything is known to run.
fn to_look_at(entry: &ServiceMenuEntry) -> AnyView {
    let code = entry.service.code.clone();
    let runs = |counted: &ContractStatusCount| counted.status == ContractStatus::Normal;
    let mut statuses = entry.statuses.clone();
    statuses.retain(|counted| words::needs_a_look(counted.status));
    if statuses.is_empty() {
        let fine = || view! { <p class="service__fine">{contract_words::status(ContractStatus::Normal)}</p> };
        return entry.statuses.iter().any(runs).then(fine).into_any();
    }
    let links = each(statuses, move |counted| {
        let count = format::number(counted.count);
        view! {
            <li>
                <a class="service__look" href=ways::contracts(&code, Some(counted.status))>
                    {contract_words::status(counted.status)}
                    <span class="numbers">{text!(services.menu.cases, count = count.as_str())}</span>
                </a>
            </li>
        }
        .into_any()
    });
    view! { <ul class="service__looks">{links}</ul> }.into_any()
}
