use leptos::prelude::*;
use minato_types::auth::{Session, SessionLevel};
use minato_types::values::AccountRole;

use crate::components::banner::{Banner, Tone};
use crate::language::{Text, text};
use crate::layouts::frame::{Frame, page_name};
use crate::pages::company::admins::Admins;
use crate::paths::Page;
use crate::session::use_session;
use crate::view::nothing;

/// A page for admins who have signed in with two steps; others are told what it needs.
pub(crate) fn for_admins(page: Page, view: impl FnOnce(Session) -> AnyView) -> AnyView {
    let Some(session) = use_session().now() else {
        return nothing();
    };
    if session.account.role != AccountRole::Admin {
        return only_admins(page);
    }
    if session.level != SessionLevel::TwoStep {
        return two_steps_needed(page, session.member.two_step);
    }
    view(session)
}

fn only_admins(page: Page) -> AnyView {
    view! {
        <Frame page=page>
            <Banner tone=Tone::Info title=text!(accounts.gate.adminsTitle)>
                <p>{text!(accounts.gate.adminsLead)}</p>
                {way(Page::Profile)}
            </Banner>
            <Admins />
        </Frame>
    }
    .into_any()
}

/// `ordered` says whether the member has two-step sign-in now: then signing in anew helps.
fn two_steps_needed(page: Page, ordered: bool) -> AnyView {
    let (lead, further): (Text, _) = if ordered {
        (text!(accounts.gate.twoStepsAgain), Page::Security)
    } else {
        (text!(accounts.gate.twoStepsOrder), Page::CompanyOptions)
    };
    view! {
        <Frame page=page>
            <Banner tone=Tone::Warning title=text!(accounts.gate.twoStepsTitle)>
                <p>{lead}</p>
                {way(further)}
            </Banner>
        </Frame>
    }
    .into_any()
}

fn way(page: Page) -> AnyView {
    view! {
        <p>
            <a href=page.path()>{page_name(page)}</a>
        </p>
    }
    .into_any()
}
