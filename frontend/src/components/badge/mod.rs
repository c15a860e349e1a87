//! A state in one word.

use leptos::prelude::*;

/// What kind of state it is; the word says it, the colour only helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadgeTone {
    /// On, in use, right.
    Good,
    /// Under way, waiting for somebody.
    Info,
    /// Something to take care of.
    Warning,
    /// Off, not ordered, coming.
    Quiet,
}

/// A state in one word.
#[component]
pub fn Badge(
    /// What kind of state it is.
    tone: BadgeTone,
    /// The word.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        BadgeTone::Good => "badge badge--good",
        BadgeTone::Info => "badge badge--info",
        BadgeTone::Warning => "badge badge--warning",
        BadgeTone::Quiet => "badge badge--quiet",
    };
    view! { <span class=class>{children()}</span> }
}
