//! The browsers in which somebody is signed in, and signing them out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::ClientError;
use minato_types::ProblemCode;
use minato_types::sessions::{AccountSessions, OwnSession};
use minato_types::values::AccountId;

use super::session_question::questions;
use crate::components::button::{Button, Weight};
use crate::components::skeleton::Skeleton;
use crate::components::toast::{ToastContext, use_toast};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::layouts::frame::page_name;
use crate::loading::{Loader, use_loader};
use crate::pages::me::proof::{ProofDesk, use_proof};
use crate::pages::me::sessions::{facts, name_of};
use crate::paths::Page;
use crate::session::{SessionContext, use_session};
use crate::view::each;
use crate::words::words_of;

/// The id of the heading where the keyboard goes when a browser is signed out.
const SESSIONS: &str = "account-sessions";

/// What is asked about before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// One browser.
    One(Box<OwnSession>),
    /// All browsers.
    All,
}

/// Where browsers are signed out.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    account: AccountId,
    sessions: Loader<AccountSessions>,
    /// What is asked about.
    pub(super) asked: RwSignal<Option<Asked>>,
    /// Whether it is under way.
    pub(super) busy: RwSignal<bool>,
    /// Why it was refused.
    pub(super) refused: RwSignal<Option<ClientError>>,
    proof: ProofDesk,
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
        if let Some(asked) = self.asked.get_untracked() {
            self.end(asked);
        }
    }

    fn end(self, asked: Asked) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.refused.set(None);
        spawn_local(async move {
            let client = self.session.client();
            let outcome = match &asked {
                Asked::One(one) => client.end_account_session(self.account, one.id).await,
                Asked::All => client.end_account_sessions(self.account).await.map(drop),
            };
            self.busy.try_set(false);
            match outcome {
                Err(error) if !is_over(&error) => self.refuse(error, asked).await,
                _ => self.finish(&asked),
            }
        });
    }

    async fn refuse(self, error: ClientError, asked: Asked) {
        self.session.notice(&error);
        let again = Callback::new(move |()| self.end(asked.clone()));
        if self.proof.asks_for(&error, again).await {
            self.asked.try_set(None);
        } else {
            self.refused.try_set(Some(error));
        }
    }

    fn finish(self, asked: &Asked) {
        self.asked.try_set(None);
        self.toast.show(match asked {
            Asked::One(_) => |locale| words_of!(locale, sessions.ended),
            Asked::All => |locale| words_of!(locale, accounts.sessions.allEnded),
        });
        self.sessions.again();
        focus_soon(SESSIONS);
    }
}

/// Whether the session had ended already, which is what was wanted.
fn is_over(error: &ClientError) -> bool {
    error.code() == Some(ProblemCode::NotFound)
}

/// The browsers in which somebody is signed in; one's own are on the page about oneself.
pub(super) fn section(account: AccountId, own: bool) -> AnyView {
    if own {
        return view! {
            <section class="card" aria-labelledby=SESSIONS>
                <h2 id=SESSIONS>{text!(accounts.sessions.title)}</h2>
                <p>{text!(accounts.sessions.own)}</p>
                <p>
                    <a href=Page::Security.path()>{page_name(Page::Security)}</a>
                </p>
            </section>
        }
        .into_any();
    }
    let desk = Desk {
        account,
        sessions: use_loader(move |client| {
            Box::pin(async move { client.list_account_sessions(account).await })
        }),
        asked: RwSignal::new(None),
        busy: RwSignal::new(false),
        refused: RwSignal::new(None),
        proof: use_proof(),
        session: use_session(),
        toast: use_toast(),
    };
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
    view! {
        <section class="card" aria-labelledby=SESSIONS>
            <h2 id=SESSIONS tabindex="-1">
                {text!(accounts.sessions.title)}
            </h2>
            {desk.sessions.show(waiting, move |sessions| list(sessions, desk))}
            {questions(desk)}
            {desk.proof.view()}
        </section>
    }
    .into_any()
}

fn list(sessions: AccountSessions, desk: Desk) -> AnyView {
    if sessions.items.is_empty() {
        return view! { <p>{text!(accounts.sessions.none)}</p> }.into_any();
    }
    let ask = Callback::new(move |()| desk.ask(Asked::All));
    view! {
        <ul>{each(sessions.items, |session| row(&session, desk))}</ul>
        <div class="form__acts">
            <Button weight=Weight::Outline on_press=ask>
                {text!(accounts.sessions.endAll)}
            </Button>
        </div>
    }
    .into_any()
}

fn row(session: &OwnSession, desk: Desk) -> AnyView {
    let (name, asked) = (name_of(session), Asked::One(Box::new(session.clone())));
    let ask = Callback::new(move |()| desk.ask(asked.clone()));
    view! {
        <li class="rows__row">
            <div class="rows__body">
                <h3 class="rows__name">{name}</h3>
                {facts(session)}
            </div>
            <div class="rows__state">
                <Button weight=Weight::Outline on_press=ask>
                    {text!(sessions.endAct)}
                    <span class="visually-hidden">": " {name}</span>
                </Button>
            </div>
        </li>
    }
    .into_any()
}
