//! The way from the start to this page.

use leptos::prelude::*;

use crate::language::{Text, text};
use crate::view::each;

/// The way from the start to this page.
#[component]
pub fn Breadcrumb(
    /// The pages above, from the start: address and name.
    above: Vec<(&'static str, Text)>,
    /// The name of this page.
    here: Text,
) -> impl IntoView {
    let step = |(href, name): (&'static str, Text)| {
        view! {
            <li class="breadcrumb__step">
                <a href=href>{name}</a>
            </li>
        }
        .into_any()
    };
    view! {
        <nav class="breadcrumb" aria-label=text!(app.crumbs)>
            <ol class="breadcrumb__steps">
                {each(above, step)}
                <li class="breadcrumb__step" aria-current="page">
                    {here}
                </li>
            </ol>
        </nav>
    }
}
