//! A message that belongs to the page.

use leptos::prelude::*;

use super::icon::{self, Glyph, Icon};
use crate::language::{Text, text};

/// What kind of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Info,
    /// Something worked.
    Success,
    /// Something to take care of.
    Warning,
    /// Something went wrong.
    Error,
}

impl Tone {
    const fn look(self) -> (&'static str, Glyph) {
        match self {
            Self::Info => ("banner banner--info", icon::INFO),
            Self::Success => ("banner banner--success", icon::SUCCESS),
            Self::Warning => ("banner banner--warning", icon::WARNING),
            Self::Error => ("banner banner--error", icon::ERROR),
        }
    }
}

/// A message that belongs to the page. The kind is said by picture and word, not by colour.
#[component]
pub fn Banner(
    /// What kind of message it is.
    tone: Tone,
    /// Its headline.
    #[prop(optional)]
    title: Option<Text>,
    /// Its text.
    children: Children,
) -> impl IntoView {
    let (class, glyph) = tone.look();
    let kind = match tone {
        Tone::Info => text!(app.banner.info),
        Tone::Success => text!(app.banner.success),
        Tone::Warning => text!(app.banner.warning),
        Tone::Error => text!(app.banner.error),
    };
    view! {
        <div class=class role=if tone == Tone::Error { "alert" } else { "status" }>
            <Icon glyph=glyph />
            <div class="banner__body">
                <span class="visually-hidden">{kind}</span>
                {title.map(|title| view! { <p class="banner__title">{title}</p> })}
                <div>{children()}</div>
            </div>
        </div>
    }
}
