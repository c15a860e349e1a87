//! The mark of Minato: an M like the posts of a pier, and a wave below.

use leptos::prelude::*;

use crate::language::text;
use crate::paths::Page;

/// The mark and the name; it leads to the start.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href=Page::Start.path()>
            <svg class="brand__mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                <rect class="brand__ground" width="32" height="32" rx="8" />
                <path class="brand__pier" d="M8.5 18.5V8.5L16 14.5l7.5-6v10" />
                <path
                    class="brand__wave"
                    d="M5.5 24.5c2.6 0 2.6-2 5.250-2s2.6 2 5.250 2 2.6-2 5.250-2 2.6 2 5.250 2"
                />
            </svg>
            <span class="brand__name">{text!(app.brand)}</span>
            <span class="brand__kanji" lang="ja">
                {text!(app.brandMark)}
            </span>
        </a>
    }
}
