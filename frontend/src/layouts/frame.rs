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
    /// Its heading, where it is not the name of the page: what a page about one thing is about.
    #[prop(optional)]
    heading: Option<Text>,
    /// What one finds there, in a sentence.
    #[prop(optional)]
    lead: Option<Text>,
    /// What one can do from here, beside the heading.
    #[prop(optional)]
    acts: Option<AnyView>,
    /// Whether it may use the whole width, for wide tables.
    #[prop(optional)]
    wide: bool,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let heading = heading.unwrap_or_else(|| page_name(page));
    let mut above: Vec<_> = std::iter::successors(page.parent(), |page| page.parent())
        .map(|page| (page.path(), page_name(page)))
        .collect();
    above.reverse();
    let crumbs = (!above.is_empty()).then(|| view! { <Breadcrumb above=above here=heading /> });
    view! {
        <div class="page" class:page--wide=wide>
            {crumbs}
            <div class="page__top">
                <header class="page__head">
                    <Heading words=heading />
                    {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
                </header>
                {acts.map(|acts| view! { <div class="page__acts">{acts}</div> })}
            </div>
            {children()}
        </div>
    }
}
