//! Terms and what stands for them.

use leptos::prelude::*;

use crate::language::Text;

/// Terms and what stands for them.
#[component]
pub fn DescriptionList(
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! { <dl class="descriptions">{children()}</dl> }
}

/// One term and what stands for it.
#[component]
pub fn Description(
    /// The term.
    term: Text,
    /// What stands for it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="descriptions__row">
            <dt>{term}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
