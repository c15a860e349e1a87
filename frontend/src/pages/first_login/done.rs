use leptos::prelude::*;
use minato_types::auth::SessionState;

use super::way;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, ButtonLink};
use crate::language::text;
use crate::layouts::door::Door;
use crate::navigation::use_navigator;
use crate::paths::Page;
use crate::session::use_session;

/// All is done, and what comes next.
pub(super) fn done(state: &SessionState, keeps_app: bool) -> AnyView {
    let next = match state {
        SessionState::SignedIn(_) => signed_in(state.clone()),
        SessionState::SignedOut | SessionState::CodeRequired(_) => signed_out(),
    };
    let lead = if keeps_app {
        text!(first_login.done.withOldApp)
    } else {
        text!(first_login.done.lead)
    };
    view! {
        <Door heading=text!(first_login.done.title) way=way(3)>
            <Banner tone=Tone::Success>{lead}</Banner>
            <p>{text!(first_login.done.mail)}</p>
            {next}
        </Door>
    }
    .into_any()
}

/// The session begins when one goes on: this page would be taken away from under the reader.
fn signed_in(state: SessionState) -> AnyView {
    let (session, navigator) = (use_session(), use_navigator());
    let state = StoredValue::new(state);
    let start = Callback::new(move |()| {
        session.settle(state.get_value());
        navigator.go(Page::Start);
    });
    view! {
        <div class="form__acts">
            <Button on_press=start>{text!(first_login.done.start)}</Button>
        </div>
    }
    .into_any()
}

fn signed_out() -> AnyView {
    view! {
        <div class="form__acts">
            <ButtonLink href=Page::Login.path()>{text!(first_login.done.logIn)}</ButtonLink>
        </div>
    }
    .into_any()
}
