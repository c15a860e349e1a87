//! A password: hidden, but it can be looked at; pasting is welcome.

use leptos::prelude::*;

use super::binding::FieldBinding;
use crate::language::text;

/// A password.
#[component]
pub fn Password(
    /// The field of the form.
    field: FieldBinding,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let (show, hide) = (text!(app.password.show), text!(app.password.hide));
    let (show_label, hide_label) = (text!(app.password.showLabel), text!(app.password.hideLabel));
    let words = Signal::derive(move || if shown.get() { hide.get() } else { show.get() });
    let label = Signal::derive(move || {
        if shown.get() {
            hide_label.get()
        } else {
            show_label.get()
        }
    });
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" }.to_owned());
    view! {
        <div class="password">
            <input
                class="input"
                id=field.control_id()
                type=kind
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-required="true"
                aria-invalid=field.invalid()
                aria-describedby=field.described_by()
                prop:value=field.value
                on:input:target=move |event| field.tell(event.target().value())
                on:blur=move |_| field.tell_left()
            />
            <button
                type="button"
                class="password__reveal"
                aria-label=label
                aria-controls=field.control_id()
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {words}
            </button>
        </div>
    }
}
