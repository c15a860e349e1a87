use leptos::prelude::*;
use minato_client::Versioned;
use minato_types::contracts::{Contract, ContractContact, ContractPermission};

use super::contacts_edit::ContactsEdit;
use super::detail::Fetched;
use crate::components::button::{Button, Weight};
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::view::{each, live, nothing};

/// The id of the heading of the section.
const CONTACTS: &str = "contract-contacts-section";

/// Whom the carrier asks about the contract, to look at and, for whoever may, to change.
#[component]
pub(super) fn Contacts(
    /// The contract.
    contract: Fetched,
) -> impl IntoView {
    let editing = RwSignal::new(false);
    let saved = Callback::new(move |newest| {
        contract.put(newest);
        editing.set(false);
        focus_soon(CONTACTS);
    });
    let given_up = Callback::new(move |()| {
        editing.set(false);
        focus_soon(CONTACTS);
    });
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
    let content = live(move || {
        if !editing.get() {
            return contract.show(waiting, move |current| shown(&current.value, editing));
        }
        // What is typed must not be replaced when the contract is fetched anew.
        let current = untrack(move || contract.get());
        current.map_or_else(nothing, |current: Versioned<Contract>| {
            view! { <ContactsEdit current=current on_saved=saved on_given_up=given_up /> }
                .into_any()
        })
    });
    view! {
        <section class="card" aria-labelledby=CONTACTS>
            <h2 id=CONTACTS tabindex="-1">
                {text!(contract.contacts.title)}
            </h2>
            <p class="note">{text!(contract.contacts.lead)}</p>
            {content}
        </section>
    }
}

fn shown(contract: &Contract, editing: RwSignal<bool>) -> AnyView {
    let may_edit = contract.permission.allows(ContractPermission::Edit);
    let act = may_edit.then(|| {
        let open = Callback::new(move |()| {
            editing.set(true);
            focus_soon(CONTACTS);
        });
        view! {
            <div class="form__acts">
                <Button weight=Weight::Outline on_press=open>
                    {text!(contract.contacts.edit)}
                </Button>
            </div>
        }
    });
    view! {
        {people(&contract.contacts)}
        {act}
    }
    .into_any()
}

/// The people in their order.
pub(super) fn people(contacts: &[ContractContact]) -> AnyView {
    if contacts.is_empty() {
        return view! { <p class="quiet">{text!(contract.contacts.none)}</p> }.into_any();
    }
    view! { <ol class="contract__people">{each(contacts, person)}</ol> }.into_any()
}

fn person(contact: &ContractContact) -> AnyView {
    let department = (!contact.department.is_empty())
        .then(|| view! { <span class="contract__department">{contact.department.clone()}</span> });
    let phone = (!contact.phone.is_empty()).then(|| {
        let digits: String = contact
            .phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        view! { <a class="numbers" href=format!("tel:{digits}")>{contact.phone.clone()}</a> }
    });
    let email = contact.email.clone();
    view! {
        <li class="contract__person">
            <span>
                <strong>{contact.name.clone()}</strong>
                {department}
            </span>
            <a href=format!("mailto:{email}")>{email.clone()}</a>
            {phone}
        </li>
    }
    .into_any()
}
