use leptos::prelude::*;
use minato_client::{ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::me::{Me, UpdateMeRequest};
use minato_types::values::{Language, TimeZone};

use super::profile::EDITED;
use super::proof::use_proof;
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::description_list::{Description, DescriptionList};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Field, Requirement};
use crate::components::input::{Input, Width};
use crate::components::select::Select;
use crate::components::toast::use_toast;
use crate::forms::me::{ProfileField, ProfileForm};
use crate::forms::{Form, FormHandle, use_form};
use crate::language::{filled_text, locale_of, text};
use crate::navigation::guard_unsaved;
use crate::session::{SessionContext, use_session};
use crate::view::{each, live, nothing};
use crate::words::words_of;

/// The profile being edited, based on the version that was fetched.
#[component]
pub(super) fn ProfileEdit(
    /// What is edited.
    current: Versioned<Me>,
    /// Takes the profile as it was saved.
    on_saved: Callback<Versioned<Me>>,
    /// Nothing is to be changed after all.
    on_given_up: Callback<()>,
) -> impl IntoView {
    let (session, toast) = (use_session(), use_toast());
    let first = StoredValue::new(ProfileForm::of(&current.value));
    let form = use_form(first.get_value());
    let etag = StoredValue::new(current.etag);
    let newest = RwSignal::new(None::<ProfileForm>);
    guard_unsaved(move || !form.values().differences(&first.get_value()).is_empty());
    let proof = use_proof();
    // Sending again, once one has proved who one is, is the same.
    let again = StoredValue::new(None::<Callback<()>>);
    let send = Callback::new(move |()| {
        form.submit(move |request| async move {
            match save(session, &request, &etag.get_value()).await {
                Ok(saved) => {
                    toast.show(|locale| words_of!(locale, account.profile.saved));
                    on_saved.run(saved);
                    Ok(())
                }
                Err((error, conflict)) => {
                    if let Some(conflict) = conflict {
                        newest.set(Some(ProfileForm::of(&conflict.value)));
                        etag.set_value(conflict.etag);
                    }
                    if let Some(again) = again.get_value() {
                        proof.asks_for(&error, again).await;
                    }
                    Err(error)
                }
            }
        });
    });
    again.set_value(Some(send));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    view! {
        <section class="card" aria-labelledby=EDITED>
            <h2 id=EDITED tabindex="-1">{text!(account.profile.editTitle)}</h2>
            <form class="form" novalidate on:submit=submit>
                <ErrorSummary summary=form.summary() />
                {live(move || newest.get().map_or_else(nothing, |newest| conflict(form, newest)))}
                {fields(form)}
                <div class="form__acts">
                    <Button submits=true busy=form.busy()>
                        {text!(app.save)}
                    </Button>
                    <Button weight=Weight::Text on_press=on_given_up>
                        {text!(app.cancel)}
                    </Button>
                </div>
            </form>
        </section>
        {proof.view()}
    }
}

/// Saves; where somebody was faster, fetches what he saved.
async fn save(
    session: SessionContext,
    request: &UpdateMeRequest,
    etag: &str,
) -> Result<Versioned<Me>, (ClientError, Option<Versioned<Me>>)> {
    let client = session.client();
    match client.update_me(request, etag).await {
        Ok(saved) => {
            // Name and language in the top bar follow; the profile is saved in any case.
            if let Ok(state) = client.get_session().await {
                session.settle(state);
            }
            Ok(saved)
        }
        Err(error) if error.code() == Some(ProblemCode::PreconditionFailed) => {
            let newest = client.get_me().await.ok();
            Err((error, newest))
        }
        Err(error) => Err((error, None)),
    }
}

/// What somebody else saved, where it differs from what stands in the form.
fn conflict(form: FormHandle<ProfileForm>, newest: ProfileForm) -> AnyView {
    let row = |(field, value): ProfileField| {
        let term =
            filled_text(move |language| ProfileForm::label(field, locale_of(language)).to_owned());
        view! { <Description term=term>{value}</Description> }.into_any()
    };
    let rows = live(move || each(form.values().differences(&newest), row));
    view! {
        <Banner tone=Tone::Warning title=text!(account.profile.conflictTitle)>
            <p>{text!(account.profile.conflictLead)}</p>
            <DescriptionList>{rows}</DescriptionList>
        </Banner>
    }
    .into_any()
}

fn fields(form: FormHandle<ProfileForm>) -> AnyView {
    let languages = Language::ALL.iter();
    let languages = languages.map(|own| {
        let name = words::own_name(*own).to_owned();
        (own.to_string(), Signal::stored(name))
    });
    let zones = TimeZone::OFFERED
        .iter()
        .map(|zone| ((*zone).to_owned(), Signal::stored((*zone).to_owned())));
    let (name, phone, department) = (
        form.field("name"),
        form.field("phone"),
        form.field("department"),
    );
    let (language, zone) = (form.field("language"), form.field("timeZone"));
    view! {
        <Field field=name>
            <Input field=name autocomplete="name" width=Width::Medium />
        </Field>
        <Field field=phone requirement=Requirement::Optional support=text!(account.support.phone)>
            <Input field=phone kind="tel" autocomplete="tel" width=Width::Medium required=false />
        </Field>
        <Field field=department>
            <Input field=department autocomplete="off" width=Width::Medium />
        </Field>
        <Field field=language>
            <Select field=language choices=languages.collect() />
        </Field>
        <Field field=zone support=text!(account.support.timeZone)>
            <Select field=zone choices=zones.collect() />
        </Field>
    }
    .into_any()
}
