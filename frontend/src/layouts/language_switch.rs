//! The switch between the languages, each called by its own name.

use leptos::prelude::*;
use minato_types::values::Language;

use crate::components::icon::{self, Icon};
use crate::language::{text, use_language};
use crate::session::use_session;
use crate::words::words_of;

/// The switch between the languages.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let (session, language) = (use_session(), use_language());
    let choice = move |own: Language| {
        let name = move || match own {
            Language::Ja => words_of!(language.locale(), app.language.ja),
            Language::En => words_of!(language.locale(), app.language.en),
        };
        view! {
            <button
                type="button"
                class="languages__choice"
                lang=own.as_str()
                aria-pressed=move || if language.get() == own { "true" } else { "false" }
                on:click=move |_| session.choose_language(own)
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="languages" role="group" aria-label=text!(app.language.label)>
            <Icon glyph=icon::GLOBE />
            {Language::ALL.iter().copied().map(choice).collect_view()}
        </div>
    }
}
