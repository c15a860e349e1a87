//! A choice among a few.

use leptos::prelude::*;

use super::binding::FieldBinding;
use crate::view::each;

/// A choice among a few.
#[component]
pub fn Select(
    /// The field of the form.
    field: FieldBinding,
    /// Each choice: its value and its words.
    choices: Vec<(String, String)>,
) -> impl IntoView {
    let option = move |(value, words): (String, String)| {
        let own = value.clone();
        let chosen = Signal::derive(move || field.value.with(|value| *value == own));
        view! { <option value=value prop:selected=chosen>{words}</option> }.into_any()
    };
    view! {
        <select
            class="input input--medium select"
            id=field.control_id()
            aria-required="true"
            aria-invalid=field.invalid()
            aria-describedby=field.described_by()
            on:change:target=move |event| field.tell(event.target().value())
            on:blur=move |_| field.tell_left()
        >
            {each(choices, option)}
        </select>
    }
}
