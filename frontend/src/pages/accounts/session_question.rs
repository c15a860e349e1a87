use leptos::prelude::*;

use super::sessions::{Asked, Desk};
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::language::{filled_text, text};
use crate::pages::me::sessions::{facts, name_of};
use crate::problems::problem;
use crate::view::{live, nothing};

/// The questions before somebody is signed out: they name the browser and the consequence.
pub(super) fn questions(desk: Desk) -> AnyView {
    let one = Signal::derive(move || {
        desk.asked
            .with(|asked| matches!(asked, Some(Asked::One(_))))
    });
    let all = Signal::derive(move || desk.asked.with(|asked| *asked == Some(Asked::All)));
    let close = Callback::new(move |()| desk.give_up());
    view! {
        <Dialog
            open=one
            on_close=close
            heading_id="end-account-session"
            title=text!(sessions.endTitle)
        >
            {which(desk)}
            <p>{text!(sessions.endConsequence)}</p>
            {refusal(desk)}
            {acts(desk, close, false)}
        </Dialog>
        <Dialog
            open=all
            on_close=close
            heading_id="end-account-sessions"
            title=text!(accounts.sessions.endAllTitle)
        >
            <p>{text!(accounts.sessions.endAllConsequence)}</p>
            {refusal(desk)}
            {acts(desk, close, true)}
        </Dialog>
    }
    .into_any()
}

/// Which browser it is about.
fn which(desk: Desk) -> AnyView {
    live(move || match desk.asked.get() {
        Some(Asked::One(session)) => view! {
            <div>
                <p class="rows__name">{name_of(&session)}</p>
                {facts(&session)}
            </div>
        }
        .into_any(),
        _ => nothing(),
    })
}

fn acts(desk: Desk, close: Callback<()>, all: bool) -> AnyView {
    let confirm = Callback::new(move |()| desk.carry_out());
    let words = if all {
        text!(accounts.sessions.endAll)
    } else {
        text!(sessions.endAct)
    };
    view! {
        <div class="form__acts">
            <Button weight=Weight::Danger busy=desk.busy on_press=confirm>
                {words}
            </Button>
            <Button weight=Weight::Outline on_press=close>
                {text!(app.cancel)}
            </Button>
        </div>
    }
    .into_any()
}

/// Why it was refused.
fn refusal(desk: Desk) -> AnyView {
    live(move || match desk.refused.get() {
        Some(error) => {
            let words = filled_text(move |language| problem(&error, language));
            view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
        }
        None => nothing(),
    })
}
