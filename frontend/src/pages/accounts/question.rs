use leptos::prelude::*;
use minato_types::accounts::Account;
use minato_types::values::SecondFactor;

use super::desk::Desk;
use super::words;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::forms::accounts::Deed;
use crate::language::{Text, text};
use crate::pages::me::step_up::StepUp;
use crate::view::{live, nothing};

/// The questions that come before what shuts somebody out, and the proof that it is oneself.
pub(super) fn questions(desk: Desk) -> AnyView {
    let unproven = Signal::derive(move || desk.unproven.get().is_some());
    let factor = Signal::derive(move || desk.unproven.get().unwrap_or(SecondFactor::MailOtp));
    let proven = Callback::new(move |()| desk.proven());
    let close = Callback::new(move |()| desk.unproven.set(None));
    view! {
        <Question desk=desk deed=Deed::ResetFactor heading_id="reset-factor-heading" />
        <Question desk=desk deed=Deed::Suspend heading_id="suspend-heading" />
        <Question desk=desk deed=Deed::Delete heading_id="delete-heading" />
        <StepUp open=unproven factor=factor on_proven=proven on_close=close />
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
    let (title, consequence, act) = words_for(deed);
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

/// Title, consequence and button.
fn words_for(deed: Deed) -> (Text, Text, Text) {
    match deed {
        Deed::Delete => (
            text!(accounts.deeds.deleteTitle),
            text!(accounts.deeds.deleteConsequence),
            text!(accounts.deeds.deleteAct),
        ),
        Deed::ResetFactor => (
            text!(accounts.deeds.resetFactorTitle),
            text!(accounts.deeds.resetFactorConsequence),
            text!(accounts.deeds.resetFactorAct),
        ),
        _ => (
            text!(accounts.deeds.suspendTitle),
            text!(accounts.deeds.suspendConsequence),
            text!(accounts.deeds.suspendAct),
        ),
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
