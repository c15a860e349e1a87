//! A question that must be answered before the page goes on.

use leptos::html;
use leptos::prelude::*;

use crate::language::Text;
use crate::view::live_if;

/// Opens and closes a native dialog along with a signal.
pub fn follow(place: NodeRef<html::Dialog>, open: Signal<bool>) {
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = place.get() else { return };
        if wanted && !dialog.open() {
            // It fails only for a dialog outside the document, which shows nothing anyway.
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
}

/// A question above the living page, which cannot be passed by.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: Signal<bool>,
    /// The id of its heading, unique on the page.
    heading_id: &'static str,
    /// Its heading.
    title: Text,
    /// Its content, made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let place = NodeRef::<html::Dialog>::new();
    follow(place, open);
    let content = live_if(open, move || {
        view! {
            <h2 class="dialog__title" id=heading_id tabindex="-1" autofocus>
                {title}
            </h2>
            {children()}
        }
        .into_any()
    });
    view! {
        <dialog
            class="dialog"
            aria-labelledby=heading_id
            node_ref=place
            on:cancel=|event: leptos::ev::Event| event.prevent_default()
        >
            {content}
        </dialog>
    }
}
