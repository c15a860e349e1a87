//! The sign-in dialog above a living page whose session has ended: what was typed stays.

use leptos::prelude::*;

use super::focus::focus_soon;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::toast::use_toast;
use crate::language::text;
use crate::navigation::use_navigator;
use crate::pages::auth::code_panel::CodePanel;
use crate::pages::auth::log_in_panel::LogInPanel;
use crate::paths::Page;
use crate::session::{Arrival, use_session};
use crate::view::live;
use crate::words::words_of;

/// The sign-in dialog; it opens by itself.
#[component]
pub fn LapsedDialog() -> impl IntoView {
    let (session, navigator, toast) = (use_session(), use_navigator(), use_toast());
    let lapsed = Memo::new(move |_| session.has_lapsed());
    let awaits_code = Memo::new(move |_| session.pending().is_some());
    let arrive = Callback::new(move |arrival: Arrival| match arrival {
        Arrival::SamePerson => toast.show(|locale| words_of!(locale, auth.lapsed.back)),
        // The drafts on the page are somebody else's.
        Arrival::AnotherPerson => navigator.go(Page::Start),
        Arrival::Somebody | Arrival::Nobody => {}
    });
    let leave = Callback::new(move |()| {
        session.leave();
        navigator.go(Page::Start);
    });
    Effect::new(move |_| {
        if awaits_code.get() && lapsed.get() {
            focus_soon("verify-login-code");
        }
    });
    let step = move || {
        live(move || {
            if awaits_code.get() {
                view! { <CodePanel on_arrival=arrive /> }.into_any()
            } else {
                view! { <LogInPanel on_arrival=arrive /> }.into_any()
            }
        })
    };
    view! {
        <Dialog open=lapsed.into() heading_id="lapsed-heading" title=text!(auth.lapsed.title)>
            <p class="lead">{text!(auth.lapsed.lead)}</p>
            {step()}
            <p class="dialog__foot">
                <Button weight=Weight::Text on_press=leave>
                    {text!(auth.lapsed.discard)}
                </Button>
            </p>
        </Dialog>
    }
}
