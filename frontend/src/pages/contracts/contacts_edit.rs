use leptos::prelude::*;
use minato_client::{Client, ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::contracts::{Contract, UpdateContractContactsRequest};

use super::contacts::people;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Field, Requirement};
use crate::components::icon::{self, Icon};
use crate::components::input::Input;
use crate::components::toast::use_toast;
use crate::forms::contract::ContactsForm;
use crate::forms::{FormHandle, use_form};
use crate::language::text;
use crate::layouts::focus::focus_id;
use crate::navigation::guard_unsaved;
use crate::session::use_session;
use crate::view::{each, live, live_if, nothing};
use crate::words::words_of;

/// The contacts being changed, based on the version that was fetched.
#[component]
pub(super) fn ContactsEdit(
    /// The contract.
    current: Versioned<Contract>,
    /// Takes the contract as it was saved.
    on_saved: Callback<Versioned<Contract>>,
    /// Nothing is to be changed after all.
    on_given_up: Callback<()>,
) -> impl IntoView {
    let (session, toast) = (use_session(), use_toast());
    let first = StoredValue::new(ContactsForm::of(&current.value.contacts));
    let form = use_form(first.get_value());
    let based_on = StoredValue::new(current);
    let newest = RwSignal::new(None::<Contract>);
    guard_unsaved(move || form.values() != first.get_value());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.amend(|values| *values = values.closed_up());
        form.submit(|request| async move {
            match save(&session.client(), &request, &based_on.get_value()).await {
                Ok(saved) => {
                    toast.show(|locale| words_of!(locale, contract.contacts.saved));
                    on_saved.run(saved);
                    Ok(())
                }
                Err((error, conflict)) => {
                    if let Some(conflict) = conflict {
                        newest.set(Some(conflict.value.clone()));
                        based_on.set_value(conflict);
                    }
                    Err(error)
                }
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=send>
            <ErrorSummary summary=form.summary() />
            {live(move || newest.get().map_or_else(nothing, conflict))}
            <People form=form />
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {text!(app.save)}
                </Button>
                <Button weight=Weight::Text on_press=on_given_up>
                    {text!(app.cancel)}
                </Button>
            </div>
        </form>
    }
}

/// Saves; where somebody was faster, fetches what he saved.
async fn save(
    client: &Client,
    request: &UpdateContractContactsRequest,
    based_on: &Versioned<Contract>,
) -> Result<Versioned<Contract>, (ClientError, Option<Versioned<Contract>>)> {
    let number = &based_on.value.number;
    let saved = client.update_contract_contacts(number, request, &based_on.etag);
    match saved.await {
        Ok(saved) => Ok(saved),
        Err(error) if error.code() == Some(ProblemCode::PreconditionFailed) => {
            let newest = client.get_contract(number).await.ok();
            Err((error, newest))
        }
        Err(error) => Err((error, None)),
    }
}

/// What somebody else saved.
fn conflict(newest: Contract) -> AnyView {
    view! {
        <Banner tone=Tone::Warning title=text!(contract.contacts.conflictTitle)>
            <p>{text!(contract.contacts.conflictLead)}</p>
            {people(&newest.contacts)}
        </Banner>
    }
    .into_any()
}

/// Fields for each person, and for one more as long as there may be more.
#[component]
fn People(
    /// The form.
    form: FormHandle<ContactsForm>,
) -> impl IntoView {
    // Somebody whose fields are emptied by hand keeps them while one types.
    let count = RwSignal::new(form.values().shown(1).len());
    let shown = Memo::new(move |_| form.values().shown(count.get()));
    let add = Callback::new(move |()| {
        let next = shown.with_untracked(Vec::len);
        count.set(next + 1);
        focus_person(form, next);
    });
    let remove = Callback::new(move |place: usize| {
        form.amend(|values| *values = values.without(place));
        count.set(shown.with_untracked(Vec::len).saturating_sub(1));
        focus_person(form, place.saturating_sub(1));
    });
    let rows = live(move || {
        each(
            shown.get().into_iter().enumerate(),
            move |(place, names)| person(form, place, names, remove),
        )
    });
    let more = Signal::derive(move || shown.with(Vec::len) < ContactsForm::most());
    let words = text!(contract.contacts.add);
    let adder = live_if(more, move || {
        view! {
            <div class="form__acts">
                <Button weight=Weight::Outline on_press=add>
                    {words}
                </Button>
            </div>
        }
        .into_any()
    });
    view! {
        {rows}
        {adder}
        <p class="note">{text!(contract.contacts.most, count = ContactsForm::most())}</p>
    }
}

/// Puts the keyboard into the first field of a person, as soon as it is there.
fn focus_person(form: FormHandle<ContactsForm>, place: usize) {
    let all = ContactsForm::default().shown(ContactsForm::most());
    if let Some(name) = all.get(place).and_then(|names| names.first()) {
        let id = form.field(name).control_id();
        request_animation_frame(move || focus_id(&id));
    }
}

fn person(
    form: FormHandle<ContactsForm>,
    place: usize,
    names: &'static [&'static str],
    remove: Callback<usize>,
) -> AnyView {
    let number = place + 1;
    let words = text!(contract.contacts.remove, number = number);
    view! {
        <fieldset class="contract__entry">
            <legend class="contract__legend">
                {text!(contract.contacts.nth, number = number)}
            </legend>
            <button
                type="button"
                class="icon-button contract__remove"
                aria-label=words
                on:click=move |_| remove.run(place)
            >
                <Icon glyph=icon::CLOSE />
            </button>
            <div class="contract__fields">{each(names, |name| field(form, name))}</div>
        </fieldset>
    }
    .into_any()
}

fn field(form: FormHandle<ContactsForm>, name: &'static str) -> AnyView {
    let field = form.field(name);
    let (kind, required) = match name.rsplit('.').next() {
        Some("name") => ("text", true),
        Some("email") => ("email", true),
        Some("phone") => ("tel", false),
        _ => ("text", false),
    };
    let requirement = if required {
        Requirement::Required
    } else {
        Requirement::Optional
    };
    view! {
        <Field field=field requirement=requirement>
            <Input field=field kind=kind autocomplete="off" required=required />
        </Field>
    }
    .into_any()
}
