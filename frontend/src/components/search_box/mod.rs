//! Words to search for.

use leptos::prelude::*;

use super::binding::FieldBinding;
use super::icon::{self, Icon};

/// Words to search for; Enter sends the form around it.
#[component]
pub fn SearchBox(
    /// The field of the form.
    field: FieldBinding,
) -> impl IntoView {
    view! {
        <div class="search">
            <Icon glyph=icon::SEARCH />
            <input
                class="input search__input"
                id=field.control_id()
                type="search"
                enterkeyhint="search"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=field.invalid()
                aria-describedby=field.described_by()
                prop:value=field.value
                on:input:target=move |event| field.tell(event.target().value())
                on:blur=move |_| field.tell_left()
            />
        </div>
    }
}
