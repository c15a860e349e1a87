use leptos::prelude::*;
use minato_client::Versioned;
use minato_types::ProblemCode;
use minato_types::contracts::{Contract, ContractPermission};
use minato_types::pins::PinKind;
use minato_types::values::ContractNumber;

use super::contacts::Contacts;
use super::facts::facts;
use super::gate::for_two_steps;
use super::memo::Memo as MemoSection;
use crate::components::button::ButtonLink;
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::print_button::PrintButton;
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::layouts::frame::Frame;
use crate::layouts::recent;
use crate::loading::{Loader, use_loader};
use crate::pages::services::pins::PinDesk;
use crate::paths::{Address, Page};
use crate::view::{live, nothing};

/// A contract as it was fetched, with its version.
pub(super) type Fetched = Loader<Versioned<Contract>>;

/// One contract.
pub fn page(number: ContractNumber) -> AnyView {
    for_two_steps(Page::Contract, move |_| shown(number))
}

/// How one looks at the contract.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Waiting,
    Missing,
    Shown,
}

fn shown(number: ContractNumber) -> AnyView {
    let heading = number.to_string();
    let heading = text!(contract.heading, number = heading.as_str());
    let contract = use_loader(move |client| {
        let number = number.clone();
        Box::pin(async move { client.get_contract(&number).await })
    });
    let view = Memo::new(move |_| {
        let failure = contract.failure();
        let missing = failure.is_some_and(|error| error.code() == Some(ProblemCode::NotFound));
        // A right that was taken away is gone: nothing older stays on the page.
        match contract.get() {
            _ if missing => View::Missing,
            None => View::Waiting,
            Some(_) => View::Shown,
        }
    });
    recent::note(move || {
        let contract = contract.get()?.value;
        Some((PinKind::Contract, contract.number.to_string()))
    });
    let pins = PinDesk::new();
    let waiting = || view! { <Skeleton lines=9 /> }.into_any();
    let content = live(move || match view.get() {
        View::Missing => missing(),
        View::Waiting => contract.show(waiting, move |_| waiting()),
        View::Shown => view! {
            {contract.show(waiting, move |found| facts(&found.value, pins))}
            <MemoSection contract=contract />
            <Contacts contract=contract />
            <div class="contract__acts">
                {contract.show(waiting, |found| door(&found.value))}
                <ButtonLink href=Page::Contracts.path()>{text!(contract.toList)}</ButtonLink>
                <PrintButton>{text!(contract.print)}</PrintButton>
            </div>
        }
        .into_any(),
    });
    view! {
        <Frame page=Page::Contract heading=heading>
            {content}
        </Frame>
    }
    .into_any()
}

/// The way to the settings, where the service has some and one may change them.
fn door(contract: &Contract) -> AnyView {
    if !contract.service.has_settings || contract.permission != ContractPermission::Edit {
        return nothing();
    }
    let href = Address::contract_settings(&contract.number).to_string();
    view! { <ButtonLink href=href>{text!(contract.settings)}</ButtonLink> }.into_any()
}

fn missing() -> AnyView {
    let (title, lead) = (text!(contract.missingTitle), text!(contract.missingLead));
    view! {
        <EmptyState glyph=icon::SEARCH title=title lead=lead>
            <ButtonLink href=Page::Contracts.path()>{text!(contract.toList)}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}
