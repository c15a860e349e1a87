//! Something that stands among the fields of a form but cannot be changed there.

use leptos::prelude::*;

use crate::language::Text;

/// A value among fields, and why it stays as it is.
#[component]
pub fn FixedField(
    /// What it is called.
    label: Text,
    /// What stands there.
    #[prop(into)]
    value: Signal<String>,
    /// Why it cannot be changed.
    reason: Text,
) -> impl IntoView {
    view! {
        <div class="field">
            <p class="field__label">{label}</p>
            <p class="field__fixed">{value}</p>
            <p class="field__support">{reason}</p>
        </div>
    }
}
