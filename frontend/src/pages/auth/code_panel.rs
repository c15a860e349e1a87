use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_types::auth::CodeRequired;
use minato_types::values::SecondFactor;

use super::code_by_mail::{Resend, sent};
use crate::clock;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::checkbox::Checkbox;
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::input::{Input, Width};
use crate::components::otp_input::OtpInput;
use crate::forms::auth::VerifyLoginForm;
use crate::forms::{FormHandle, use_form};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::session::{Arrival, use_session};
use crate::view::{live, live_if, nothing};

/// The second step of signing in: the code, another way to prove oneself, or giving up.
#[component]
pub fn CodePanel(
    /// Tells who came in.
    on_arrival: Callback<Arrival>,
) -> impl IntoView {
    let session = use_session();
    // While the panel is there, what is asked for stays the same.
    let asked = session.asked_factor().unwrap_or(SecondFactor::MailOtp);
    let factor = RwSignal::new(asked);
    let form = use_form(VerifyLoginForm::by(asked));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            let state = session.client().verify_login(&request).await?;
            on_arrival.run(session.settle(state));
            Ok(())
        });
    };
    let pending = Signal::derive(move || session.pending());
    let lead = live(move || match factor.get() {
        SecondFactor::MailOtp => sent(pending),
        SecondFactor::Totp => view! { <p class="lead">{text!(auth.code.fromApp)}</p> }.into_any(),
        SecondFactor::RecoveryCode => {
            view! { <p class="lead">{text!(auth.code.fromList)}</p> }.into_any()
        }
    });
    let other_way = if asked == SecondFactor::MailOtp {
        view! { <Resend pending=pending /> }.into_any()
    } else {
        view! { <OtherWay form=form asked=asked factor=factor pending=pending /> }.into_any()
    };
    view! {
        {lead}
        <form class="form" novalidate on:submit=send>
            <ErrorSummary summary=form.summary() />
            {live(move || entry(form, factor.get()))}
            {live(move || trust(form, pending, factor.get()))}
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {text!(auth.code.verify)}
                </Button>
            </div>
        </form>
        {other_way}
        <GiveUp />
    }
}

/// The field for the code that is asked for.
fn entry(form: FormHandle<VerifyLoginForm>, factor: SecondFactor) -> AnyView {
    if factor == SecondFactor::RecoveryCode {
        let field = form.field("recoveryCode");
        return view! {
            <Field field=field support=text!(auth.support.recoveryCode)>
                <Input field=field autocomplete="off" width=Width::Medium />
            </Field>
        }
        .into_any();
    }
    let field = form.field("code");
    let support = if factor == SecondFactor::Totp {
        text!(auth.support.appCode)
    } else {
        text!(auth.support.code)
    };
    view! {
        <Field field=field support=support>
            <OtpInput field=field />
        </Field>
    }
    .into_any()
}

/// The tick by which this browser needs no code for some days, where an admin allows it.
fn trust(
    form: FormHandle<VerifyLoginForm>,
    pending: Signal<Option<CodeRequired>>,
    factor: SecondFactor,
) -> AnyView {
    let may = pending.with(|code| code.as_ref().is_some_and(|code| code.may_trust_browser));
    if !may || factor == SecondFactor::RecoveryCode {
        return nothing();
    }
    let field = form.field("trustBrowser");
    view! { <Checkbox field=field support=text!(auth.support.trustBrowser) /> }.into_any()
}

/// From the app to a recovery code and back; and that there is not much time for either.
#[component]
fn OtherWay(
    /// The form, which begins anew.
    form: FormHandle<VerifyLoginForm>,
    /// What is asked for at first.
    asked: SecondFactor,
    /// What is asked for now.
    factor: RwSignal<SecondFactor>,
    /// What is awaited.
    pending: Signal<Option<CodeRequired>>,
) -> impl IntoView {
    let now = clock::ticking();
    let is_late = Memo::new(move |_| {
        pending
            .get()
            .is_some_and(|code| code.expires_at <= now.get())
    });
    let words = text!(auth.code.signInExpired);
    let late = live_if(is_late.into(), move || {
        view! { <Banner tone=Tone::Warning>{words}</Banner> }.into_any()
    });
    let change = Callback::new(move |()| {
        let (next, field) = if factor.get_untracked() == asked {
            (SecondFactor::RecoveryCode, "verify-login-recoveryCode")
        } else {
            (asked, "verify-login-code")
        };
        form.reset(VerifyLoginForm::by(next));
        factor.set(next);
        focus_soon(field);
    });
    let (recovery, app) = (text!(auth.code.useRecovery), text!(auth.code.useApp));
    let words = Signal::derive(move || {
        if factor.get() == asked {
            recovery.get()
        } else {
            app.get()
        }
    });
    view! {
        <div class="resend">
            {late}
            <Button weight=Weight::Outline on_press=change>
                {words}
            </Button>
        </div>
    }
}

/// Back to the first step.
#[component]
fn GiveUp() -> impl IntoView {
    let session = use_session();
    let busy = RwSignal::new(false);
    let cancel = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            session.cancel_login().await;
            busy.try_set(false);
        });
    });
    view! {
        <p class="door__cancel">
            <Button weight=Weight::Text busy=busy on_press=cancel>
                {text!(auth.code.cancel)}
            </Button>
        </p>
    }
}
