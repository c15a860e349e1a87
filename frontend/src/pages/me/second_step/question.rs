use leptos::prelude::*;

use super::desk::{Deed, Desk};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::language::text;

/// The questions that come before what makes codes useless.
pub(super) fn questions(desk: Desk) -> AnyView {
    view! {
        <Question desk=desk deed=Deed::Renew heading_id="renew-heading" />
        <Question desk=desk deed=Deed::Remove heading_id="remove-heading" />
    }
    .into_any()
}

/// The question before codes become useless: it names the consequence.
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
    let (title, consequence, act) = if deed == Deed::Remove {
        (
            text!(security.question.removeTitle),
            text!(security.question.removeConsequence),
            text!(security.acts.removeAct),
        )
    } else {
        (
            text!(security.question.renewTitle),
            text!(security.question.renewConsequence),
            text!(security.acts.renewAct),
        )
    };
    view! {
        <Dialog open=open on_close=close heading_id=heading_id title=title>
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
