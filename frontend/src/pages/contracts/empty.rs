use leptos::prelude::*;

use crate::components::button::{ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::language::text;
use crate::pages::company::admins::Admins;
use crate::paths::Page;

/// Nothing may be seen: where rights come from, and whom to ask.
pub(crate) fn no_rights() -> AnyView {
    let (title, lead) = (
        text!(contracts.list.noRightsTitle),
        text!(contracts.list.noRightsLead),
    );
    view! {
        <EmptyState glyph=icon::LOCK title=title lead=lead />
        <Admins />
    }
    .into_any()
}

/// Nothing fits what is looked for.
pub(super) fn nothing_found() -> AnyView {
    let (title, lead) = (
        text!(contracts.list.notFoundTitle),
        text!(contracts.list.notFoundLead),
    );
    view! {
        <EmptyState glyph=icon::SEARCH title=title lead=lead>
            <ButtonLink href=Page::Contracts.path() weight=Weight::Outline>
                {text!(contracts.filter.clear)}
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
