//! Nothing there, and what that means.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::language::Text;

/// Nothing there, and what that means.
#[component]
pub fn EmptyState(
    /// A picture of what is missing.
    glyph: Glyph,
    /// What is not there.
    title: Text,
    /// When there will be something.
    lead: Text,
    /// What one can do about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let acts = children.map(|acts| view! { <div class="empty__acts">{acts()}</div> });
    view! {
        <div class="empty">
            <span class="empty__picture">
                <Icon glyph=glyph />
            </span>
            <p class="empty__title">{title}</p>
            <p class="empty__lead">{lead}</p>
            {acts}
        </div>
    }
}
