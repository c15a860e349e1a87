use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::ClientError;
use minato_types::auth::CodeRequired;

use crate::clock;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::otp_input::OtpInput;
use crate::format;
use crate::forms::auth::VerifyLoginForm;
use crate::forms::use_form;
use crate::language::{Text, filled_text, text};
use crate::problems::problem;
use crate::session::{Arrival, use_session};
use crate::view::{live, live_if, nothing};

/// The second step of signing in: the code, a new code, or giving up.
#[component]
pub fn CodePanel(
    /// Tells who came in.
    on_arrival: Callback<Arrival>,
) -> impl IntoView {
    let session = use_session();
    let form = use_form(VerifyLoginForm::default());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            let state = session.client().verify_login(&request).await?;
            on_arrival.run(session.settle(state));
            Ok(())
        });
    };
    let pending = Signal::derive(move || session.pending());
    let cancelling = RwSignal::new(false);
    let cancel = Callback::new(move |()| {
        cancelling.set(true);
        spawn_local(async move {
            session.cancel_login().await;
            cancelling.try_set(false);
        });
    });
    let address = move || {
        pending
            .get()
            .map(|code| code.masked_address)
            .unwrap_or_default()
    };
    let field = form.field("code");
    view! {
        <p class="lead">{text!(auth.code.sent, address = address())}</p>
        <Expiry pending=pending />
        <form class="form" novalidate on:submit=send>
            <ErrorSummary summary=form.summary() />
            <Field field=field support=text!(auth.support.code)>
                <OtpInput field=field />
            </Field>
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {text!(auth.code.verify)}
                </Button>
            </div>
        </form>
        <Resend pending=pending />
        <p class="door__cancel">
            <Button weight=Weight::Text busy=cancelling on_press=cancel>
                {text!(auth.code.cancel)}
            </Button>
        </p>
    }
}

/// Until when the code can be used.
#[component]
fn Expiry(
    /// What is awaited.
    pending: Signal<Option<CodeRequired>>,
) -> impl IntoView {
    let now = clock::ticking();
    let left = move || {
        pending
            .get()
            .map(|code| (code.expires_at, (code.expires_at - now.get()).num_seconds()))
    };
    // Told anew once a minute, not once a second.
    let minutes =
        Memo::new(move |_| left().map(|(at, seconds)| (at, seconds.max(-1) / 60, seconds > 0)));
    let expired = text!(auth.code.expired);
    live(move || match minutes.get() {
        None => nothing(),
        Some((_, _, false)) => view! { <Banner tone=Tone::Warning>{expired}</Banner> }.into_any(),
        Some((at, minutes, true)) => {
            view! { <p class="note">{time_left(at, minutes)}</p> }.into_any()
        }
    })
}

fn time_left(at: DateTime<Utc>, minutes: i64) -> Text {
    let time = format::time(clock::wall_time(at, None));
    if minutes >= 1 {
        text!(auth.code.expires, time = time.clone(), minutes = minutes)
    } else {
        text!(auth.code.expiresSoon, time = time.clone())
    }
}

/// A new code, as soon as one may be asked for.
#[component]
fn Resend(
    /// What is awaited.
    pending: Signal<Option<CodeRequired>>,
) -> impl IntoView {
    let (session, now) = (use_session(), clock::ticking());
    let wait = Memo::new(move |_| {
        let from = pending
            .get()
            .map(|code| (code.resend_at - now.get()).num_seconds() + 1);
        from.unwrap_or_default().max(0)
    });
    let busy = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Result<(), ClientError>>);
    let resend = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = session.client().resend_login_code().await;
            let answer = answer.map(|state| {
                session.settle(state);
            });
            outcome.try_set(Some(answer));
            busy.try_set(false);
        });
    });
    let told = live(move || match outcome.get() {
        None => nothing(),
        Some(Ok(())) => {
            view! { <Banner tone=Tone::Success>{text!(auth.code.resent)}</Banner> }.into_any()
        }
        Some(Err(error)) => {
            let words = filled_text(move |language| problem(&error, language));
            view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
        }
    });
    let waits = Signal::derive(move || wait.get() > 0);
    let reason = text!(auth.code.resendIn, seconds = wait.get());
    let reason = live_if(waits, move || view! { <span>{reason}</span> }.into_any());
    view! {
        <div class="resend">
            <p class="note">{text!(auth.code.hint)}</p>
            {told}
            <Button
                weight=Weight::Outline
                busy=busy
                off=waits
                on_press=resend
            >
                {text!(auth.code.resend)}
            </Button>
            <p class="note numbers">{reason}</p>
        </div>
    }
}
