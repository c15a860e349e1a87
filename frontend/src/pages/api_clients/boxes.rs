use leptos::prelude::*;

use crate::components::binding::FieldBinding;
use crate::forms::api_clients::{has_word, toggled};
use crate::language::Text;

/// A word that may be ticked among those of a field.
pub(super) struct Choice {
    /// The word.
    pub(super) value: String,
    /// What it is called.
    pub(super) words: Text,
    /// What stands below it, such as its technical name.
    pub(super) about: String,
    /// The id of its box.
    pub(super) id: String,
}

/// A box for one word of a field.
pub(super) fn tick(field: FieldBinding, choice: Choice) -> AnyView {
    let Choice {
        value,
        words,
        about,
        id,
    } = choice;
    let own = value.clone();
    let ticked = Signal::derive(move || field.value.with(|all| has_word(all, &own)));
    let tell = move |wanted| {
        let all = field.value.get_untracked();
        field.tell(toggled(&all, &value, wanted));
    };
    let about_id = format!("{id}-about");
    view! {
        <div class="choices__row">
            <label class="check" for=id.clone()>
                <input
                    class="check__box"
                    type="checkbox"
                    id=id.clone()
                    aria-describedby=about_id.clone()
                    prop:checked=ticked
                    on:change:target=move |event| tell(event.target().checked())
                />
                <span>{words}</span>
            </label>
            <span class="choices__about" id=about_id>
                {about}
            </span>
        </div>
    }
    .into_any()
}
