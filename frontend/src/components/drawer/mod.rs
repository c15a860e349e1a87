//! A panel from the side, for small screens.

use leptos::html;
use leptos::prelude::*;

use super::dialog::follow;
use super::icon::{self, Icon};
use crate::language::{Text, text};

/// A panel from the side; Escape, the cross and a press beside it close it.
#[component]
pub fn Drawer(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it is called.
    label: Text,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let place = NodeRef::<html::Dialog>::new();
    follow(place, open.into());
    let press = move |event: leptos::ev::MouseEvent| {
        // The dialog itself is hit only beside its content.
        let beside = place
            .get_untracked()
            .is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref()));
        if beside {
            open.set(false);
        }
    };
    view! {
        <dialog
            class="drawer"
            aria-label=label
            node_ref=place
            on:close=move |_| open.set(false)
            on:click=press
        >
            <div class="drawer__panel">
                <button
                    type="button"
                    class="icon-button drawer__close"
                    aria-label=text!(app.menu.close)
                    on:click=move |_| open.set(false)
                >
                    <Icon glyph=icon::CLOSE />
                </button>
                {children()}
            </div>
        </dialog>
    }
}
