//! Prints the page.

use leptos::prelude::*;

use super::button::{Button, Weight};
use super::icon::{self, Icon};

/// Prints the page.
#[component]
pub fn PrintButton(
    /// How much weight it has.
    #[prop(default = Weight::Text)]
    weight: Weight,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let print = Callback::new(|()| {
        // A browser that cannot print does nothing, and says so itself.
        let _ = window().print();
    });
    view! {
        <Button weight=weight on_press=print>
            <Icon glyph=icon::PRINT />
            {children()}
        </Button>
    }
}
