use leptos::prelude::*;

use minato_types::values::AccountRole;

use crate::components::button::{ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::language::text;
use crate::pages::company::admins::Admins;
use crate::paths::Page;
use crate::session::use_session;

/// Why somebody sees no contract: admins mend it themselves, others read whom to ask.
pub(crate) fn no_rights() -> AnyView {
    let session = use_session().now();
    let is_admin = session.is_some_and(|session| session.account.role == AccountRole::Admin);
    let title = text!(services.noRights.title);
    if is_admin {
        return view! {
            <EmptyState glyph=icon::LOCK title=title lead=text!(services.noRights.adminLead)>
                <ButtonLink href=Page::Groups.path()>{text!(services.admins.groups)}</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState glyph=icon::LOCK title=title lead=text!(services.noRights.lead) />
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
