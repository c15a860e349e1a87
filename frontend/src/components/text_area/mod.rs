//! Several lines of text.

use leptos::prelude::*;

use super::binding::FieldBinding;

/// Several lines of text that are no prose: no word in them is corrected.
#[component]
pub fn TextArea(
    /// The field of the form.
    field: FieldBinding,
    /// How many lines show at once.
    #[prop(default = 3)]
    rows: u32,
    /// Whether it must be filled in.
    #[prop(default = true)]
    required: bool,
) -> impl IntoView {
    view! {
        <textarea
            class="input text-area"
            id=field.control_id()
            rows=rows
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-required=required.then_some("true")
            aria-invalid=field.invalid()
            aria-describedby=field.described_by()
            prop:value=field.value
            on:input:target=move |event| field.tell(event.target().value())
            on:blur=move |_| field.tell_left()
        ></textarea>
    }
}
