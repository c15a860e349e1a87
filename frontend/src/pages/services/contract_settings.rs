//! The page behind the door: the settings of one contract.

use leptos::prelude::*;
use minato_types::ProblemCode;
use minato_types::contracts::{Contract, ContractPermission};
use minato_types::pins::PinKind;
use minato_types::values::ContractNumber;

use crate::components::banner::{Banner, Tone};
use crate::components::button::{ButtonLink, Weight};
use crate::components::copy_button::CopyButton;
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::layouts::frame::Frame;
use crate::layouts::recent;
use crate::loading::use_loader;
use crate::pages::company::admins::Admins;
use crate::pages::contracts::gate::for_two_steps;
use crate::pages::contracts::words as contract_words;
use crate::paths::{Address, Page};

/// The settings of the contract with this number. Its customer number stands at the top, so
/// that nobody changes the wrong one.
pub(super) fn page(number: ContractNumber) -> AnyView {
    for_two_steps(Page::ContractSettings, move |_| shown(number))
}

fn shown(number: ContractNumber) -> AnyView {
    let heading = number.to_string();
    let heading = text!(services.settings.heading, number = heading.as_str());
    let found = use_loader(move |client| {
        let asked = number.clone();
        Box::pin(async move {
            match client.get_contract(&asked).await {
                Ok(found) => Ok(Some(found.value)),
                Err(error) if error.code() == Some(ProblemCode::NotFound) => Ok(None),
                Err(error) => Err(error),
            }
        })
    });
    recent::note(move || {
        let contract = found.get().flatten()?;
        Some((PinKind::Contract, contract.number.to_string()))
    });
    let waiting = || view! { <Skeleton lines=6 /> }.into_any();
    let content = found.show(waiting, |found| {
        let with_settings = |found: &Contract| {
            found.service.has_settings && found.permission == ContractPermission::Edit
        };
        found.filter(with_settings).map_or_else(not_there, there)
    });
    view! {
        <Frame page=Page::ContractSettings heading=heading>
            {content}
        </Frame>
    }
    .into_any()
}

fn there(found: Contract) -> AnyView {
    let door = Address::settings_site(&found.service.code).to_string();
    let customer = found.customer_number.clone();
    let memo = (!found.memo.is_empty()).then(|| {
        view! {
            <div>
                <dt>{text!(services.door.memo)}</dt>
                <dd>{found.memo.clone()}</dd>
            </div>
        }
    });
    view! {
        <div class="whose" role="group" aria-label=text!(services.settings.whose)>
            <p class="whose__name">{text!(services.settings.customerNumber)}</p>
            <p class="whose__number numbers">
                {found.customer_number}
                <CopyButton content=customer>{text!(services.settings.copy)}</CopyButton>
            </p>
            <dl class="whose__facts">
                <div>
                    <dt>{text!(services.settings.service)}</dt>
                    <dd>{contract_words::service_name(found.service.name.clone())}</dd>
                </div>
                <div>
                    <dt>{text!(services.settings.site)}</dt>
                    <dd>{found.site}</dd>
                </div>
                {memo}
            </dl>
        </div>
        <Banner tone=Tone::Info title=text!(services.settings.notYetTitle)>
            <p>{text!(services.settings.notYetLead)}</p>
        </Banner>
        <p>
            <ButtonLink href=format!("{door}?all=1") weight=Weight::Outline>
                {text!(services.settings.back)}
            </ButtonLink>
        </p>
    }
    .into_any()
}

fn not_there() -> AnyView {
    let (title, lead) = (
        text!(services.settings.noneTitle),
        text!(services.settings.noneLead),
    );
    view! {
        <EmptyState glyph=icon::OPTIONS title=title lead=lead>
            <ButtonLink href=Page::Start.path() weight=Weight::Outline>
                {text!(app.notFound.back)}
            </ButtonLink>
        </EmptyState>
        <Admins />
    }
    .into_any()
}
