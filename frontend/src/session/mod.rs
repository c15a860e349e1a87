//! Who is signed in, for all pages.

mod model;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::{Client, ClientError};
use minato_types::ProblemCode;
use minato_types::auth::{CodeRequired, Session, SessionState};
use minato_types::me::UpdateMeRequest;
use minato_types::values::{AccountId, Language, SecondFactor};

use crate::language::LanguageContext;
pub use model::{Arrival, SessionModel};

/// The session of this browser and the way to the server. Nothing of it is ever stored.
#[derive(Clone, Copy)]
pub struct SessionContext {
    client: StoredValue<Arc<Client>>,
    language: LanguageContext,
    model: RwSignal<SessionModel>,
    failure: RwSignal<Option<ClientError>>,
    arrivals: RwSignal<u32>,
}

impl SessionContext {
    /// Nobody is known yet: [`Self::load`] asks the server.
    pub fn new(language: LanguageContext) -> Self {
        Self {
            client: StoredValue::new(Arc::new(Client::new(""))),
            language,
            model: RwSignal::default(),
            failure: RwSignal::default(),
            arrivals: RwSignal::default(),
        }
    }

    /// The way to the server, speaking the language of the reader.
    pub fn client(self) -> Arc<Client> {
        let client = self.client.get_value();
        client.set_language(self.language.now());
        client
    }

    /// Asks the server who is signed in.
    pub fn load(self) {
        self.failure.set(None);
        spawn_local(async move {
            match self.client().get_session().await {
                Ok(state) => {
                    self.settle(state);
                }
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }

    /// Takes over what the server said about the session.
    pub fn settle(self, state: SessionState) -> Arrival {
        let mut arrival = Arrival::Nobody;
        self.model.update(|model| arrival = model.settle(state));
        if let Some(session) = self.now() {
            self.language.show(session.account.language);
        }
        if arrival == Arrival::SamePerson {
            self.arrivals.update(|count| *count += 1);
        }
        arrival
    }

    /// Looks at the error of a call: if the session has ended, the sign-in dialog opens.
    pub fn notice(self, error: &ClientError) {
        if error.code() == Some(ProblemCode::NotSignedIn) && self.now().is_some() {
            self.model.update(SessionModel::lapse);
        }
    }

    /// Ends the session; with `forget` this browser is neither known nor trusted any more.
    pub async fn sign_out(self, forget: bool) -> Result<(), ClientError> {
        let client = self.client();
        let ended = if forget {
            client.log_out_and_forget_browser().await
        } else {
            client.log_out().await
        };
        match ended {
            Err(error) if error.code() != Some(ProblemCode::NotSignedIn) => Err(error),
            _ => {
                self.leave();
                Ok(())
            }
        }
    }

    /// Gives the sign-in under way up.
    pub async fn cancel_login(self) {
        // The sign-in ends by itself when nobody can tell the server.
        let _ = self.client().cancel_login().await;
        self.model.update(|model| model.pending = None);
    }

    /// Forgets everything about the person who was here.
    pub fn leave(self) {
        self.model.update(SessionModel::leave);
    }

    /// Shows the pages in `language` and keeps the choice: in the account of whoever is
    /// signed in, otherwise in this browser.
    pub fn choose_language(self, language: Language) {
        self.language.choose(language);
        if self.now().is_some() {
            spawn_local(async move {
                if let Err(error) = self.keep_language(language).await {
                    self.notice(&error);
                }
            });
        }
    }

    async fn keep_language(self, language: Language) -> Result<(), ClientError> {
        let me = self.client().get_me().await?;
        let language = Some(language.to_string());
        let request = UpdateMeRequest {
            language,
            ..UpdateMeRequest::default()
        };
        self.client().update_me(&request, &me.etag).await?;
        self.settle(self.client().get_session().await?);
        Ok(())
    }

    /// Whether the server has said who is signed in; the caller is told of changes.
    pub fn is_known(self) -> bool {
        self.model.with(|model| model.known)
    }

    /// Why the server could not say who is signed in; the caller is told of changes.
    pub fn failure(self) -> Option<ClientError> {
        self.failure.get()
    }

    /// The session; the caller is told of changes.
    pub fn get(self) -> Option<Session> {
        self.model.with(|model| model.session.clone())
    }

    /// The session now.
    pub fn now(self) -> Option<Session> {
        self.model.with_untracked(|model| model.session.clone())
    }

    /// Whose session it is; told only when it is somebody else's.
    pub fn account(self) -> Memo<Option<AccountId>> {
        let model = self.model;
        Memo::new(move |_| model.with(|model| model.session.as_ref().map(|s| s.account.id)))
    }

    /// Whether somebody else chose the password of whoever is signed in: then one's own is
    /// set before anything else.
    pub fn must_change_password(self) -> Memo<bool> {
        let model = self.model;
        Memo::new(move |_| {
            model.with(|model| {
                let session = model.session.as_ref();
                session.is_some_and(|session| session.account.must_change_password)
            })
        })
    }

    /// What is awaited between the two steps; the caller is told of changes.
    pub fn pending(self) -> Option<CodeRequired> {
        self.model.with(|model| model.pending.clone())
    }

    /// Whether a code is awaited now.
    pub fn pending_now(self) -> bool {
        self.model.with_untracked(|model| model.pending.is_some())
    }

    /// By what the second step is proved, if a code is awaited now.
    pub fn asked_factor(self) -> Option<SecondFactor> {
        let pending = |model: &SessionModel| model.pending.as_ref().map(|pending| pending.factor);
        self.model.with_untracked(pending)
    }

    /// Whether the session ended under a living page; the caller is told of changes.
    pub fn has_lapsed(self) -> bool {
        self.model.with(|model| model.lapsed)
    }

    /// How often somebody came back after his session had ended; told when it happens,
    /// so that what could not be loaded is loaded again.
    pub fn arrivals(self) -> u32 {
        self.arrivals.get()
    }
}

/// The session of this browser.
///
/// It is provided by the application before any page exists.
pub fn use_session() -> SessionContext {
    use_context().unwrap_or_else(|| SessionContext::new(crate::language::use_language()))
}
