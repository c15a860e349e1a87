//! What is said of an account.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use minato_types::accounts::{Account, BrowserTrust};
use minato_types::values::{AccountRole, AccountState, SecondFactor, TimeZone};

use crate::clock;
use crate::components::badge::{Badge, BadgeTone};
use crate::format;
use crate::language::{Text, filled_text, locale_of, text};
use crate::session::use_session;
use crate::words::words_of;

/// What a state is called.
pub(crate) fn state(state: AccountState) -> Text {
    match state {
        AccountState::Invited => text!(accounts.state.invited),
        AccountState::Active => text!(accounts.state.active),
        AccountState::Suspended => text!(accounts.state.suspended),
        AccountState::Expired => text!(accounts.state.expired),
    }
}

/// The state of an account, and whether it is locked.
pub(super) fn badges(account: &Account) -> AnyView {
    let tone = match account.state {
        AccountState::Active => BadgeTone::Good,
        AccountState::Invited => BadgeTone::Info,
        AccountState::Suspended | AccountState::Expired => BadgeTone::Quiet,
    };
    let state = state(account.state);
    let locked = account.locked_until.map(|_| {
        view! { <Badge tone=BadgeTone::Warning>{text!(accounts.state.locked)}</Badge> }
    });
    view! {
        <span class="badges">
            <Badge tone=tone>{state}</Badge>
            {locked}
        </span>
    }
    .into_any()
}

/// What the second step must ask for, by its word.
pub(super) fn required_factor(word: &str) -> Text {
    if word == SecondFactor::Totp.as_str() {
        text!(accounts.factor.totp)
    } else {
        text!(accounts.factor.mailOtp)
    }
}

/// The last day of an account.
pub(crate) fn validity(last_day: NaiveDate) -> Text {
    if format::is_without_end(last_day) {
        text!(account.noExpiry)
    } else {
        filled_text(move |language| format::date(last_day, language))
    }
}

/// A moment, as clocks of the reader show it.
pub(crate) fn moment(at: DateTime<Utc>) -> Text {
    let zone = use_session().now().map(|session| session.account.time_zone);
    filled_text(move |language| {
        let zone = zone.as_ref().map_or("Asia/Tokyo", |zone| zone.as_str());
        format::date_time(at, zone, language)
    })
}

/// The day of a moment, by the clocks of the reader.
pub(super) fn day_of(at: DateTime<Utc>) -> Text {
    let zone = use_session().now().map(|session| session.account.time_zone);
    let zone = zone.as_ref().map(TimeZone::as_str);
    let day = clock::wall_time(at, zone).date();
    filled_text(move |language| format::date(day, language))
}

/// When somebody last signed in.
pub(super) fn last_sign_in(account: &Account) -> Text {
    match account.last_signed_in_at {
        Some(at) => moment(at),
        None => text!(accounts.neverSignedIn),
    }
}

/// What a role is called and what it may do, for a choice.
pub(super) fn role(role: AccountRole) -> (Text, Text) {
    match role {
        AccountRole::Admin => (text!(account.role.admin), text!(accounts.role.admin)),
        AccountRole::User => (text!(account.role.user), text!(accounts.role.user)),
    }
}

/// What is said where there is no telephone number and the like.
pub(super) fn given_or_none(given: Option<String>) -> Text {
    match given {
        Some(given) => Signal::stored(given),
        None => text!(app.none),
    }
}

/// The name of a person as one addresses somebody.
pub(super) fn addressed(name: &str) -> Text {
    let name = name.to_owned();
    filled_text(move |language| {
        words_of!(
            locale_of(language),
            accounts.addressed,
            name = name.as_str()
        )
    })
}

/// Whether an account may come from any address.
pub(super) fn any_address(may: bool) -> Text {
    if may {
        text!(accounts.anyAddress.may)
    } else {
        text!(accounts.anyAddress.mayNot)
    }
}

/// What an account says of trusted browsers.
pub(crate) fn trust(trust: BrowserTrust) -> Text {
    match trust {
        BrowserTrust::Company => text!(accounts.trust.company),
        BrowserTrust::Allowed => text!(accounts.trust.allowed),
        BrowserTrust::Refused => text!(accounts.trust.refused),
    }
}
