use leptos::prelude::*;
use minato_types::sessions::{SIGN_IN_DAYS, SignInOutcome};

use super::sign_ins::History;
use crate::clock;
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::select::Select;
use crate::forms::company::ListSignInsForm;
use crate::language::text;
use crate::pages::accounts::person_choice::person_choice;
use crate::pages::me::sign_ins::outcome;
use crate::pages::period::period;

/// What is looked for. What is chosen applies at once, what is typed with the button.
#[component]
pub(super) fn Filters(
    /// What was found.
    found: History,
) -> impl IntoView {
    let (form, search) = found.form(ListSignInsForm::of);
    let clear = found.clear(text!(company.signIns.clear));
    let first = clock::today_in_japan() - chrono::TimeDelta::days(SIGN_IN_DAYS.into());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        search.run(());
    };
    let outcomes = SignInOutcome::ALL.iter().copied();
    let outcomes = outcomes.map(|one| (one.to_string(), outcome(one)));
    let (whose, ended) = (form.field("account"), form.field("outcome"));
    view! {
        <form
            class="filters filters--sign-ins card"
            role="search"
            novalidate
            aria-label=text!(company.signIns.look)
            on:submit=submit
        >
            <ErrorSummary summary=form.summary() />
            {period([form.field("from"), form.field("to")], first, text!(company.signIns.period))}
            {person_choice(whose, text!(company.signIns.everybody), search)}
            <Field field=ended bare=true>
                <Select
                    field=ended
                    choices=outcomes.collect()
                    placeholder=text!(company.signIns.everyOutcome)
                    required=false
                    on_choose=search
                />
            </Field>
            <div class="filters__acts">
                <Button submits=true weight=Weight::Outline>
                    {text!(company.signIns.search)}
                </Button>
                {clear}
            </div>
        </form>
    }
}
