use leptos::prelude::*;
use minato_client::{ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::company::{CompanyNotifications, UpdateCompanyNotificationsRequest};
use minato_types::values::Language;

use crate::components::banner::{Banner, Tone};
use crate::components::binding::FieldBinding;
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Field, Requirement};
use crate::components::icon::{self, Icon};
use crate::components::input::Input;
use crate::components::select::Select;
use crate::components::toast::use_toast;
use crate::forms::company::NotificationsForm;
use crate::forms::{FormHandle, use_form};
use crate::language::text;
use crate::layouts::focus::focus_id;
use crate::navigation::guard_unsaved;
use crate::pages::me::words;
use crate::session::{SessionContext, use_session};
use crate::view::{each, live, live_if, nothing};
use crate::words::words_of;

/// The addresses being changed, based on the version that was fetched.
#[component]
pub(super) fn NotificationsEdit(
    /// What is changed.
    current: Versioned<CompanyNotifications>,
    /// Takes the addresses as they were saved.
    on_saved: Callback<Versioned<CompanyNotifications>>,
    /// Nothing is to be changed after all.
    on_given_up: Callback<()>,
) -> impl IntoView {
    let (session, toast) = (use_session(), use_toast());
    let first = StoredValue::new(NotificationsForm::of(&current.value));
    let form = use_form(first.get_value());
    let etag = StoredValue::new(current.etag);
    let newest = RwSignal::new(None::<CompanyNotifications>);
    guard_unsaved(move || form.values() != first.get_value());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.amend(|values| *values = values.closed_up());
        form.submit(|request| async move {
            match save(session, &request, &etag.get_value()).await {
                Ok(saved) => {
                    toast.show(|locale| words_of!(locale, company.notifications.saved));
                    on_saved.run(saved);
                    Ok(())
                }
                Err((error, conflict)) => {
                    if let Some(conflict) = conflict {
                        newest.set(Some(conflict.value));
                        etag.set_value(conflict.etag);
                    }
                    Err(error)
                }
            }
        });
    };
    let languages = Language::ALL.iter().map(|own| {
        let name = words::own_name(*own).to_owned();
        (own.to_string(), Signal::stored(name))
    });
    let language = form.field("language");
    view! {
        <form class="form" novalidate on:submit=send>
            <ErrorSummary summary=form.summary() />
            {live(move || newest.get().map_or_else(nothing, conflict))}
            <Addresses form=form />
            <Field field=language>
                <Select field=language choices=languages.collect() />
            </Field>
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
    session: SessionContext,
    request: &UpdateCompanyNotificationsRequest,
    etag: &str,
) -> Result<Versioned<CompanyNotifications>, (ClientError, Option<Versioned<CompanyNotifications>>)>
{
    let client = session.client();
    match client.update_company_notifications(request, etag).await {
        Ok(saved) => Ok(saved),
        Err(error) if error.code() == Some(ProblemCode::PreconditionFailed) => {
            let newest = client.get_company_notifications().await.ok();
            Err((error, newest))
        }
        Err(error) => Err((error, None)),
    }
}

/// What somebody else saved.
fn conflict(newest: CompanyNotifications) -> AnyView {
    let row = |address: minato_types::values::EmailAddress| {
        view! { <li>{address.as_str().to_owned()}</li> }.into_any()
    };
    let none = newest
        .addresses
        .is_empty()
        .then(|| view! { <p>{text!(company.notifications.none)}</p> });
    view! {
        <Banner tone=Tone::Warning title=text!(company.notifications.conflictTitle)>
            <p>{text!(company.notifications.conflictLead)}</p>
            {none}
            <ul class="addresses">{each(newest.addresses, row)}</ul>
        </Banner>
    }
    .into_any()
}

/// A field for each address, and one more for as long as there may be more.
#[component]
fn Addresses(
    /// The form.
    form: FormHandle<NotificationsForm>,
) -> impl IntoView {
    // An address that is emptied by hand keeps its field while one types.
    let count = RwSignal::new(form.values().shown(1).len());
    let shown = Memo::new(move |_| form.values().shown(count.get()));
    let add = Callback::new(move |()| {
        let next = shown.with_untracked(|shown| shown.len());
        count.set(next + 1);
        focus_address(form, next);
    });
    let remove = Callback::new(move |index: usize| {
        let fields = shown.get_untracked();
        let Some(field) = fields.get(index) else {
            return;
        };
        form.amend(|values| *values = values.without(field));
        count.set(fields.len().saturating_sub(1));
        focus_address(form, index.saturating_sub(1));
    });
    let rows = live(move || {
        each(shown.get().iter().enumerate(), move |(index, name)| {
            row(form.field(name), index, remove)
        })
    });
    let more = Signal::derive(move || shown.with(|shown| shown.len()) < NotificationsForm::most());
    let words = text!(company.notifications.add);
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
        <p class="note">{text!(company.notifications.most, count = NotificationsForm::most())}</p>
    }
}

/// Puts the keyboard into the field of an address, as soon as it is there.
fn focus_address(form: FormHandle<NotificationsForm>, index: usize) {
    let all = NotificationsForm::default().shown(NotificationsForm::most());
    if let Some(name) = all.get(index) {
        let id = form.field(name).control_id();
        request_animation_frame(move || focus_id(&id));
    }
}

fn row(field: FieldBinding, index: usize, remove: Callback<usize>) -> AnyView {
    let number = index + 1;
    let field = FieldBinding {
        label: text!(company.notifications.addressNth, number = number),
        ..field
    };
    let words = text!(company.notifications.remove, number = number);
    view! {
        <div class="addresses__row">
            <Field field=field requirement=Requirement::Optional>
                <Input field=field kind="email" autocomplete="off" required=false />
            </Field>
            <button
                type="button"
                class="icon-button addresses__remove"
                aria-label=words
                on:click=move |_| remove.run(index)
            >
                <Icon glyph=icon::CLOSE />
            </button>
        </div>
    }
    .into_any()
}
