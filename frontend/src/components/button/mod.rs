//! Buttons, and links that look like them.

use leptos::prelude::*;

use crate::language::text;
use crate::view::live_if;

/// How much weight a button has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do next.
    #[default]
    Solid,
    /// Something else one may do.
    Outline,
    /// Something that cannot be undone.
    Danger,
    /// Something in passing.
    Text,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Solid => "button button--solid",
            Self::Outline => "button button--outline",
            Self::Danger => "button button--danger",
            Self::Text => "button button--text",
        }
    }
}

/// A button. While it is busy it keeps its width and its focus, and does nothing.
#[component]
pub fn Button(
    /// How much weight it has.
    #[prop(optional)]
    weight: Weight,
    /// Whether it sends the form around it.
    #[prop(optional)]
    submits: bool,
    /// Whether what it began is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Whether it cannot be used now; the words beside it say why.
    #[prop(optional, into)]
    off: Signal<bool>,
    /// The id of what explains it, such as why it cannot be used now.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// What it does.
    #[prop(optional)]
    on_press: Option<Callback<()>>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let idle = move || !busy.get_untracked() && !off.get_untracked();
    let press = move |event: leptos::ev::MouseEvent| {
        if !idle() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    // Pressing it would leave the field where one types; the error that then shows would move
    // the button from under the pointer, and the press would be lost.
    let hold = move |event: leptos::ev::MouseEvent| {
        if submits {
            event.prevent_default();
        }
    };
    let words = text!(app.busy);
    let told = live_if(busy, move || {
        view! { <span class="visually-hidden">{words}</span> }.into_any()
    });
    let disabled = Signal::derive(move || (busy.get() || off.get()).then_some("true"));
    view! {
        <button
            type=if submits { "submit" } else { "button" }
            class=weight.class()
            class:button--busy=busy
            aria-disabled=disabled
            aria-describedby=described_by
            on:mousedown=hold
            on:click=press
        >
            <span class="button__words">{children()}</span>
            <span class="button__busy" role="status">
                {told}
            </span>
        </button>
    }
}

/// A link with the weight of a button.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How much weight it has.
    #[prop(optional)]
    weight: Weight,
    /// Whether a file comes instead of a page.
    #[prop(optional)]
    download: bool,
    /// What that file is called, where the address does not say so.
    #[prop(optional)]
    file_name: &'static str,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=weight.class() href=href download=download.then_some(file_name)>
            <span class="button__words">{children()}</span>
        </a>
    }
}
