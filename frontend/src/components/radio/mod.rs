//! A choice among few, all of which are seen.

use leptos::prelude::*;

use super::binding::FieldBinding;
use super::icon::{self, Icon};
use crate::language::{Text, text};
use crate::view::{each, live, nothing};

/// One of the choices.
#[derive(Debug, Clone, Copy)]
pub struct RadioChoice {
    /// Its value.
    pub value: &'static str,
    /// What it is called.
    pub words: Text,
    /// What it means.
    pub lead: Text,
}

/// A choice among few, with what each of them means. One of them is chosen from the start.
#[component]
pub fn RadioGroup(
    /// The field of the form.
    field: FieldBinding,
    /// The choices.
    choices: Vec<RadioChoice>,
) -> impl IntoView {
    let error = live(move || match field.error.get() {
        Some(error) => view! {
            <Icon glyph=icon::ERROR />
            <span>{error}</span>
        }
        .into_any(),
        None => nothing(),
    });
    let rows = each(choices.into_iter().enumerate(), move |(index, choice)| {
        row(field, index, choice)
    });
    view! {
        <div
            class="field"
            class:field--wrong=field.is_wrong()
            role="radiogroup"
            aria-labelledby=field.label_id()
            aria-invalid=field.invalid()
            aria-describedby=field.error_id()
        >
            <p class="field__label" id=field.label_id()>
                <span>{field.label}</span>
                <span class="field__must">{text!(app.field.required)}</span>
            </p>
            <div class="radios">{rows}</div>
            <p class="field__error" id=field.error_id()>
                {error}
            </p>
        </div>
    }
}

/// The first one has the id of the field: a summary of errors leads there.
fn row(field: FieldBinding, index: usize, choice: RadioChoice) -> AnyView {
    let id = match index {
        0 => field.control_id(),
        _ => format!("{}-{}", field.control_id(), choice.value),
    };
    let lead_id = format!("{id}-lead");
    let value = choice.value;
    let chosen = Signal::derive(move || field.value.with(|chosen| chosen == value));
    view! {
        <div class="radios__row">
            <input
                class="radios__control"
                type="radio"
                id=id.clone()
                name=field.control_id()
                value=value
                aria-describedby=lead_id.clone()
                prop:checked=chosen
                on:change=move |_| field.tell(value.to_owned())
            />
            <label class="radios__words" for=id>
                {choice.words}
            </label>
            <p class="radios__lead" id=lead_id>
                {choice.lead}
            </p>
        </div>
    }
    .into_any()
}
