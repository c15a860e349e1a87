//! A choice among a few.

use leptos::prelude::*;

use super::binding::FieldBinding;
use crate::language::Text;
use crate::view::each;

/// A choice among a few.
#[component]
pub fn Select(
    /// The field of the form.
    field: FieldBinding,
    /// Each choice: its value and its words.
    choices: Vec<(String, Text)>,
    /// A first choice with an empty value: "please choose", or "all".
    #[prop(optional)]
    placeholder: Option<Text>,
    /// Whether something must be chosen.
    #[prop(default = true)]
    required: bool,
    /// Told after something was chosen.
    #[prop(optional)]
    on_choose: Option<Callback<()>>,
) -> impl IntoView {
    let placeholder = placeholder.map(|words| (String::new(), words));
    let choices = placeholder.into_iter().chain(choices);
    let option = move |(value, words): (String, Text)| {
        let own = value.clone();
        let chosen = Signal::derive(move || field.value.with(|value| *value == own));
        view! { <option value=value prop:selected=chosen>{words}</option> }.into_any()
    };
    view! {
        <select
            class="input input--medium select"
            id=field.control_id()
            aria-required=required.then_some("true")
            aria-invalid=field.invalid()
            aria-describedby=field.described_by()
            on:change:target=move |event| {
                field.tell(event.target().value());
                if let Some(on_choose) = on_choose {
                    on_choose.run(());
                }
            }
            on:blur=move |_| field.tell_left()
        >
            {each(choices, option)}
        </select>
    }
}
