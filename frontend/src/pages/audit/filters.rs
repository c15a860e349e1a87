use leptos::prelude::*;
use minato_types::audit::{AuditAction, AuditActionGroup, action_words};

use super::list::Trail;
use super::values::group_name;
use crate::clock;
use crate::components::binding::FieldBinding;
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::search_box::SearchBox;
use crate::forms::audit::{ListEventsForm, word_of_action, word_of_group};
use crate::language::{Text, filled_text, text};
use crate::pages::accounts::person_choice::person_choice;
use crate::pages::period::period;
use crate::view::each;

/// What is looked for. What is chosen applies at once, what is typed with the button.
#[component]
pub(super) fn Filters(
    /// What was found.
    found: Trail,
) -> impl IntoView {
    let (form, search) = found.form(ListEventsForm::of);
    let clear = found.clear(text!(audit.filter.clear));
    let first = clock::today_in_japan() - chrono::TimeDelta::days(10 * 366);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        search.run(());
    };
    let words = form.field("q");
    view! {
        <form
            class="filters filters--audit card"
            role="search"
            novalidate
            aria-label=text!(audit.filter.label)
            on:submit=submit
        >
            <ErrorSummary summary=form.summary() />
            {period([form.field("from"), form.field("to")], first, text!(audit.filter.period))}
            {person_choice(form.field("actor"), text!(audit.filter.everybody), search)}
            <div class="filters__words">
                <Field field=words bare=true>
                    <SearchBox field=words />
                </Field>
            </div>
            {kind(form.field("kind"), search)}
            <div class="filters__acts">
                <Button submits=true weight=Weight::Outline>
                    {text!(audit.filter.search)}
                </Button>
                {clear}
            </div>
        </form>
    }
}

/// The kinds of actions: a whole group, or one action of it.
fn kind(field: FieldBinding, search: Callback<()>) -> AnyView {
    let choose = move |text: String| {
        field.tell(text);
        search.run(());
    };
    let groups = each(AuditActionGroup::ALL.iter().copied(), move |group| {
        kinds_of(field, group)
    });
    view! {
        <Field field=field bare=true>
            <select
                class="input input--medium select"
                id=field.control_id()
                aria-invalid=field.invalid()
                aria-describedby=field.described_by()
                on:change:target=move |event| choose(event.target().value())
                on:blur=move |_| field.tell_left()
            >
                {option(field, String::new(), text!(audit.filter.everything))}
                {groups}
            </select>
        </Field>
    }
    .into_any()
}

fn kinds_of(field: FieldBinding, group: AuditActionGroup) -> AnyView {
    let name = group_name(group);
    let all = text!(audit.filter.allOf, group = name.get());
    let actions = AuditAction::ALL.iter().copied();
    let actions = actions.filter(move |action| action.group() == group);
    let actions = each(actions, move |action| {
        let words = filled_text(move |language| action_words(action, language).to_owned());
        option(field, word_of_action(action), words)
    });
    view! {
        <optgroup label=name>
            {option(field, word_of_group(group), all)} {actions}
        </optgroup>
    }
    .into_any()
}

fn option(field: FieldBinding, value: String, words: Text) -> AnyView {
    let own = value.clone();
    let chosen = Signal::derive(move || field.value.with(|value| *value == own));
    view! { <option value=value prop:selected=chosen>{words}</option> }.into_any()
}
