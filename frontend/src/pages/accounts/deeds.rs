use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::{Client, ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::accounts::Account;
use minato_types::values::{AccountId, AccountState, Language};

use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::toast::{ToastContext, use_toast};
use crate::forms::accounts::{Deed, Obstacle, offers};
use crate::language::{Text, Words, filled_text, locale_of, text};
use crate::layouts::focus::focus_soon;
use crate::loading::Loader;
use crate::navigation::{Navigator, use_navigator};
use crate::paths::Page;
use crate::problems::problem;
use crate::session::{SessionContext, use_session};
use crate::view::{each, live, nothing};
use crate::words::words_of;

/// The id of the heading where the keyboard goes when a button has done its work.
const DEEDS: &str = "deeds";

/// Where deeds are asked for, carried out and refused.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    id: AccountId,
    account: Loader<Versioned<Account>>,
    /// What is asked about once more.
    asked: RwSignal<Option<Deed>>,
    busy: RwSignal<Option<Deed>>,
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
            refused: RwSignal::new(None),
            session: use_session(),
            toast: use_toast(),
            navigator: use_navigator(),
        }
    }

    /// What shuts somebody out is asked about once more, all else is done at once.
    fn press(self, deed: Deed) {
        self.refused.set(None);
        if matches!(deed, Deed::Suspend | Deed::Delete) {
            self.asked.set(Some(deed));
        } else {
            self.carry_out(deed);
        }
    }

    fn carry_out(self, deed: Deed) {
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
                Err(error) => self.refuse(error, &client).await,
            }
        });
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
    fn refusal(self) -> AnyView {
        live(move || match self.refused.get() {
            Some(error) => {
                let words = filled_text(move |language| refusal(&error, language));
                view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
            }
            None => nothing(),
        })
    }

    /// The questions that come before what shuts somebody out.
    pub(super) fn dialogs(self) -> AnyView {
        view! {
            <Question desk=self deed=Deed::Suspend heading_id="suspend-heading" />
            <Question desk=self deed=Deed::Delete heading_id="delete-heading" />
        }
        .into_any()
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
        Deed::Resume => client.resume_account(id, etag).await.map(Some),
        Deed::Suspend => client.suspend_account(id, etag).await.map(Some),
        Deed::Delete => client.delete_account(id, etag).await.map(|()| None),
    }
}

/// What an admin can do to an account beside changing its fields.
pub(super) fn deeds(account: &Account, desk: Desk) -> AnyView {
    let rows = each(offers(account), |(deed, obstacle)| {
        row(account, desk, deed, obstacle)
    });
    // In a dialog the refusal stands there.
    let here = live(move || match desk.asked.get() {
        None => desk.refusal(),
        Some(_) => nothing(),
    });
    view! {
        <section class="card deeds" aria-labelledby=DEEDS>
            <h2 id=DEEDS tabindex="-1">
                {text!(accounts.deeds.title)}
            </h2>
            {here}
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(account: &Account, desk: Desk, deed: Deed, obstacle: Option<Obstacle>) -> AnyView {
    let lead = match obstacle {
        Some(obstacle) => reason(obstacle),
        None => lead(account, deed),
    };
    let (name, act) = (name(account, deed), act(account, deed));
    let (id, weight) = look(deed);
    let busy = Signal::derive(move || desk.busy.get() == Some(deed));
    let press = Callback::new(move |()| desk.press(deed));
    view! {
        <li class="rows__row">
            <div class="rows__body">
                <h3 class="rows__name">{name}</h3>
                <p class="rows__lead" id=id>
                    {lead}
                </p>
            </div>
            <div class="rows__state">
                <Button
                    weight=weight
                    busy=busy
                    off=Signal::stored(obstacle.is_some())
                    described_by=id
                    on_press=press
                >
                    {act}
                </Button>
            </div>
        </li>
    }
    .into_any()
}

/// The id of what explains a deed, and how much weight its button has.
const fn look(deed: Deed) -> (&'static str, Weight) {
    match deed {
        Deed::Unlock => ("unlock-lead", Weight::Solid),
        Deed::Invite => ("invite-lead", Weight::Outline),
        Deed::Resume => ("resume-lead", Weight::Outline),
        Deed::Suspend => ("suspend-lead", Weight::Outline),
        Deed::Delete => ("delete-lead", Weight::Outline),
    }
}

/// The question before somebody is shut out: it names the person and the consequence.
#[component]
fn Question(
    /// Where deeds are carried out.
    desk: Desk,
    /// What is asked about.
    deed: Deed,
    /// The id of its heading.
    heading_id: &'static str,
) -> impl IntoView {
    let open = Signal::derive(move || desk.asked.get() == Some(deed));
    let busy = Signal::derive(move || desk.busy.get() == Some(deed));
    let close = Callback::new(move |()| {
        if desk.busy.get_untracked().is_none() {
            desk.asked.set(None);
            desk.refused.set(None);
        }
    });
    let confirm = Callback::new(move |()| desk.carry_out(deed));
    let (title, consequence, act) = if deed == Deed::Delete {
        (
            text!(accounts.deeds.deleteTitle),
            text!(accounts.deeds.deleteConsequence),
            text!(accounts.deeds.deleteAct),
        )
    } else {
        (
            text!(accounts.deeds.suspendTitle),
            text!(accounts.deeds.suspendConsequence),
            text!(accounts.deeds.suspendAct),
        )
    };
    let person = move || {
        live(move || {
            desk.account
                .get()
                .map_or_else(nothing, |a| person(&a.value))
        })
    };
    view! {
        <Dialog open=open on_close=close heading_id=heading_id title=title>
            {person()}
            <p>{consequence}</p>
            {desk.refusal()}
            <div class="form__acts">
                <Button weight=Weight::Danger busy=busy on_press=confirm>
                    {act}
                </Button>
                <Button weight=Weight::Outline on_press=close>
                    {text!(app.cancel)}
                </Button>
            </div>
        </Dialog>
    }
}

/// Whom it is about.
fn person(account: &Account) -> AnyView {
    view! {
        <div class="person">
            <p class="person__name">
                {account.name.as_str().to_owned()} {words::badges(account)}
            </p>
            <p class="person__email">{account.email.as_str().to_owned()}</p>
        </div>
    }
    .into_any()
}

fn name(account: &Account, deed: Deed) -> Text {
    match deed {
        Deed::Unlock => text!(accounts.deeds.unlock),
        Deed::Invite if is_invited(account) => text!(accounts.deeds.inviteAgain),
        Deed::Invite => text!(accounts.deeds.invite),
        Deed::Resume => text!(accounts.deeds.resume),
        Deed::Suspend => text!(accounts.deeds.suspend),
        Deed::Delete => text!(accounts.deeds.delete),
    }
}

fn act(account: &Account, deed: Deed) -> Text {
    match deed {
        Deed::Unlock => text!(accounts.deeds.unlockAct),
        Deed::Invite if is_invited(account) => text!(accounts.deeds.inviteAgainAct),
        Deed::Invite => text!(accounts.deeds.inviteAct),
        Deed::Resume => text!(accounts.deeds.resumeAct),
        Deed::Suspend => text!(accounts.deeds.suspendAct),
        Deed::Delete => text!(accounts.deeds.deleteAct),
    }
}

fn lead(account: &Account, deed: Deed) -> Text {
    match deed {
        Deed::Unlock => text!(accounts.deeds.unlockLead),
        Deed::Invite if is_invited(account) => text!(accounts.deeds.inviteAgainLead),
        Deed::Invite => text!(accounts.deeds.inviteLead),
        Deed::Resume => text!(accounts.deeds.resumeLead),
        Deed::Suspend => text!(accounts.deeds.suspendLead),
        Deed::Delete => text!(accounts.deeds.deleteLead),
    }
}

fn reason(obstacle: Obstacle) -> Text {
    match obstacle {
        Obstacle::Own => text!(accounts.deeds.own),
        Obstacle::Suspended => text!(accounts.deeds.suspended),
        Obstacle::Expired => text!(accounts.deeds.expired),
    }
}

fn done(deed: Deed) -> Words {
    match deed {
        Deed::Unlock => |locale| words_of!(locale, accounts.deeds.unlocked),
        Deed::Invite => |locale| words_of!(locale, accounts.deeds.invited),
        Deed::Resume => |locale| words_of!(locale, accounts.deeds.resumed),
        Deed::Suspend => |locale| words_of!(locale, accounts.deeds.suspendedNow),
        Deed::Delete => |locale| words_of!(locale, accounts.deeds.deleted),
    }
}

fn is_invited(account: &Account) -> bool {
    account.state == AccountState::Invited
}
