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
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty__picture">
                <Icon glyph=glyph />
            </span>
            <p class="empty__title">{title}</p>
            <p class="empty__lead">{lead}</p>
        </div>
    }
}
