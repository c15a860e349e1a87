use leptos::prelude::*;
use minato_types::auth::{Session, SessionLevel};
use minato_types::values::AccountRole;

use crate::components::button::{ButtonLink, Weight};
use crate::components::icon::{self, Glyph, Icon};
use crate::components::tile::{ComingTile, Tile};
use crate::language::{Text, text};
use crate::layouts::fetched::fetched;
use crate::layouts::frame::{Frame, Heading, page_name};
use crate::pages::chunk_inside;
use crate::paths::Page;
use crate::session::use_session;
use crate::view::nothing;

/// The welcome with its two doors. For those who are signed in: the menu of services with two
/// steps, without them what a password alone opens.
#[component]
pub(super) fn StartPage() -> impl IntoView {
    match use_session().now() {
        Some(session) if session.level == SessionLevel::TwoStep => {
            let chunk = chunk_inside(Page::Start);
            chunk.map_or_else(nothing, |chunk| fetched(chunk, &Page::Start.into()))
        }
        Some(session) => view! {
            <Frame page=Page::Start lead=lead(&session)>
                {further(&session)}
            </Frame>
        }
        .into_any(),
        None => welcome(),
    }
}

/// Whose portal it is.
pub(super) fn lead(session: &Session) -> Text {
    let company = session.member.name.clone();
    let number = session.member.member_number.to_string();
    text!(
        start.home.lead,
        company = company.clone(),
        number = number.clone()
    )
}

/// The ways to everything that is no contract.
pub(super) fn further(session: &Session) -> AnyView {
    let (port_plus, accounts) = (port_plus(session), accounts(session));
    view! {
        <section class="tiles" aria-labelledby="further">
            <h2 id="further">{text!(start.home.services)}</h2>
            <ul class="tiles__grid">
                {port_plus} {tile(icon::COMPANY, Page::Company, text!(start.home.company))}
                {tile(icon::NOTES, Page::CompanyNotes, text!(start.home.notes))}
                {tile(icon::OPTIONS, Page::CompanyOptions, text!(start.home.options))} {accounts}
            </ul>
        </section>
        <section class="tiles" aria-labelledby="settings">
            <h2 id="settings">{text!(start.home.settings)}</h2>
            <ul class="tiles__grid">
                {tile(icon::PERSON, Page::Profile, text!(start.home.profile))}
                {tile(icon::LOCK, Page::Security, text!(start.home.security))}
            </ul>
        </section>
    }
    .into_any()
}

/// Port plus and its calendar; for members without the option, what it is.
fn port_plus(session: &Session) -> AnyView {
    if session.member.port_plus {
        return view! {
            {tile(icon::PORTS, Page::PortPlus, text!(start.home.portPlus))}
            {tile(icon::CALENDAR, Page::PortCalendar, text!(start.home.calendar))}
        }
        .into_any();
    }
    view! {
        <ComingTile
            glyph=icon::PORTS
            name=text!(start.home.portPlusName)
            lead=text!(start.home.portPlusOrder)
            soon=text!(start.home.notOrdered)
        />
    }
    .into_any()
}

/// The accounts, for those who may manage them.
fn accounts(session: &Session) -> AnyView {
    match session.account.role {
        AccountRole::Admin => tile(icon::PEOPLE, Page::Accounts, text!(start.home.accounts)),
        AccountRole::User => nothing(),
    }
}

fn tile(glyph: Glyph, page: Page, lead: Text) -> AnyView {
    view! { <Tile glyph=glyph href=page.path() name=page_name(page) lead=lead /> }.into_any()
}

fn welcome() -> AnyView {
    view! {
        <div class="welcome">
            <div class="welcome__words">
                <Heading words=text!(start.welcome.title) />
                <p class="lead">{text!(start.welcome.lead)}</p>
            </div>
            <section class="doors" aria-label=text!(start.doors.title)>
                <div class="doors__door">
                    <h2 class="doors__name">
                        <Icon glyph=icon::HOME />
                        {text!(start.doors.portal)}
                    </h2>
                    <p>{text!(start.doors.portalLead)}</p>
                    <ButtonLink href=Page::Login.path()>{text!(start.doors.portalGo)}</ButtonLink>
                </div>
                <div class="doors__door">
                    <h2 class="doors__name">
                        <Icon glyph=icon::PORTS />
                        {text!(start.doors.portPlus)}
                    </h2>
                    <p>{text!(start.doors.portPlusLead)}</p>
                    <ButtonLink href=Page::PortPlusLogin.path() weight=Weight::Outline>
                        {text!(start.doors.portPlusGo)}
                    </ButtonLink>
                </div>
            </section>
            <Waves />
        </div>
    }
    .into_any()
}

/// Quiet water below the welcome.
#[component]
fn Waves() -> impl IntoView {
    view! {
        <svg
            class="waves"
            viewBox="0 0 1200 160"
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
        >
            <path
                class="waves__far"
                d="M0 60c150-40 300-40 450 0s300 40 450 0 200-34 300-20v120H0z"
            />
            <path class="waves__mid" d="M0 96c120-30 280-34 430-4s310 34 470 4 220-24 300-10v74H0z" />
            <path class="waves__near" d="M0 128c180-26 320-18 480 2s320 14 460-6 180-12 260-4v40H0z" />
        </svg>
    }
}
