//! The browsers in which one needs no second step.

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::ClientError;
use minato_types::ProblemCode;
use minato_types::sessions::{TrustedBrowser, TrustedBrowsers};
use minato_types::values::TrustedBrowserId;

use super::credentials::use_credentials;
use super::sessions::{browser, moment};
use crate::components::badge::{Badge, BadgeTone};
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::skeleton::Skeleton;
use crate::components::toast::{ToastContext, use_toast};
use crate::language::{filled_text, text};
use crate::layouts::focus::focus_soon;
use crate::loading::{Loader, use_loader};
use crate::problems::problem;
use crate::session::{SessionContext, use_session};
use crate::view::{each, live, nothing};
use crate::words::words_of;

/// The id of the heading where the keyboard goes when a browser is trusted no more.
const TRUSTED: &str = "trusted-browsers";

/// Where the trust in browsers is ended.
#[derive(Clone, Copy)]
struct Desk {
    browsers: Loader<TrustedBrowsers>,
    busy: RwSignal<bool>,
    refused: RwSignal<Option<ClientError>>,
    session: SessionContext,
    toast: ToastContext,
}

impl Desk {
    /// Asks for the second step again in this browser. Nothing is lost by it: nobody is asked.
    fn end(self, id: TrustedBrowserId) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.refused.set(None);
        spawn_local(async move {
            let outcome = self.session.client().end_trusted_browser(id).await;
            self.busy.try_set(false);
            match outcome {
                // That it is trusted no more is what was wanted.
                Err(error) if error.code() != Some(ProblemCode::NotFound) => {
                    self.session.notice(&error);
                    self.refused.try_set(Some(error));
                }
                _ => {
                    self.toast
                        .show(|locale| words_of!(locale, sessions.trusted.ended));
                    self.browsers.again();
                    focus_soon(TRUSTED);
                }
            }
        });
    }
}

/// The browsers in which one needs no second step, and how they need it again.
#[component]
pub(super) fn TrustedBrowsersSection() -> impl IntoView {
    let credentials = use_credentials();
    let desk = Desk {
        browsers: use_loader(move |client| {
            credentials.track();
            Box::pin(async move { client.list_trusted_browsers().await })
        }),
        busy: RwSignal::new(false),
        refused: RwSignal::new(None),
        session: use_session(),
        toast: use_toast(),
    };
    let waiting = || view! { <Skeleton lines=2 /> }.into_any();
    let refusal = live(move || match desk.refused.get() {
        Some(error) => {
            let words = filled_text(move |language| problem(&error, language));
            view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
        }
        None => nothing(),
    });
    view! {
        <section class="card" aria-labelledby=TRUSTED>
            <h2 id=TRUSTED tabindex="-1">
                {text!(sessions.trusted.title)}
            </h2>
            {refusal}
            {desk.browsers.show(waiting, move |browsers| list(browsers, desk))}
        </section>
    }
}

fn list(browsers: TrustedBrowsers, desk: Desk) -> AnyView {
    if browsers.items.is_empty() {
        let words = if browsers.allowed {
            text!(sessions.trusted.none)
        } else {
            text!(sessions.trusted.notAllowed)
        };
        return view! { <p class="note">{words}</p> }.into_any();
    }
    view! {
        <p class="note">{text!(sessions.trusted.lead)}</p>
        <ul>{each(browsers.items, |browser| row(&browser, desk))}</ul>
    }
    .into_any()
}

fn row(trusted: &TrustedBrowser, desk: Desk) -> AnyView {
    let id = trusted.id;
    let end = Callback::new(move |()| desk.end(id));
    let here = trusted.current.then(|| {
        view! { <Badge tone=BadgeTone::Good>{text!(sessions.current)}</Badge> }
    });
    let (used, until) = (moment(trusted.last_used_at), moment(trusted.expires_at));
    let name = browser(&trusted.user_agent);
    view! {
        <li class="rows__row">
            <div class="rows__body">
                <h3 class="rows__name">{name} " " {here}</h3>
                <p class="rows__lead numbers">
                    {text!(sessions.trusted.used)} ": " {used}
                </p>
                <p class="rows__lead numbers">
                    {text!(sessions.trusted.until)} ": " {until}
                </p>
            </div>
            <div class="rows__state">
                <Button weight=Weight::Outline busy=desk.busy on_press=end>
                    {text!(sessions.trusted.end)}
                    <span class="visually-hidden">": " {name}</span>
                </Button>
            </div>
        </li>
    }
    .into_any()
}
