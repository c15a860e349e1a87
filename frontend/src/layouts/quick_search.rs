//! The way to the quick search: a button in the top bar, and Ctrl-K.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::chunks;
use crate::components::icon::{self, Icon};
use crate::components::toast::use_toast;
use crate::language::text;
use crate::view::live_if;
use crate::words::words_of;

/// The button that opens the quick search, and the search itself, whose code is fetched when it
/// is opened for the first time.
#[component]
pub(super) fn QuickSearch() -> impl IntoView {
    let (open, there, toast) = (RwSignal::new(false), RwSignal::new(false), use_toast());
    let show = move || {
        if there.get_untracked() {
            open.set(true);
            return;
        }
        spawn_local(async move {
            if chunks::fetch_quick_search().await.is_ok() {
                there.try_set(true);
                open.try_set(true);
            } else {
                toast.show(|locale| words_of!(locale, app.errors.network));
            }
        });
    };
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let asked = (event.ctrl_key() || event.meta_key())
            && !event.shift_key()
            && !event.alt_key()
            && event.key().eq_ignore_ascii_case("k");
        if asked {
            event.prevent_default();
            show();
        }
    });
    on_cleanup(move || keys.remove());
    let dialog = live_if(there.into(), move || chunks::quick_search_view(open));
    view! {
        <button
            type="button"
            class="quick-open"
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K Meta+K"
            on:click=move |_| show()
        >
            <Icon glyph=icon::SEARCH />
            <span>{text!(app.quickSearch)}</span>
            <kbd>"Ctrl K"</kbd>
        </button>
        {dialog}
    }
}
