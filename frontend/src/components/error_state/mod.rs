//! Something could not be loaded.

use leptos::prelude::*;

use super::banner::{Banner, Tone};
use super::button::{Button, Weight};
use crate::language::{Text, text};

/// Something could not be loaded, why, and the way to try again.
#[component]
pub fn ErrorState(
    /// Why.
    message: Text,
    /// Tries again.
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <Banner tone=Tone::Error title=text!(app.failed)>
            <p>{message}</p>
            <Button weight=Weight::Outline on_press=on_retry>
                {text!(app.retry)}
            </Button>
        </Banner>
    }
}
