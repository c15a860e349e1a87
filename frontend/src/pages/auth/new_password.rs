use leptos::prelude::*;
use leptos_router::hooks::use_location;
use minato_client::ClientError;
use minato_types::ProblemCode;

use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, ButtonLink};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::password::Password;
use crate::forms::auth::CompletePasswordResetForm;
use crate::forms::{FormHandle, use_form};
use crate::language::text;
use crate::layouts::door::Door;
use crate::layouts::frame::page_name;
use crate::navigation::forget_secret_of_address;
use crate::pages::first_login::identity;
use crate::paths::Page;
use crate::session::use_session;
use crate::view::{live, live_if};

/// Sets the password by a mailed link. The secret of the link stands behind the `#`,
/// which no browser sends: it is taken out of the address at once and kept in memory.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let form = use_form(CompletePasswordResetForm::default());
    let done = RwSignal::new(false);
    let has_link = RwSignal::new(false);
    let hash = use_location().hash;
    Effect::new(move |_| {
        // The page may be open already when another link is followed.
        let token = hash.get().trim_start_matches('#').to_owned();
        if !token.is_empty() {
            forget_secret_of_address(Page::NewPassword);
            form.reset(CompletePasswordResetForm::of_link(token));
            has_link.set(true);
        }
    });
    live(move || match (done.get(), has_link.get()) {
        (true, _) => set(),
        (false, true) => asked(form, done),
        (false, false) => without_link(),
    })
}

fn asked(form: FormHandle<CompletePasswordResetForm>, done: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            session.client().complete_password_reset(&request).await?;
            done.set(true);
            Ok(())
        });
    };
    let is_spent = Signal::derive(move || {
        form.problem().as_ref().and_then(ClientError::code) == Some(ProblemCode::LinkInvalid)
    });
    let again = text!(auth.newPassword.again);
    let way_out = live_if(is_spent, move || {
        view! {
            <p>
                <a href=Page::PasswordReset.path()>{again}</a>
            </p>
        }
        .into_any()
    });
    let (password, confirmation) = (form.field("newPassword"), form.field("confirmation"));
    view! {
        <Door heading=page_name(Page::NewPassword) lead=text!(auth.newPassword.lead)>
            <form class="form" novalidate on:submit=send>
                <ErrorSummary summary=form.summary() />
                {way_out}
                {identity::fields(form)}
                <Field field=password support=text!(auth.newPassword.support)>
                    <Password field=password autocomplete="new-password" />
                </Field>
                <Field field=confirmation>
                    <Password field=confirmation autocomplete="new-password" />
                </Field>
                <div class="form__acts">
                    <Button submits=true busy=form.busy()>
                        {text!(auth.newPassword.set)}
                    </Button>
                </div>
            </form>
        </Door>
    }
    .into_any()
}

/// It never signs anybody in: the door is next.
fn set() -> AnyView {
    view! {
        <Door heading=text!(auth.newPassword.doneTitle)>
            <Banner tone=Tone::Success>{text!(auth.newPassword.doneLead)}</Banner>
            <p class="door__ways">
                <ButtonLink href=Page::Login.path()>{text!(auth.reset.backToLogin)}</ButtonLink>
            </p>
        </Door>
    }
    .into_any()
}

fn without_link() -> AnyView {
    view! {
        <Door heading=text!(auth.newPassword.noLinkTitle) lead=text!(auth.newPassword.noLinkLead)>
            <p class="door__ways">
                <ButtonLink href=Page::PasswordReset.path()>
                    {text!(auth.newPassword.again)}
                </ButtonLink>
            </p>
        </Door>
    }
    .into_any()
}
