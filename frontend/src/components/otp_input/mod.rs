//! One field for a one-time code: pasting, filling in and full-width digits all work.

use leptos::prelude::*;

use super::binding::FieldBinding;

/// A one-time code.
#[component]
pub fn OtpInput(
    /// The field of the form.
    field: FieldBinding,
) -> impl IntoView {
    view! {
        <input
            class="input input--code"
            id=field.control_id()
            type="text"
            inputmode="numeric"
            autocomplete="one-time-code"
            autocapitalize="none"
            spellcheck="false"
            aria-required="true"
            aria-invalid=field.invalid()
            aria-describedby=field.described_by()
            prop:value=field.value
            on:input:target=move |event| field.tell(event.target().value())
            on:blur=move |_| field.tell_left()
        />
    }
}
