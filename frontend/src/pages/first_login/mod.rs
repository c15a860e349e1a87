//! The first sign-in, step by step: from a mailed link to the start page.

mod codes;
mod desk;
mod done;
pub(crate) mod identity;
mod password;
mod spent;
mod totp;
mod waiting;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use minato_types::first_login::FirstLoginStep;

use self::desk::{Desk, Stage};
use super::PageView;
use crate::language::{Text, text};
use crate::paths::Page;
use crate::view::live;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    (page == Page::FirstLogin).then_some(|_| FirstLoginPage().into_any())
}

/// Whoever has a link proves that it is his, chooses a password, sets an app up and keeps its
/// recovery codes. The secret of the link stands behind the `#`, which no browser sends: it is
/// taken out of the address at once and kept in memory.
#[component]
pub fn FirstLoginPage() -> impl IntoView {
    let desk = Desk::new();
    let hash = use_location().hash;
    Effect::new(move |before: Option<()>| {
        // The page may be open already when another link is followed.
        let token = hash.get().trim_start_matches('#').to_owned();
        if !token.is_empty() {
            desk.follow(token);
        } else if before.is_none() {
            desk.come_back();
        }
    });
    live(move || match desk.stage.get() {
        Stage::Waiting => waiting::waiting(),
        Stage::Failed(error) => waiting::failed(desk, error),
        Stage::Identity(token) => identity::identity(desk, token),
        Stage::Spent => spent::spent(),
        Stage::WithoutLink => spent::without_link(),
        Stage::UnderWay(state) => match state.step {
            FirstLoginStep::Password => password::password(desk, &state),
            FirstLoginStep::Totp => totp::totp(desk, &state),
            FirstLoginStep::RecoveryCodes => codes::new_codes(desk, &state),
            FirstLoginStep::Done if state.keeps_app => password::ready(desk),
            FirstLoginStep::Done => codes::shown_before(desk, state),
        },
        Stage::Done(state, keeps_app) => done::done(&state, keeps_app),
    })
}

/// The steps by name, and the one that is shown, from 0.
fn way(now: usize) -> (Vec<Text>, usize) {
    let steps = vec![
        text!(first_login.steps.identity),
        text!(first_login.steps.password),
        text!(first_login.steps.app),
        text!(first_login.steps.done),
    ];
    (steps, now)
}
