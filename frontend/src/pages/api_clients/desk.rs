use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::{Client, ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::api_clients::{
    AddApiClientSecretRequest, ApiClient, ApiClientKey, ApiClientSecret, IssuedApiClientSecret,
};
use uuid::Uuid;

use crate::components::banner::{Banner, Tone};
use crate::components::toast::{ToastContext, use_toast};
use crate::language::{Words, filled_text};
use crate::layouts::focus::focus_soon;
use crate::loading::Loader;
use crate::navigation::{Navigator, use_navigator};
use crate::pages::me::proof::{ProofDesk, use_proof};
use crate::paths::Page;
use crate::problems::problem;
use crate::session::{SessionContext, use_session};
use crate::view::{live, nothing};
use crate::words::words_of;

/// The id of the heading where the keyboard goes when the secrets have changed.
pub(super) const SECRETS: &str = "secrets";

/// The id of the heading where it goes when the keys have changed.
pub(super) const KEYS: &str = "keys";

/// The id of the heading where it goes otherwise.
pub(super) const DEEDS: &str = "deeds";

/// What can be done to a program beside changing it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// Makes another secret.
    MakeSecret,
    /// Ends a secret.
    EndSecret(ApiClientSecret),
    /// Takes a public key away.
    RemoveKey(ApiClientKey),
    /// Switches the program off.
    Suspend,
    /// Switches it on again.
    Resume,
    /// Deletes it.
    Delete,
}

/// What a deed leads to.
enum Outcome {
    Client(Box<Versioned<ApiClient>>),
    Secret(Box<IssuedApiClientSecret>),
    Done,
}

/// Where deeds are asked for, carried out and refused.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) id: Uuid,
    pub(super) client: Loader<Versioned<ApiClient>>,
    /// What is asked about once more.
    pub(super) asked: RwSignal<Option<Deed>>,
    /// Whether something is under way.
    pub(super) busy: RwSignal<bool>,
    /// A secret that was made just now.
    pub(super) issued: RwSignal<Option<IssuedApiClientSecret>>,
    pub(super) proof: ProofDesk,
    refused: RwSignal<Option<ClientError>>,
    pub(super) session: SessionContext,
    ways: StoredValue<Ways>,
}

/// How one is told, and where one goes.
#[derive(Clone, Copy)]
struct Ways {
    toast: ToastContext,
    navigator: Navigator,
}

impl Desk {
    /// The desk for the program with this id.
    pub(super) fn new(id: Uuid, client: Loader<Versioned<ApiClient>>) -> Self {
        Self {
            id,
            client,
            asked: RwSignal::new(None),
            busy: RwSignal::new(false),
            issued: RwSignal::new(None),
            proof: use_proof(),
            refused: RwSignal::new(None),
            session: use_session(),
            ways: StoredValue::new(Ways {
                toast: use_toast(),
                navigator: use_navigator(),
            }),
        }
    }

    /// What a program could miss is asked about once more, all else is done at once.
    pub(super) fn press(self, deed: Deed) {
        self.refused.set(None);
        if matches!(deed, Deed::MakeSecret | Deed::Resume) {
            self.carry_out(deed);
        } else {
            self.asked.set(Some(deed));
        }
    }

    /// Nothing is to be done after all, unless it is being done already.
    pub(super) fn give_up(self) {
        if !self.busy.get_untracked() {
            self.asked.set(None);
            self.refused.set(None);
        }
    }

    /// Carries a deed out, based on the version that is shown.
    pub(super) fn carry_out(self, deed: Deed) {
        let current = untrack(move || self.client.get());
        let (false, Some(current)) = (self.busy.get_untracked(), current) else {
            return;
        };
        self.busy.set(true);
        self.refused.set(None);
        spawn_local(async move {
            let client = self.session.client();
            let outcome = call(&client, &deed, self.id, &current.etag).await;
            self.busy.try_set(false);
            match outcome {
                Ok(outcome) => self.finish(&deed, outcome),
                Err(error) => self.refuse(error, deed).await,
            }
        });
    }

    fn finish(self, deed: &Deed, outcome: Outcome) {
        self.asked.try_set(None);
        if let Some(words) = done(deed) {
            self.tell(words);
        }
        match outcome {
            Outcome::Client(newest) => self.client.put(*newest),
            Outcome::Secret(made) => {
                self.issued.try_set(Some(*made));
                self.client.again();
            }
            Outcome::Done if *deed == Deed::Delete => {
                if let Some(ways) = self.ways.try_get_value() {
                    ways.navigator.go(Page::ApiClients);
                }
                return;
            }
            Outcome::Done => self.client.again(),
        }
        match deed {
            Deed::EndSecret(_) => focus_soon(SECRETS),
            Deed::RemoveKey(_) => focus_soon(KEYS),
            Deed::Suspend | Deed::Resume => focus_soon(DEEDS),
            Deed::MakeSecret | Deed::Delete => {}
        }
    }

    /// Says what is done.
    pub(super) fn tell(self, words: Words) {
        if let Some(ways) = self.ways.try_get_value() {
            ways.toast.show(words);
        }
    }

    async fn refuse(self, error: ClientError, deed: Deed) {
        self.session.notice(&error);
        let next = deed.clone();
        let again = Callback::new(move |()| self.carry_out(next.clone()));
        if self.proof.asks_for(&error, again).await {
            self.asked.try_set(None);
            return;
        }
        // Somebody was faster: what he saved is shown. What is gone already is what was wanted.
        let gone = matches!(deed, Deed::EndSecret(_) | Deed::RemoveKey(_));
        let overtaken = error.code() == Some(ProblemCode::PreconditionFailed);
        if overtaken || error.code() == Some(ProblemCode::NotFound) {
            self.client.again();
            if gone && !overtaken {
                self.asked.try_set(None);
                return;
            }
        }
        self.refused.try_set(Some(error));
    }

    /// Why the last deed was refused.
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

async fn call(client: &Client, deed: &Deed, id: Uuid, etag: &str) -> Result<Outcome, ClientError> {
    Ok(match deed {
        Deed::MakeSecret => {
            let request = AddApiClientSecretRequest::default();
            Outcome::Secret(Box::new(client.add_api_client_secret(id, &request).await?))
        }
        Deed::EndSecret(secret) => {
            client.delete_api_client_secret(id, secret.id).await?;
            Outcome::Done
        }
        Deed::RemoveKey(key) => {
            client.delete_api_client_key(id, key.id).await?;
            Outcome::Done
        }
        Deed::Suspend => Outcome::Client(Box::new(client.suspend_api_client(id, etag).await?)),
        Deed::Resume => Outcome::Client(Box::new(client.resume_api_client(id, etag).await?)),
        Deed::Delete => {
            client.delete_api_client(id, etag).await?;
            Outcome::Done
        }
    })
}

/// What is told when a deed is done; a new secret tells itself.
fn done(deed: &Deed) -> Option<Words> {
    Some(match deed {
        Deed::MakeSecret => return None,
        Deed::EndSecret(_) => |locale| words_of!(locale, api_clients.secrets.ended),
        Deed::RemoveKey(_) => |locale| words_of!(locale, api_clients.keys.removed),
        Deed::Suspend => |locale| words_of!(locale, api_clients.deeds.suspended),
        Deed::Resume => |locale| words_of!(locale, api_clients.deeds.resumed),
        Deed::Delete => |locale| words_of!(locale, api_clients.deeds.deleted),
    })
}
