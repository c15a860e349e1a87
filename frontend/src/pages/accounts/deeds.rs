use leptos::prelude::*;
use minato_types::accounts::Account;
use minato_types::values::AccountState;

use super::desk::{DEEDS, Desk};
use crate::components::button::{Button, Weight};
use crate::forms::accounts::{Deed, Obstacle, offers};
use crate::language::{Text, text};
use crate::view::{each, live, nothing};

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
        Deed::ResetFactor => ("reset-factor-lead", Weight::Outline),
        Deed::Resume => ("resume-lead", Weight::Outline),
        Deed::Suspend => ("suspend-lead", Weight::Outline),
        Deed::Delete => ("delete-lead", Weight::Outline),
    }
}

fn name(account: &Account, deed: Deed) -> Text {
    match deed {
        Deed::Unlock => text!(accounts.deeds.unlock),
        Deed::Invite if is_invited(account) => text!(accounts.deeds.inviteAgain),
        Deed::Invite => text!(accounts.deeds.invite),
        Deed::ResetFactor => text!(accounts.deeds.resetFactor),
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
        Deed::ResetFactor => text!(accounts.deeds.resetFactorAct),
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
        Deed::ResetFactor => text!(accounts.deeds.resetFactorLead),
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

fn is_invited(account: &Account) -> bool {
    account.state == AccountState::Invited
}
