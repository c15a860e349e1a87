use leptos::prelude::*;

use crate::components::button::ButtonLink;
use crate::language::text;
use crate::layouts::frame::Heading;
use crate::paths::Page;

/// There is no page at this address.
#[component]
pub(super) fn NotFoundPage() -> impl IntoView {
    view! {
        <div class="page">
            <header class="page__head">
                <Heading words=text!(app.notFound.title) />
                <p class="lead">{text!(app.notFound.lead)}</p>
            </header>
            <p>
                <ButtonLink href=Page::Start.path()>{text!(app.notFound.back)}</ButtonLink>
            </p>
        </div>
    }
}
