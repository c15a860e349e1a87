use leptos::prelude::*;
use minato_client::ClientError;
use minato_types::ProblemCode;

use super::desk::{Desk, Stage};
use super::way;
use crate::components::button::Button;
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Field, Requirement};
use crate::components::input::{Input, Width};
use crate::forms::first_login::CheckIdentityForm;
use crate::forms::{Form, FormHandle, use_form};
use crate::language::text;
use crate::layouts::door::Door;

/// Whoever has the link says who he is.
pub(super) fn identity(desk: Desk, token: String) -> AnyView {
    let form = use_form(CheckIdentityForm::of_link(token));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            match desk.session.client().check_identity(&request).await {
                Ok(state) => desk.go_on(state),
                Err(error) if is_spent(&error) => desk.show(Stage::Spent),
                Err(error) => return Err(error),
            }
            Ok(())
        });
    };
    view! {
        <Door
            heading=text!(first_login.identity.title)
            lead=text!(first_login.identity.lead)
            way=way(0)
        >
            <form class="form" novalidate on:submit=send>
                <ErrorSummary summary=form.summary() />
                {fields(form)}
                <p class="note">{text!(first_login.identity.tries)}</p>
                <div class="form__acts">
                    <Button submits=true busy=form.busy()>
                        {text!(first_login.next)}
                    </Button>
                </div>
            </form>
        </Door>
    }
    .into_any()
}

/// What one says of oneself: here, and with a link for a new password.
pub(crate) fn fields<F: Form>(form: FormHandle<F>) -> AnyView {
    let (email, name, phone) = (form.field("email"), form.field("name"), form.field("phone"));
    view! {
        <Field field=email support=text!(auth.support.identityEmail)>
            <Input field=email kind="email" autocomplete="email" />
        </Field>
        <Field field=name support=text!(auth.support.identityName)>
            <Input field=name autocomplete="name" width=Width::Medium />
        </Field>
        <Field
            field=phone
            requirement=Requirement::Optional
            support=text!(auth.support.identityPhone)
        >
            <Input field=phone kind="tel" autocomplete="tel" width=Width::Medium required=false />
        </Field>
    }
    .into_any()
}

fn is_spent(error: &ClientError) -> bool {
    error.code() == Some(ProblemCode::LinkInvalid)
}
