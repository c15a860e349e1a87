use leptos::prelude::*;
use minato_types::accounts::Account;

use super::desk::Desk;
use super::words;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::forms::accounts::Deed;
use crate::language::text;
use crate::view::{live, nothing};

/// The questions that come before what shuts somebody out.
pub(super) fn questions(desk: Desk) -> AnyView {
    view! {
        <Question desk=desk deed=Deed::Suspend heading_id="suspend-heading" />
        <Question desk=desk deed=Deed::Delete heading_id="delete-heading" />
    }
    .into_any()
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
    let close = Callback::new(move |()| desk.give_up());
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
