use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::ClientError;
use minato_types::auth::CodeRequired;

use crate::clock;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::format;
use crate::language::{Text, filled_text, text};
use crate::layouts::frame::page_name;
use crate::paths::Page;
use crate::problems::problem;
use crate::session::use_session;
use crate::view::{live, live_if, nothing};

/// Where the code was sent, and until when it can be used.
pub(super) fn sent(pending: Signal<Option<CodeRequired>>) -> AnyView {
    let address = move || pending.get().and_then(|code| code.masked_address);
    view! {
        <p class="lead">
            {text!(auth.code.sent, address = address().unwrap_or_default())}
        </p>
        <Expiry pending=pending />
    }
    .into_any()
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
pub(super) fn Resend(
    /// What is awaited.
    pending: Signal<Option<CodeRequired>>,
) -> impl IntoView {
    let (session, now) = (use_session(), clock::ticking());
    let wait = Memo::new(move |_| {
        let from = pending.get().and_then(|code| code.resend_at);
        let from = from.map(|from| (from - now.get()).num_seconds() + 1);
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
            <p class="note">
                {text!(auth.code.hint)} " "
                <a href=Page::MailHelp.path()>{page_name(Page::MailHelp)}</a>
            </p>
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
