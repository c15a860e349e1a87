//! Something that stands above the page: a question that must be answered before the page
//! goes on, or something one may also close again.

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

/// Something above the living page. Without `on_close` it cannot be passed by.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: Signal<bool>,
    /// The id of its heading, unique on the page.
    #[prop(into)]
    heading_id: String,
    /// Its heading.
    title: Text,
    /// Closes it again: what Escape does.
    #[prop(optional)]
    on_close: Option<Callback<()>>,
    /// Its content, made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let place = NodeRef::<html::Dialog>::new();
    follow(place, open);
    let id = heading_id.clone();
    let content = live_if(open, move || {
        view! {
            <h2 class="dialog__title" id=id.clone() tabindex="-1" autofocus>
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
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                if let Some(on_close) = on_close {
                    on_close.run(());
                }
            }
        >
            {content}
        </dialog>
    }
}
