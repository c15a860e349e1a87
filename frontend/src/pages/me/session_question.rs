use leptos::prelude::*;

use super::sessions::{Asked, Desk, facts, name_of};
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::language::{filled_text, text};
use crate::problems::problem;
use crate::view::{live, nothing};

/// The question before a browser is signed out: it names the browser and the consequence.
#[component]
pub(super) fn Question(
    /// Where browsers are signed out.
    desk: Desk,
) -> impl IntoView {
    view! {
        {one(desk)}
        {others(desk)}
    }
}

fn one(desk: Desk) -> AnyView {
    let open = Signal::derive(move || {
        desk.asked
            .with(|asked| matches!(asked, Some(Asked::One(_))))
    });
    let close = Callback::new(move |()| desk.give_up());
    view! {
        <Dialog
            open=open
            on_close=close
            heading_id="end-session"
            title=text!(sessions.endTitle)
        >
            {which(desk)}
            <p>{text!(sessions.endConsequence)}</p>
            {refusal(desk)}
            {acts(desk, close, false)}
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

fn others(desk: Desk) -> AnyView {
    let open = Signal::derive(move || desk.asked.with(|asked| *asked == Some(Asked::Others)));
    let close = Callback::new(move |()| desk.give_up());
    view! {
        <Dialog
            open=open
            on_close=close
            heading_id="end-other-sessions"
            title=text!(sessions.endOthersTitle)
        >
            <p>{text!(sessions.endOthersConsequence)}</p>
            {refusal(desk)}
            {acts(desk, close, true)}
        </Dialog>
    }
    .into_any()
}

fn acts(desk: Desk, close: Callback<()>, others: bool) -> AnyView {
    let confirm = Callback::new(move |()| desk.carry_out());
    let words = if others {
        text!(sessions.endOthers)
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
