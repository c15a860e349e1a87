use leptos::prelude::*;
use minato_client::ClientError;

use super::desk::Desk;
use crate::components::error_state::ErrorState;
use crate::components::skeleton::Skeleton;
use crate::language::filled_text;
use crate::layouts::door::Door;
use crate::layouts::frame::page_name;
use crate::paths::Page;
use crate::problems::problem;

/// The server is asked where one stands.
pub(super) fn waiting() -> AnyView {
    view! {
        <div class="door">
            <div class="door__card">
                <Skeleton lines=6 />
            </div>
        </div>
    }
    .into_any()
}

/// The server could not say so.
pub(super) fn failed(desk: Desk, error: ClientError) -> AnyView {
    let words = filled_text(move |language| problem(&error, language));
    let again = Callback::new(move |()| desk.come_back());
    view! {
        <Door heading=page_name(Page::FirstLogin)>
            <ErrorState message=words on_retry=again />
        </Door>
    }
    .into_any()
}
