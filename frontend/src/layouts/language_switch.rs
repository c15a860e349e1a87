//! The switch between the languages, each called by its own name.

use leptos::prelude::*;
use minato_types::values::Language;

use crate::components::icon::{self, Icon};
use crate::language::{text, use_language};
use crate::session::use_session;
use crate::view::each;

/// The switch between the languages.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let (session, language) = (use_session(), use_language());
    let choice = move |own: Language| {
        let name = match own {
            Language::Ja => text!(app.language.ja),
            Language::En => text!(app.language.en),
        };
        let pressed = Signal::derive(move || {
            if language.get() == own {
                "true"
            } else {
                "false"
            }
            .to_owned()
        });
        view! {
            <button
                type="button"
                class="languages__choice"
                lang=own.as_str()
                aria-pressed=pressed
                on:click=move |_| session.choose_language(own)
            >
                {name}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="languages" role="group" aria-label=text!(app.language.label)>
            <Icon glyph=icon::GLOBE />
            {each(Language::ALL.iter().copied(), choice)}
        </div>
    }
}
