use leptos::prelude::*;
use minato_types::groups::UserGroup;

use super::desk::Desk;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::language::{filled_text, text};
use crate::problems::problem;
use crate::view::{live, nothing};

/// The way to delete the group, and the question that comes before.
pub(super) fn section(desk: Desk) -> AnyView {
    let ask = Callback::new(move |()| {
        desk.refused.set(None);
        desk.asked.set(true);
    });
    view! {
        <section class="card" aria-labelledby="delete">
            <h2 id="delete">{text!(groups.delete.heading)}</h2>
            <p class="note">{text!(groups.delete.lead)}</p>
            <div class="form__acts">
                <Button weight=Weight::Danger on_press=ask>
                    {text!(groups.delete.act)}
                </Button>
            </div>
        </section>
        <Question desk=desk />
    }
    .into_any()
}

/// It names the group and how many people lose what.
#[component]
fn Question(
    /// The group.
    desk: Desk,
) -> impl IntoView {
    let close = Callback::new(move |()| {
        if !desk.busy.get_untracked() {
            desk.asked.set(false);
        }
    });
    let confirm = Callback::new(move |()| desk.delete());
    let refusal = move || {
        live(move || match desk.refused.get() {
            Some(error) => {
                let words = filled_text(move |language| problem(&error, language));
                view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
            }
            None => nothing(),
        })
    };
    let consequence = move || live(move || desk.with(consequence));
    view! {
        <Dialog
            open=desk.asked.into()
            on_close=close
            heading_id="delete-group"
            title=text!(groups.delete.title)
        >
            {consequence()}
            {refusal()}
            <div class="form__acts">
                <Button weight=Weight::Danger busy=desk.busy on_press=confirm>
                    {text!(groups.delete.act)}
                </Button>
                <Button weight=Weight::Outline on_press=close>
                    {text!(app.cancel)}
                </Button>
            </div>
        </Dialog>
    }
}

fn consequence(group: &UserGroup) -> AnyView {
    let (people, name) = (group.accounts.len(), group.name.clone());
    let (services, contracts) = (group.services.len(), group.contracts.len());
    let told = if people == 0 {
        text!(groups.delete.nobody)
    } else {
        text!(
            groups.delete.consequence,
            people = people,
            services = services,
            contracts = contracts
        )
    };
    view! {
        <div class="person">
            <p class="person__name">{name}</p>
        </div>
        <p>{told}</p>
    }
    .into_any()
}
