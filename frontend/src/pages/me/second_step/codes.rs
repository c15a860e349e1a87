//! New recovery codes: they are shown this once, to be printed, saved or copied.

use leptos::prelude::*;
use minato_types::auth::SessionAccount;

use super::desk::{CODES, Desk, NewCodes, Stage};
use crate::components::banner::{Banner, Tone};
use crate::components::button::Button;
use crate::language::text;
use crate::pages::authenticator::codes::codes as shown;

/// New recovery codes, until somebody says that they are kept.
pub(super) fn codes(desk: Desk, new: NewCodes, account: &SessionAccount) -> AnyView {
    let done = if new.with_app {
        text!(security.setUp.done)
    } else {
        text!(security.recovery.renewed)
    };
    let stored = Callback::new(move |()| desk.show(Stage::Overview));
    view! {
        <section class="card sheet" aria-labelledby=CODES>
            <h2 id=CODES tabindex="-1">
                {text!(security.recovery.title)}
            </h2>
            <Banner tone=Tone::Success>{done}</Banner>
            {shown(new.codes, account.email.as_str(), account.time_zone.as_str())}
            <div class="form__acts">
                <Button on_press=stored>{text!(security.recovery.stored)}</Button>
            </div>
        </section>
    }
    .into_any()
}
