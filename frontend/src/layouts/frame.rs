//! The frame of a page: the way to it, its heading, its title in the window.

use leptos::html;
use leptos::prelude::*;

use super::focus::{FirstPage, focus_element};
use crate::components::breadcrumb::Breadcrumb;
use crate::language::{Text, filled_text, locale_of, use_language};
use crate::pages::title;
use crate::paths::Page;
use crate::words::words_of;

/// The name of a page in the language of the reader.
pub fn page_name(page: Page) -> Text {
    filled_text(move |language| title(page, locale_of(language)).to_owned())
}

/// The heading of a page. It is also the title of the window, and takes the focus when
/// one comes from another page.
#[component]
pub fn Heading(
    /// Its words.
    words: Text,
) -> impl IntoView {
    let place = NodeRef::<html::H1>::new();
    let language = use_language();
    Effect::new(move |_| {
        let brand = words_of!(language.locale(), app.brandFull);
        document().set_title(&format!("{} | {brand}", words.get()));
    });
    let first = use_context::<FirstPage>().is_none_or(FirstPage::pass);
    Effect::new(move |_| {
        if let (false, Some(heading)) = (first, place.get()) {
            focus_element(&heading);
        }
    });
    view! {
        <h1 class="heading" tabindex="-1" node_ref=place>
            {words}
        </h1>
    }
}

/// A page of the portal.
#[component]
pub fn Frame(
    /// Which page it is.
    page: Page,
    /// What one finds there, in a sentence.
    #[prop(optional)]
    lead: Option<Text>,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let mut above: Vec<_> = std::iter::successors(page.parent(), |page| page.parent())
        .map(|page| (page.path(), page_name(page)))
        .collect();
    above.reverse();
    let crumbs =
        (!above.is_empty()).then(|| view! { <Breadcrumb above=above here=page_name(page) /> });
    view! {
        <div class="page">
            {crumbs}
            <header class="page__head">
                <Heading words=page_name(page) />
                {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
            </header>
            {children()}
        </div>
    }
}
