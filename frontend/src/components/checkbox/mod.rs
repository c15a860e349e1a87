//! A yes or no.

use leptos::prelude::*;

use super::binding::FieldBinding;
use super::icon::{self, Icon};
use crate::language::Text;
use crate::view::{live, nothing};

/// What stands in the field of a checkbox that is ticked; otherwise nothing does.
pub const TICKED: &str = "true";

/// What stands in the field of a checkbox.
pub fn ticked(yes: bool) -> String {
    if yes {
        TICKED.to_owned()
    } else {
        String::new()
    }
}

/// A yes or no, with everything that explains it.
#[component]
pub fn Checkbox(
    /// The field of the form.
    field: FieldBinding,
    /// What ticking it means.
    #[prop(optional)]
    support: Option<Text>,
) -> impl IntoView {
    let is_ticked = Signal::derive(move || field.value.with(|value| value == TICKED));
    let error = live(move || match field.error.get() {
        Some(error) => view! {
            <Icon glyph=icon::ERROR />
            <span>{error}</span>
        }
        .into_any(),
        None => nothing(),
    });
    view! {
        <div class="field" class:field--wrong=field.is_wrong()>
            <label class="check" id=field.label_id() for=field.control_id()>
                <input
                    class="check__box"
                    type="checkbox"
                    id=field.control_id()
                    aria-invalid=field.invalid()
                    aria-describedby=field.described_by()
                    prop:checked=is_ticked
                    on:change:target=move |event| field.tell(ticked(event.target().checked()))
                    on:blur=move |_| field.tell_left()
                />
                <span>{field.label}</span>
            </label>
            <p class="field__support check__support" id=field.support_id()>
                {support}
            </p>
            <p class="field__error" id=field.error_id()>
                {error}
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{TICKED, ticked};

    #[test]
    fn yes_is_one_word_and_no_is_nothing() {
        assert_eq!(ticked(true), TICKED);
        assert_eq!(ticked(false), "");
    }
}
