use leptos::prelude::*;

use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Field, Requirement};
use crate::components::input::{Input, Width};
use crate::forms::auth::RequestPasswordResetForm;
use crate::forms::{FormHandle, use_form};
use crate::language::text;
use crate::layouts::door::Door;
use crate::layouts::frame::page_name;
use crate::paths::Page;
use crate::session::use_session;
use crate::view::live;

/// Asks for a link by which the password can be set anew.
#[component]
pub fn PasswordResetPage() -> impl IntoView {
    let form = use_form(RequestPasswordResetForm::default());
    let sent = RwSignal::new(false);
    live(move || {
        if sent.get() {
            told()
        } else {
            asked(form, sent)
        }
    })
}

fn asked(form: FormHandle<RequestPasswordResetForm>, sent: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            session.client().request_password_reset(&request).await?;
            sent.set(true);
            Ok(())
        });
    };
    let (email, number) = (form.field("email"), form.field("memberNumber"));
    view! {
        <Door heading=page_name(Page::PasswordReset) lead=text!(auth.reset.lead)>
            <form class="form" novalidate on:submit=submit>
                <ErrorSummary summary=form.summary() />
                <Field field=email>
                    <Input field=email kind="email" autocomplete="username" />
                </Field>
                <Field
                    field=number
                    requirement=Requirement::Optional
                    support=text!(auth.support.memberNumberPortal)
                >
                    <Input
                        field=number
                        autocomplete="organization"
                        width=Width::Short
                        required=false
                    />
                </Field>
                <div class="form__acts">
                    <Button submits=true busy=form.busy()>
                        {text!(auth.reset.send)}
                    </Button>
                </div>
            </form>
            <p class="door__ways">
                <a href=Page::Login.path()>{text!(auth.reset.backToLogin)}</a>
            </p>
        </Door>
    }
    .into_any()
}

/// The same for everybody: it never tells who is registered.
fn told() -> AnyView {
    view! {
        <Door heading=text!(auth.reset.sentTitle)>
            <Banner tone=Tone::Success>{text!(auth.reset.sentLead)}</Banner>
            <p class="note">
                {text!(auth.reset.sentHint)} " "
                <a href=Page::MailHelp.path()>{page_name(Page::MailHelp)}</a>
            </p>
            <p class="door__ways">
                <ButtonLink href=Page::Login.path() weight=Weight::Outline>
                    {text!(auth.reset.backToLogin)}
                </ButtonLink>
            </p>
        </Door>
    }
    .into_any()
}
