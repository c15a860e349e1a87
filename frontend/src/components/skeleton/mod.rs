//! The shape of what is under way; it shows only when the wait is felt.

use leptos::prelude::*;

use crate::language::text;
use crate::view::each;

/// A few lines in the place of text that is under way.
#[component]
pub fn Skeleton(
    /// How many lines.
    lines: usize,
) -> impl IntoView {
    let line = |_| view! { <span class="skeleton__line"></span> }.into_any();
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{text!(app.loading)}</span>
            {each(0..lines, line)}
        </div>
    }
}
