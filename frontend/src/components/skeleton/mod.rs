//! The shape of what is under way; it shows only when the wait is felt.

use leptos::prelude::*;

use crate::language::text;

/// A few lines in the place of text that is under way.
#[component]
pub fn Skeleton(
    /// How many lines.
    lines: usize,
) -> impl IntoView {
    let line = |_| view! { <span class="skeleton__line"></span> };
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{text!(app.loading)}</span>
            {(0..lines).map(line).collect_view()}
        </div>
    }
}
