//! The browsers in which one is signed in, and signing them out.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::ClientError;
use minato_types::ProblemCode;
use minato_types::rules::browser_name::browser_name;
use minato_types::sessions::{OwnSession, OwnSessions};

use super::credentials::use_credentials;
use super::session_question::Question;
use crate::components::badge::{Badge, BadgeTone};
use crate::components::button::{Button, Weight};
use crate::components::skeleton::Skeleton;
use crate::components::toast::{ToastContext, use_toast};
use crate::format;
use crate::language::{Text, filled_text, locale_of, text};
use crate::layouts::focus::focus_soon;
use crate::loading::{Loader, use_loader};
use crate::session::{SessionContext, use_session};
use crate::view::each;
use crate::words::words_of;

/// The id of the heading where the keyboard goes when a browser is signed out.
const SESSIONS: &str = "sessions";

/// What is asked about before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// One browser.
    One(Box<OwnSession>),
    /// All browsers but this one.
    Others,
}

/// Where browsers are signed out.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    sessions: Loader<OwnSessions>,
    /// What is asked about.
    pub(super) asked: RwSignal<Option<Asked>>,
    /// Whether it is under way.
    pub(super) busy: RwSignal<bool>,
    /// Why it was refused.
    pub(super) refused: RwSignal<Option<ClientError>>,
    session: SessionContext,
    toast: ToastContext,
}

impl Desk {
    fn ask(self, asked: Asked) {
        self.refused.set(None);
        self.asked.set(Some(asked));
    }

    /// Nothing is to be done after all, unless it is being done already.
    pub(super) fn give_up(self) {
        if !self.busy.get_untracked() {
            self.asked.set(None);
        }
    }

    /// Does what was asked about.
    pub(super) fn carry_out(self) {
        let (false, Some(asked)) = (self.busy.get_untracked(), self.asked.get_untracked()) else {
            return;
        };
        self.busy.set(true);
        self.refused.set(None);
        spawn_local(async move {
            let client = self.session.client();
            let outcome = match &asked {
                Asked::One(one) => client.end_own_session(one.id).await,
                Asked::Others => client.end_other_sessions().await.map(drop),
            };
            self.busy.try_set(false);
            match outcome {
                Err(error) if !is_over(&error) => {
                    self.session.notice(&error);
                    self.refused.try_set(Some(error));
                }
                _ => self.finish(&asked),
            }
        });
    }

    fn finish(self, asked: &Asked) {
        self.asked.try_set(None);
        self.toast.show(match asked {
            Asked::One(_) => |locale| words_of!(locale, sessions.ended),
            Asked::Others => |locale| words_of!(locale, sessions.othersEnded),
        });
        self.sessions.again();
        focus_soon(SESSIONS);
    }
}

/// Whether the session had ended already, which is what was wanted.
fn is_over(error: &ClientError) -> bool {
    error.code() == Some(ProblemCode::NotFound)
}

/// The browsers in which one is signed in.
#[component]
pub(super) fn SessionsSection() -> impl IntoView {
    let credentials = use_credentials();
    let desk = Desk {
        sessions: use_loader(move |client| {
            credentials.track();
            Box::pin(async move { client.list_own_sessions().await })
        }),
        asked: RwSignal::new(None),
        busy: RwSignal::new(false),
        refused: RwSignal::new(None),
        session: use_session(),
        toast: use_toast(),
    };
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
    view! {
        <section class="card" aria-labelledby=SESSIONS>
            <h2 id=SESSIONS tabindex="-1">
                {text!(sessions.title)}
            </h2>
            <p class="note">{text!(sessions.lead)}</p>
            {desk.sessions.show(waiting, move |sessions| list(sessions, desk))}
            <Question desk=desk />
        </section>
    }
}

fn list(sessions: OwnSessions, desk: Desk) -> AnyView {
    let others = sessions.items.iter().any(|session| !session.current);
    let all = others.then(|| {
        let ask = Callback::new(move |()| desk.ask(Asked::Others));
        view! {
            <div class="form__acts">
                <Button weight=Weight::Outline on_press=ask>
                    {text!(sessions.endOthers)}
                </Button>
            </div>
        }
    });
    view! {
        <ul>{each(sessions.items, |session| row(&session, desk))}</ul>
        {all}
    }
    .into_any()
}

fn row(session: &OwnSession, desk: Desk) -> AnyView {
    let state = if session.current {
        view! { <Badge tone=BadgeTone::Good>{text!(sessions.current)}</Badge> }.into_any()
    } else {
        let (name, asked) = (name_of(session), Asked::One(Box::new(session.clone())));
        let ask = Callback::new(move |()| desk.ask(asked.clone()));
        view! {
            <Button weight=Weight::Outline on_press=ask>
                {text!(sessions.endAct)}
                <span class="visually-hidden">": " {name}</span>
            </Button>
        }
        .into_any()
    };
    view! {
        <li class="rows__row">
            <div class="rows__body">
                <h3 class="rows__name">{name_of(session)}</h3>
                {facts(session)}
            </div>
            <div class="rows__state">{state}</div>
        </li>
    }
    .into_any()
}

/// What a session is called: its browser, and what that runs on.
pub(crate) fn name_of(session: &OwnSession) -> Text {
    browser(&session.user_agent)
}

/// What a browser is called.
pub(super) fn browser(user_agent: &str) -> Text {
    match browser_name(user_agent) {
        Some(name) => Signal::stored(name),
        None => text!(sessions.unknown),
    }
}

/// When and from where somebody signed in there.
pub(crate) fn facts(session: &OwnSession) -> AnyView {
    let (signed_in, seen) = (session.created_at, session.last_seen_at);
    let address = session.address.clone();
    let (here, there) = (zone(), zone());
    let signed_in = filled_text(move |language| {
        let time = format::date_time(signed_in, &here, language);
        words_of!(locale_of(language), sessions.signedInAt, time = time)
    });
    let seen = filled_text(move |language| {
        let time = format::date_time(seen, &there, language);
        words_of!(locale_of(language), sessions.lastSeenAt, time = time)
    });
    let address = filled_text(move |language| {
        let address = address.as_str();
        words_of!(locale_of(language), sessions.address, address = address)
    });
    view! {
        <p class="rows__lead numbers">{signed_in}</p>
        <p class="rows__lead numbers">{seen}</p>
        <p class="rows__lead numbers">{address}</p>
    }
    .into_any()
}

/// A moment, as clocks of the reader show it.
pub(crate) fn moment(at: DateTime<Utc>) -> Text {
    let zone = zone();
    filled_text(move |language| format::date_time(at, &zone, language))
}

fn zone() -> String {
    let session = use_session().now();
    session.map_or_else(
        || "Asia/Tokyo".to_owned(),
        |session| session.account.time_zone.as_str().to_owned(),
    )
}
