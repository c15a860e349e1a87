use leptos::prelude::*;

use crate::components::button::Button;
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Field, Requirement};
use crate::components::input::{Input, Width};
use crate::components::password::Password;
use crate::forms::auth::LogInForm;
use crate::forms::{FormHandle, use_form};
use crate::language::text;
use crate::session::{Arrival, use_session};

/// The first step of signing in.
#[component]
pub fn LogInPanel(
    /// Whether this is the door of port plus, where the member number comes first.
    #[prop(optional)]
    at_port_plus: bool,
    /// Tells who came in; nobody, if a code is awaited now.
    on_arrival: Callback<Arrival>,
) -> impl IntoView {
    let session = use_session();
    let form = use_form(if at_port_plus {
        LogInForm::at_port_plus()
    } else {
        LogInForm::default()
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            let state = session.client().log_in(&request).await?;
            on_arrival.run(session.settle(state));
            Ok(())
        });
    };
    let number = member_number(form, at_port_plus);
    let (before, after) = if at_port_plus {
        (Some(number), None)
    } else {
        (None, Some(number))
    };
    view! {
        <form class="form" novalidate on:submit=send>
            <ErrorSummary summary=form.summary() />
            {before}
            <Field field=form.field("email")>
                <Input field=form.field("email") kind="email" autocomplete="username" />
            </Field>
            <Field field=form.field("password")>
                <Password field=form.field("password") autocomplete="current-password" />
            </Field>
            {after}
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {text!(auth.login.next)}
                </Button>
            </div>
        </form>
    }
}

fn member_number(form: FormHandle<LogInForm>, at_port_plus: bool) -> AnyView {
    let (requirement, support) = if at_port_plus {
        (Requirement::Required, text!(auth.support.memberNumber))
    } else {
        (
            Requirement::Optional,
            text!(auth.support.memberNumberPortal),
        )
    };
    let field = form.field("memberNumber");
    view! {
        <Field field=field requirement=requirement support=support>
            <Input
                field=field
                autocomplete="organization"
                width=Width::Short
                required=at_port_plus
            />
        </Field>
    }
    .into_any()
}
