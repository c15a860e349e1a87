//! A line of text.

use leptos::prelude::*;

use super::binding::FieldBinding;

/// How wide a line is: as wide as what it holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    /// The whole column.
    #[default]
    Full,
    /// A name or a telephone number.
    Medium,
    /// A number of a few characters.
    Short,
}

impl Width {
    /// The class of the control.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Full => "input",
            Self::Medium => "input input--medium",
            Self::Short => "input input--short",
        }
    }
}

/// A line of text.
#[component]
pub fn Input(
    /// The field of the form.
    field: FieldBinding,
    /// The kind of text, as HTML names it.
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers may fill in, as HTML names it.
    autocomplete: &'static str,
    /// The keyboard that small screens offer, as HTML names it.
    #[prop(optional)]
    keyboard: Option<&'static str>,
    /// How wide it is.
    #[prop(optional)]
    width: Width,
    /// Whether it must be filled in.
    #[prop(default = true)]
    required: bool,
) -> impl IntoView {
    view! {
        <input
            class=width.class()
            id=field.control_id()
            type=kind
            inputmode=keyboard
            autocomplete=autocomplete
            autocapitalize="none"
            spellcheck="false"
            aria-required=required.then_some("true")
            aria-invalid=field.invalid()
            aria-describedby=field.described_by()
            prop:value=field.value
            on:input:target=move |event| field.tell(event.target().value())
            on:blur=move |_| field.tell_left()
        />
    }
}
