use leptos::prelude::*;

use super::code_panel::CodePanel;
use crate::layouts::door::Door;
use crate::layouts::frame::page_name;
use crate::paths::Page;

/// The second step of signing in. Whoever comes in is sent on by the guard of the doors.
#[component]
pub fn LoginCodePage() -> impl IntoView {
    view! {
        <Door heading=page_name(Page::LoginCode) step=1>
            <CodePanel on_arrival=Callback::new(|_| ()) />
        </Door>
    }
}
