//! Puts text where one can paste it from.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::{Button, Weight};
use super::icon::{self, Icon};
use crate::language::text;
use crate::view::{live, nothing};

/// Puts text where one can paste it from, and says whether it worked.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    content: String,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let content = StoredValue::new(content);
    let outcome = RwSignal::new(None::<bool>);
    let copy = Callback::new(move |()| {
        // What was told before is taken away, so that the same is told anew.
        outcome.set(None);
        spawn_local(async move {
            let copied = write(&content.get_value()).await;
            outcome.try_set(Some(copied));
        });
    });
    let (copied, failed) = (text!(app.copied), text!(app.notCopied));
    let told = live(move || match outcome.get() {
        Some(true) => copied.into_any(),
        Some(false) => failed.into_any(),
        None => nothing(),
    });
    view! {
        <span class="copy">
            <Button weight=Weight::Outline on_press=copy>
                <Icon glyph=icon::COPY />
                {children()}
            </Button>
            <span class="copy__told" role="status">
                {told}
            </span>
        </span>
    }
}

/// Browsers have a clipboard where cookies work for us too: on https and localhost. Whoever
/// forbids it is told.
async fn write(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    !clipboard.is_undefined() && clipboard.write_text(text).await.is_ok()
}
