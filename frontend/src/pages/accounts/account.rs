use leptos::prelude::*;
use minato_client::{ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::accounts::Account;
use minato_types::values::{AccountId, AccountState};

use super::deeds::deeds;
use super::desk::Desk;
use super::edit::AccountEdit;
use super::gate::for_admins;
use super::question::questions;
use super::{rights, sessions, words};
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::description_list::{Description, DescriptionList};
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::skeleton::Skeleton;
use crate::language::{Text, text};
use crate::layouts::focus::focus_soon;
use crate::layouts::frame::{Frame, page_name};
use crate::loading::{Loader, use_loader};
use crate::pages::me;
use crate::paths::Page;
use crate::view::{live, nothing};

/// The id of the heading where the keyboard goes after editing.
const FACTS: &str = "facts";

/// The id of the heading where it goes to edit.
pub(super) const EDITED: &str = "edited";

/// One account, as admins see it.
pub(crate) fn page(id: AccountId) -> AnyView {
    for_admins(Page::Account, move |_| shown(id))
}

fn shown(id: AccountId) -> AnyView {
    let account = use_loader(move |client| Box::pin(async move { client.get_account(id).await }));
    let editing = RwSignal::new(false);
    let desk = Desk::new(id, account);
    let kind = page_name(Page::Account);
    let heading = Signal::derive(move || match account.get() {
        Some(account) => account.value.name.as_str().to_owned(),
        None => kind.get(),
    });
    let is_gone = Memo::new(move |_| {
        let failure = account.failure();
        let code = failure.as_ref().and_then(ClientError::code);
        code == Some(ProblemCode::NotFound) && account.get().is_none()
    });
    let waiting = || view! { <Skeleton lines=8 /> }.into_any();
    let content = live(move || {
        if is_gone.get() {
            gone()
        } else if editing.get() {
            // What is typed must not be replaced when the account is fetched anew.
            let current = untrack(move || account.get());
            current.map_or_else(nothing, |current| edit(account, current, editing))
        } else {
            account.show(waiting, move |current| facts(current.value, editing, desk))
        }
    });
    view! {
        <Frame page=Page::Account heading=heading>
            {content} {questions(desk)}
        </Frame>
    }
    .into_any()
}

/// It was deleted, or there never was one.
fn gone() -> AnyView {
    let (title, lead) = (text!(accounts.gone.title), text!(accounts.gone.lead));
    view! {
        <EmptyState glyph=icon::PERSON title=title lead=lead>
            <ButtonLink href=Page::Accounts.path()>{text!(accounts.toList)}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

fn edit(
    account: Loader<Versioned<Account>>,
    current: Versioned<Account>,
    editing: RwSignal<bool>,
) -> AnyView {
    let saved = Callback::new(move |newest| {
        account.put(newest);
        editing.set(false);
        focus_soon(FACTS);
    });
    let given_up = Callback::new(move |()| {
        editing.set(false);
        focus_soon(FACTS);
    });
    view! { <AccountEdit current=current on_saved=saved on_given_up=given_up /> }.into_any()
}

fn facts(account: Account, editing: RwSignal<bool>, desk: Desk) -> AnyView {
    let (id, own) = (account.id, account.own);
    let (standing, deeds) = (standing(&account), deeds(&account, desk));
    let usage = usage(&account);
    let registered = registered(account);
    let open = Callback::new(move |()| {
        editing.set(true);
        focus_soon(EDITED);
    });
    view! {
        {standing}
        <section class="card" aria-labelledby=FACTS>
            <div class="card__head">
                <h2 id=FACTS tabindex="-1">
                    {text!(accounts.facts.title)}
                </h2>
                <Button weight=Weight::Outline on_press=open>
                    {text!(app.edit)}
                </Button>
            </div>
            <DescriptionList>{registered} {usage}</DescriptionList>
        </section>
        {rights::section(id)}
        {sessions::section(id, own)}
        {deeds}
    }
    .into_any()
}

/// Why the account cannot be used now, and what would change that.
fn standing(account: &Account) -> AnyView {
    let state = match account.state {
        AccountState::Active => None,
        AccountState::Invited => Some((Tone::Info, text!(accounts.standing.invited))),
        AccountState::Suspended => Some((Tone::Warning, text!(accounts.standing.suspended))),
        AccountState::Expired => {
            let day = words::validity(account.valid_until);
            let words = text!(accounts.standing.expired, day = day.get());
            Some((Tone::Warning, words))
        }
    };
    let locked = account.locked_until.map(|until| {
        let until = words::moment(until);
        (
            Tone::Warning,
            text!(accounts.standing.locked, until = until.get()),
        )
    });
    let told = |(tone, words): (Tone, Text)| view! { <Banner tone=tone>{words}</Banner> };
    view! {
        {state.map(told)}
        {locked.map(told)}
    }
    .into_any()
}

fn registered(account: Account) -> AnyView {
    let phone = account
        .phone
        .as_ref()
        .map(|phone| phone.as_str().to_owned());
    let own = account.own.then(|| {
        view! { <span class="quiet">{text!(accounts.facts.own)}</span> }
    });
    view! {
        <Description term=text!(accounts.fields.name)>
            {account.name.as_str().to_owned()}
            " "
            {own}
        </Description>
        <Description term=text!(accounts.fields.email)>
            {account.email.as_str().to_owned()}
        </Description>
        <Description term=text!(accounts.fields.department)>
            {account.department.as_str().to_owned()}
        </Description>
        <Description term=text!(accounts.fields.phone)>
            <span class="numbers">{words::given_or_none(phone)}</span>
        </Description>
        <Description term=text!(accounts.fields.role)>{me::words::role(account.role)}</Description>
        <Description term=text!(accounts.fields.validUntil)>
            <span class="numbers">{words::validity(account.valid_until)}</span>
        </Description>
        <Description term=text!(accounts.fields.trustedBrowsers)>
            {words::trust(account.trusted_browsers)}
        </Description>
        <Description term=text!(accounts.fields.anyAddress)>
            {words::any_address(account.any_address)}
        </Description>
        <Description term=text!(accounts.fields.language)>
            <span lang=account.language.as_str()>{me::words::own_name(account.language)}</span>
        </Description>
    }
    .into_any()
}

fn usage(account: &Account) -> AnyView {
    let (badges, last_sign_in) = (words::badges(account), words::last_sign_in(account));
    let created_at = words::moment(account.created_at);
    view! {
        <Description term=text!(accounts.fields.state)>{badges}</Description>
        <Description term=text!(accounts.fields.lastSignedInAt)>
            <span class="numbers">{last_sign_in}</span>
        </Description>
        <Description term=text!(accounts.fields.createdAt)>
            <span class="numbers">{created_at}</span>
        </Description>
    }
    .into_any()
}
