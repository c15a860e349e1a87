use leptos::prelude::*;
use minato_types::values::AccountRole;

use crate::components::button::ButtonLink;
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::language::text;
use crate::pages::company::admins::Admins;
use crate::paths::Page;
use crate::session::use_session;

/// Why somebody sees no contract, and whom to ask.
#[component]
pub(super) fn NoRights() -> impl IntoView {
    let session = use_session().now();
    let is_admin = session.is_some_and(|session| session.account.role == AccountRole::Admin);
    let title = text!(services.noRights.title);
    if is_admin {
        return view! {
            <EmptyState glyph=icon::COMPANY title=title lead=text!(services.noRights.adminLead)>
                <ButtonLink href=Page::Groups.path()>{text!(services.admins.groups)}</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState glyph=icon::COMPANY title=title lead=text!(services.noRights.lead) />
        <Admins />
    }
    .into_any()
}
