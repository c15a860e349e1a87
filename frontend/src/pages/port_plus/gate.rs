use leptos::prelude::*;
use minato_types::auth::Session;

use crate::components::button::ButtonLink;
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::language::text;
use crate::layouts::frame::Frame;
use crate::paths::Page;
use crate::session::use_session;
use crate::view::nothing;

/// A page for members that have ordered port plus; others are told how to order it.
pub(super) fn for_members(page: Page, view: impl FnOnce(Session) -> AnyView) -> AnyView {
    match use_session().now() {
        Some(session) if session.member.port_plus => view(session),
        Some(_) => not_ordered(page),
        None => nothing(),
    }
}

fn not_ordered(page: Page) -> AnyView {
    let (title, lead) = (
        text!(port_plus.notOrdered.title),
        text!(port_plus.notOrdered.lead),
    );
    view! {
        <Frame page=page>
            <EmptyState glyph=icon::PORTS title=title lead=lead>
                <ButtonLink href=Page::CompanyOptions
                    .path()>{text!(port_plus.notOrdered.options)}</ButtonLink>
            </EmptyState>
        </Frame>
    }
    .into_any()
}
