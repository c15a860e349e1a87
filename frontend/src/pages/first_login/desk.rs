use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::ClientError;
use minato_types::auth::SessionState;
use minato_types::first_login::FirstLogin;
use wasm_bindgen::JsValue;

use crate::components::banner::{Banner, Tone};
use crate::language::filled_text;
use crate::paths::Page;
use crate::problems::problem;
use crate::session::{SessionContext, use_session};
use crate::view::{live, nothing};

/// What the page shows.
#[derive(Clone)]
pub(super) enum Stage {
    /// The server is asked where one stands.
    Waiting,
    /// The server could not say so.
    Failed(ClientError),
    /// The identity check of a link.
    Identity(String),
    /// The link cannot be used any more.
    Spent,
    /// Nobody is on the way here, and there is no link.
    WithoutLink,
    /// The next step.
    UnderWay(FirstLogin),
    /// All is done: the session that came of it, if one did, and whether an app that was there
    /// before stays.
    Done(SessionState, bool),
}

/// Where the steps are taken.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) stage: RwSignal<Stage>,
    /// Whether the end is under way.
    pub(super) busy: RwSignal<bool>,
    pub(super) session: SessionContext,
    refused: RwSignal<Option<ClientError>>,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            stage: RwSignal::new(Stage::Waiting),
            busy: RwSignal::new(false),
            session: use_session(),
            refused: RwSignal::new(None),
        }
    }

    /// Begins with a link.
    pub(super) fn follow(self, token: String) {
        forget_address();
        self.show(Stage::Identity(token));
    }

    /// Goes on where this browser stopped.
    pub(super) fn come_back(self) {
        self.show(Stage::Waiting);
        spawn_local(async move {
            let stage = match self.session.client().get_first_login().await {
                Ok(Some(state)) => Stage::UnderWay(state),
                Ok(None) => Stage::WithoutLink,
                Err(error) => Stage::Failed(error),
            };
            self.stage.try_set(stage);
        });
    }

    /// Shows something else.
    pub(super) fn show(self, stage: Stage) {
        self.refused.try_set(None);
        self.stage.try_set(stage);
    }

    /// Goes on as the server says.
    pub(super) fn go_on(self, state: FirstLogin) {
        self.show(Stage::UnderWay(state));
    }

    /// Nothing is left to be done: the password counts from now on.
    pub(super) fn complete(self, keeps_app: bool) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.refused.set(None);
        spawn_local(async move {
            let outcome = self.session.client().complete_first_login().await;
            self.busy.try_set(false);
            match outcome {
                Ok(state) => self.show(Stage::Done(state, keeps_app)),
                Err(error) => {
                    self.refused.try_set(Some(error));
                }
            }
        });
    }

    /// Why the end was refused.
    pub(super) fn refusal(self) -> AnyView {
        live(move || match self.refused.get() {
            Some(error) => {
                let words = filled_text(move |language| problem(&error, language));
                view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
            }
            None => nothing(),
        })
    }
}

/// Takes the secret out of the address bar and out of the history.
fn forget_address() {
    if let Ok(history) = window().history() {
        let path = Page::FirstLogin.path();
        // It fails only for another origin's address.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(path));
    }
}
