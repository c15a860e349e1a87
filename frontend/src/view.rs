//! Views without their types. Every closure in a view is a type of its own, for which the
//! compiler writes building and rebuilding anew, some 3 KB each; behind one type it is
//! written once. The first page has a budget, so the closures of our views go through here.

use leptos::prelude::*;

/// A part of a page that follows its signals.
pub fn live(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn Fn() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// A part of a page that is there as long as a condition holds.
pub fn live_if(condition: Signal<bool>, view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    live(move || if condition.get() { view() } else { nothing() })
}

/// Nothing to see.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// The same kind of thing several times.
pub fn each<T>(items: impl IntoIterator<Item = T>, view: impl Fn(T) -> AnyView) -> AnyView {
    items
        .into_iter()
        .map(view)
        .collect::<Vec<AnyView>>()
        .into_any()
}
