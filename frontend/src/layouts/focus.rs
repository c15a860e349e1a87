//! Where the keyboard is.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Whether the page that is shown is the first of this visit: the browser has put the
/// keyboard at its top already, and nobody wants it moved.
#[derive(Debug, Clone, Copy)]
pub struct FirstPage(StoredValue<bool>);

impl FirstPage {
    /// No page was shown yet.
    pub fn new() -> Self {
        Self(StoredValue::new(true))
    }

    /// Whether this is the first page; the next one is not.
    pub fn pass(self) -> bool {
        let first = self.0.get_value();
        self.0.set_value(false);
        first
    }
}

impl Default for FirstPage {
    fn default() -> Self {
        Self::new()
    }
}

/// Puts the keyboard on an element.
pub fn focus_element(element: &HtmlElement) {
    // An element that cannot take the focus leaves it where it was.
    let _ = element.focus();
}

/// Puts the keyboard on the element with an id as soon as it is on the page, for what
/// takes the place of the element that had it.
pub fn focus_soon(id: &'static str) {
    request_animation_frame(move || focus_id(id));
}

/// Puts the keyboard on the element with an id whenever another page of the list that `shown`
/// asked for takes the place of the last one.
pub fn focus_with_pages<Q>(
    id: &'static str,
    shown: impl Fn() -> Option<Q> + Send + Sync + 'static,
    is_other_page: fn(&Q, &Q) -> bool,
) where
    Q: PartialEq + Clone + Send + Sync + 'static,
{
    let shown = Memo::new(move |_| shown());
    Effect::new(move |before: Option<Option<Q>>| {
        let now = shown.get();
        let turned = before.flatten().zip(now.as_ref());
        if turned.is_some_and(|(before, now)| is_other_page(&before, now)) {
            focus_soon(id);
        }
        now
    });
}

/// Puts the keyboard on the element with an id.
pub fn focus_id(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        focus_element(&element);
    }
}
