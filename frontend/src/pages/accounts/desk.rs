use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::{Client, ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::accounts::Account;
use minato_types::values::{AccountId, Language, SecondFactor};

use crate::components::banner::{Banner, Tone};
use crate::components::toast::{ToastContext, use_toast};
use crate::forms::accounts::Deed;
use crate::language::{Words, filled_text, locale_of};
use crate::layouts::focus::focus_soon;
use crate::loading::Loader;
use crate::navigation::{Navigator, use_navigator};
use crate::paths::Page;
use crate::problems::problem;
use crate::session::{SessionContext, use_session};
use crate::view::{live, nothing};
use crate::words::words_of;

/// The id of the heading where the keyboard goes when a button has done its work.
pub(super) const DEEDS: &str = "deeds";

/// Where deeds are asked for, carried out and refused.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    id: AccountId,
    pub(super) account: Loader<Versioned<Account>>,
    /// What is asked about once more.
    pub(super) asked: RwSignal<Option<Deed>>,
    /// What is under way.
    pub(super) busy: RwSignal<Option<Deed>>,
    /// By what one must prove oneself before the factors of somebody are reset.
    pub(super) unproven: RwSignal<Option<SecondFactor>>,
    refused: RwSignal<Option<ClientError>>,
    session: SessionContext,
    toast: ToastContext,
    navigator: Navigator,
}

impl Desk {
    /// The desk for the account with this id.
    pub(super) fn new(id: AccountId, account: Loader<Versioned<Account>>) -> Self {
        Self {
            id,
            account,
            asked: RwSignal::new(None),
            busy: RwSignal::new(None),
            unproven: RwSignal::new(None),
            refused: RwSignal::new(None),
            session: use_session(),
            toast: use_toast(),
            navigator: use_navigator(),
        }
    }

    /// What shuts somebody out is asked about once more, all else is done at once.
    pub(super) fn press(self, deed: Deed) {
        self.refused.set(None);
        if matches!(deed, Deed::ResetFactor | Deed::Suspend | Deed::Delete) {
            self.asked.set(Some(deed));
        } else {
            self.carry_out(deed);
        }
    }

    /// Nothing is to be done after all, unless it is being done already.
    pub(super) fn give_up(self) {
        if self.busy.get_untracked().is_none() {
            self.asked.set(None);
            self.refused.set(None);
        }
    }

    /// Carries a deed out, based on the version that is shown.
    pub(super) fn carry_out(self, deed: Deed) {
        let current = untrack(move || self.account.get());
        let (None, Some(current)) = (self.busy.get_untracked(), current) else {
            return;
        };
        self.busy.set(Some(deed));
        self.refused.set(None);
        spawn_local(async move {
            let client = self.session.client();
            let outcome = call(&client, deed, self.id, &current.etag).await;
            self.busy.try_set(None);
            match outcome {
                Ok(newest) => self.finish(deed, newest),
                Err(error) if error.code() == Some(ProblemCode::StepUpRequired) => {
                    self.ask_for_proof(&client).await;
                }
                Err(error) => self.refuse(error, &client).await,
            }
        });
    }

    /// The last proof is too old: another one is asked for, by what one has.
    async fn ask_for_proof(self, client: &Client) {
        self.asked.try_set(None);
        match client.get_security().await {
            Ok(security) => {
                self.unproven.try_set(Some(security.factor));
            }
            Err(error) => self.refuse(error, client).await,
        }
    }

    /// Goes on with what waited for the proof: resetting factors is all that wants one.
    pub(super) fn proven(self) {
        self.unproven.set(None);
        self.carry_out(Deed::ResetFactor);
    }

    fn finish(self, deed: Deed, newest: Option<Versioned<Account>>) {
        self.asked.try_set(None);
        self.toast.show(done(deed));
        match newest {
            _ if deed == Deed::Delete => self.navigator.go(Page::Accounts),
            Some(newest) => self.account.put(newest),
            None => self.account.again(),
        }
        if deed != Deed::Delete {
            focus_soon(DEEDS);
        }
    }

    /// Where somebody was faster, what he saved is shown.
    async fn refuse(self, error: ClientError, client: &Client) {
        self.session.notice(&error);
        let overtaken = [ProblemCode::PreconditionFailed, ProblemCode::NotChangeable];
        if error.code().is_some_and(|code| overtaken.contains(&code))
            && let Ok(newest) = client.get_account(self.id).await
        {
            self.account.put(newest);
        }
        self.refused.try_set(Some(error));
    }

    /// Why the last deed was refused.
    pub(super) fn refusal(self) -> AnyView {
        live(move || match self.refused.get() {
            Some(error) => {
                let words = filled_text(move |language| refusal(&error, language));
                view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
            }
            None => nothing(),
        })
    }
}

/// What happened and how to mend it. Only port applications have words of their own for what
/// does not fit a state.
fn refusal(error: &ClientError, language: Language) -> String {
    match error.code() {
        Some(ProblemCode::NotChangeable) => {
            words_of!(locale_of(language), accounts.deeds.notNow).to_owned()
        }
        _ => problem(error, language),
    }
}

/// Carries a deed out; the account as it is now, if the server tells it.
async fn call(
    client: &Client,
    deed: Deed,
    id: AccountId,
    etag: &str,
) -> Result<Option<Versioned<Account>>, ClientError> {
    match deed {
        Deed::Unlock => client.unlock_account(id).await.map(|()| None),
        Deed::Invite => client.invite_account(id).await.map(|()| None),
        Deed::ResetFactor => client.reset_factor(id).await.map(Some),
        Deed::Resume => client.resume_account(id, etag).await.map(Some),
        Deed::Suspend => client.suspend_account(id, etag).await.map(Some),
        Deed::Delete => client.delete_account(id, etag).await.map(|()| None),
    }
}

/// What is told when a deed is done.
fn done(deed: Deed) -> Words {
    match deed {
        Deed::Unlock => |locale| words_of!(locale, accounts.deeds.unlocked),
        Deed::Invite => |locale| words_of!(locale, accounts.deeds.invited),
        Deed::ResetFactor => |locale| words_of!(locale, accounts.deeds.factorReset),
        Deed::Resume => |locale| words_of!(locale, accounts.deeds.resumed),
        Deed::Suspend => |locale| words_of!(locale, accounts.deeds.suspendedNow),
        Deed::Delete => |locale| words_of!(locale, accounts.deeds.deleted),
    }
}
