use leptos::prelude::*;

use super::log_in_panel::LogInPanel;
use crate::language::text;
use crate::layouts::door::Door;
use crate::layouts::frame::page_name;
use crate::navigation::{use_navigator, use_next};
use crate::paths::Page;
use crate::session::{Arrival, use_session};

/// The door of the portal.
#[component]
pub fn LogInPage() -> impl IntoView {
    view! {
        <Door heading=page_name(Page::Login) lead=text!(auth.login.lead) step=0>
            <LogInPanel on_arrival=on_to_the_code() />
            <ul class="door__ways">
                <li>
                    <a href=Page::PasswordReset.path()>{text!(auth.login.forgot)}</a>
                </li>
                <li>
                    <a href=Page::PortPlusLogin.path()>{text!(auth.login.toPortPlus)}</a>
                </li>
            </ul>
        </Door>
    }
}

/// The door of port plus.
#[component]
pub fn PortPlusLogInPage() -> impl IntoView {
    view! {
        <Door heading=page_name(Page::PortPlusLogin) lead=text!(auth.login.portPlusLead) step=0>
            <LogInPanel at_port_plus=true on_arrival=on_to_the_code() />
            <ul class="door__ways">
                <li>
                    <a href=Page::PasswordReset.path()>{text!(auth.login.forgot)}</a>
                </li>
                <li>
                    <a href=Page::Login.path()>{text!(auth.login.toPortal)}</a>
                </li>
            </ul>
        </Door>
    }
}

/// Goes on to the second step; whoever is in already is sent on by the guard of the doors.
fn on_to_the_code() -> Callback<Arrival> {
    let (session, navigator, next) = (use_session(), use_navigator(), use_next());
    Callback::new(move |_| {
        if session.pending_now() {
            navigator.go_to(Page::LoginCode.with_next(next.get_untracked().as_ref()));
        }
    })
}
