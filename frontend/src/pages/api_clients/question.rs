use leptos::prelude::*;

use super::desk::{DEEDS, Deed, Desk, SECRETS};
use super::issued::issued;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::language::{Text, text};
use crate::layouts::focus::focus_soon;
use crate::view::{live, nothing};

/// The questions before a program loses something, the proof that it is oneself, and a secret
/// that was made just now.
pub(super) fn questions(desk: Desk) -> AnyView {
    let made = Signal::derive(move || desk.issued.with(Option::is_some));
    let stored = Callback::new(move |()| {
        desk.issued.set(None);
        focus_soon(SECRETS);
    });
    let secret = move || {
        live(move || match desk.issued.get() {
            Some(made) => issued(&made),
            None => nothing(),
        })
    };
    view! {
        {question(desk)}
        // Escape does not close it: the secret is shown once.
        <Dialog open=made heading_id="issued-secret" title=text!(api_clients.issued.title)>
            {secret()}
            <div class="form__acts">
                <Button on_press=stored>{text!(api_clients.issued.stored)}</Button>
            </div>
        </Dialog>
        {desk.proof.view()}
    }
    .into_any()
}

fn question(desk: Desk) -> AnyView {
    let open = Signal::derive(move || desk.asked.with(Option::is_some));
    let close = Callback::new(move |()| desk.give_up());
    let confirm = Callback::new(move |()| {
        if let Some(deed) = desk.asked.get_untracked() {
            desk.carry_out(deed);
        }
    });
    let title = Signal::derive(move || {
        let asked = desk.asked.get();
        asked
            .map(|deed| words_for(&deed).title.get())
            .unwrap_or_default()
    });
    let body = move || {
        live(move || match desk.asked.get() {
            Some(deed) => about(&deed, desk),
            None => nothing(),
        })
    };
    let act = move || {
        live(move || match desk.asked.get() {
            Some(deed) => words_for(&deed).act.into_any(),
            None => nothing(),
        })
    };
    view! {
        <Dialog open=open on_close=close heading_id="program-question" title=title>
            {body()}
            {desk.refusal()}
            <div class="form__acts">
                <Button weight=Weight::Danger busy=desk.busy on_press=confirm>
                    {act()}
                </Button>
                <Button weight=Weight::Outline on_press=close>
                    {text!(app.cancel)}
                </Button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// What it is about, and what happens then.
fn about(deed: &Deed, desk: Desk) -> AnyView {
    let name = match deed {
        Deed::EndSecret(secret) => format!("…{}", secret.hint),
        Deed::RemoveKey(key) => key.kid.clone(),
        _ => {
            let client = desk.client.get();
            client.map(|client| client.value.name).unwrap_or_default()
        }
    };
    view! {
        <div class="person">
            <p class="person__name">{name}</p>
        </div>
        <p>{words_for(deed).consequence}</p>
    }
    .into_any()
}

/// The words of a question.
struct QuestionWords {
    title: Text,
    consequence: Text,
    act: Text,
}

fn words_for(deed: &Deed) -> QuestionWords {
    let (title, consequence, act) = match deed {
        Deed::EndSecret(_) => (
            text!(api_clients.secrets.endTitle),
            text!(api_clients.secrets.endConsequence),
            text!(api_clients.secrets.endAct),
        ),
        Deed::RemoveKey(_) => (
            text!(api_clients.keys.removeTitle),
            text!(api_clients.keys.removeConsequence),
            text!(api_clients.keys.removeAct),
        ),
        Deed::Delete => (
            text!(api_clients.deeds.deleteTitle),
            text!(api_clients.deeds.deleteConsequence),
            text!(api_clients.deeds.deleteAct),
        ),
        Deed::MakeSecret | Deed::Suspend | Deed::Resume => (
            text!(api_clients.deeds.suspendTitle),
            text!(api_clients.deeds.suspendConsequence),
            text!(api_clients.deeds.suspendAct),
        ),
    };
    QuestionWords {
        title,
        consequence,
        act,
    }
}

/// What can be done to the program as a whole.
pub(super) fn deeds(desk: Desk, suspended: bool) -> AnyView {
    let here = live(move || match desk.asked.get() {
        None => desk.refusal(),
        Some(_) => nothing(),
    });
    let hold = if suspended {
        row(
            desk,
            Deed::Resume,
            "resume-lead",
            [
                text!(api_clients.deeds.resume),
                text!(api_clients.deeds.resumeLead),
                text!(api_clients.deeds.resumeAct),
            ],
        )
    } else {
        row(
            desk,
            Deed::Suspend,
            "suspend-lead",
            [
                text!(api_clients.deeds.suspend),
                text!(api_clients.deeds.suspendLead),
                text!(api_clients.deeds.suspendAct),
            ],
        )
    };
    let delete = row(
        desk,
        Deed::Delete,
        "delete-lead",
        [
            text!(api_clients.deeds.delete),
            text!(api_clients.deeds.deleteLead),
            text!(api_clients.deeds.deleteAct),
        ],
    );
    view! {
        <section class="card deeds" aria-labelledby=DEEDS>
            <h2 id=DEEDS tabindex="-1">
                {text!(api_clients.deeds.title)}
            </h2>
            {here}
            <ul>{hold} {delete}</ul>
        </section>
    }
    .into_any()
}

fn row(desk: Desk, deed: Deed, id: &'static str, [name, lead, act]: [Text; 3]) -> AnyView {
    let press = Callback::new(move |()| desk.press(deed.clone()));
    view! {
        <li class="rows__row">
            <div class="rows__body">
                <h3 class="rows__name">{name}</h3>
                <p class="rows__lead" id=id>
                    {lead}
                </p>
            </div>
            <div class="rows__state">
                <Button weight=Weight::Outline busy=desk.busy described_by=id on_press=press>
                    {act}
                </Button>
            </div>
        </li>
    }
    .into_any()
}
