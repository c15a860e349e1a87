use leptos::prelude::*;
use minato_types::auth::{Session, SessionLevel};

use crate::components::banner::{Banner, Tone};
use crate::language::text;
use crate::layouts::frame::{Frame, page_name};
use crate::paths::Page;
use crate::session::use_session;
use crate::view::nothing;

/// A page for people who have signed in with two steps; others are told what it needs.
pub(crate) fn for_two_steps(page: Page, view: impl FnOnce(Session) -> AnyView) -> AnyView {
    let Some(session) = use_session().now() else {
        return nothing();
    };
    if session.level == SessionLevel::TwoStep {
        return view(session);
    }
    // Where the member has two-step sign-in now, signing in anew helps.
    let (lead, further) = if session.member.two_step {
        (text!(contracts.gate.again), Page::Security)
    } else {
        (text!(contracts.gate.order), Page::CompanyOptions)
    };
    view! {
        <Frame page=page>
            <Banner tone=Tone::Warning title=text!(contracts.gate.title)>
                <p>{lead}</p>
                <p>
                    <a href=further.path()>{page_name(further)}</a>
                </p>
            </Banner>
        </Frame>
    }
    .into_any()
}
