use leptos::prelude::*;
use minato_types::values::SecondFactor;

use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::input::{Input, Width};
use crate::components::otp_input::OtpInput;
use crate::components::password::Password;
use crate::forms::me::{Proof, StepUpForm};
use crate::forms::{FormHandle, use_form};
use crate::language::{Text, text};
use crate::layouts::focus::focus_soon;
use crate::session::use_session;
use crate::view::{live, nothing};

/// The dialog in which somebody who is signed in proves once more who he is, before his
/// credentials are changed.
#[component]
pub(crate) fn StepUp(
    /// Whether it is open.
    open: Signal<bool>,
    /// By what the account proves the second step.
    factor: Signal<SecondFactor>,
    /// Goes on with what was to be done.
    on_proven: Callback<()>,
    /// Nothing is to be done after all.
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog
            open=open
            on_close=on_close
            heading_id="step-up-heading"
            title=text!(security.stepUp.title)
        >
            <Prove
                first=Proof::of(factor.get_untracked())
                on_proven=on_proven
                on_close=on_close
            />
        </Dialog>
    }
}

/// The proof itself.
#[component]
fn Prove(
    /// What is asked for at first.
    first: Proof,
    /// Goes on with what was to be done.
    on_proven: Callback<()>,
    /// Nothing is to be done after all.
    on_close: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let proof = RwSignal::new(first);
    let form = use_form(StepUpForm::by(first));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            session.client().step_up(&request).await?;
            on_proven.run(());
            Ok(())
        });
    };
    view! {
        {live(move || view! { <p>{lead(proof.get())}</p> }.into_any())}
        <form class="form" novalidate on:submit=send>
            <ErrorSummary summary=form.summary() />
            {live(move || entry(form, proof.get()))}
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {text!(security.stepUp.proceed)}
                </Button>
                <Button weight=Weight::Outline on_press=on_close>
                    {text!(app.cancel)}
                </Button>
            </div>
        </form>
        {live(move || proof.get().other().map_or_else(nothing, |other| way(form, proof, other)))}
    }
}

fn lead(proof: Proof) -> Text {
    match proof {
        Proof::Password => text!(security.stepUp.byPassword),
        Proof::App => text!(security.stepUp.byApp),
        Proof::Recovery => text!(security.stepUp.byRecovery),
    }
}

/// The field for what is asked for.
fn entry(form: FormHandle<StepUpForm>, proof: Proof) -> AnyView {
    match proof {
        Proof::Password => by_password(form),
        Proof::App => {
            let field = form.field("code");
            view! {
                <Field field=field support=text!(auth.support.appCode)>
                    <OtpInput field=field />
                </Field>
            }
            .into_any()
        }
        Proof::Recovery => {
            let field = form.field("recoveryCode");
            view! {
                <Field field=field support=text!(auth.support.recoveryCode)>
                    <Input field=field autocomplete="off" width=Width::Medium />
                </Field>
            }
            .into_any()
        }
    }
}

fn by_password(form: FormHandle<StepUpForm>) -> AnyView {
    let field = form.field("password");
    let session = use_session().now();
    let email = session.map(|session| session.account.email.as_str().to_owned());
    view! {
        // Whose password it is, for password managers.
        <input type="text" autocomplete="username" value=email hidden readonly />
        <Field field=field>
            <Password field=field autocomplete="current-password" />
        </Field>
    }
    .into_any()
}

/// The way to what can be given instead.
fn way(form: FormHandle<StepUpForm>, proof: RwSignal<Proof>, other: Proof) -> AnyView {
    let (words, field) = match other {
        Proof::Recovery => (text!(auth.code.useRecovery), "step-up-recoveryCode"),
        Proof::App | Proof::Password => (text!(auth.code.useApp), "step-up-code"),
    };
    let change = Callback::new(move |()| {
        form.reset(StepUpForm::by(other));
        proof.set(other);
        focus_soon(field);
    });
    view! {
        <p class="dialog__foot">
            <Button weight=Weight::Text on_press=change>
                {words}
            </Button>
        </p>
    }
    .into_any()
}
