use leptos::prelude::*;
use minato_types::first_login::{FirstLogin, FirstLoginStep};

use super::desk::Desk;
use super::way;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::layouts::door::Door;
use crate::loading::use_loader;
use crate::navigation::guard_unsaved;
use crate::pages::authenticator::codes;

/// The zone of the time on the sheet: nobody has chosen another one yet.
const TIME_ZONE: &str = "Asia/Tokyo";

/// Makes the recovery codes and shows them, until somebody says that they are kept.
pub(super) fn new_codes(desk: Desk, state: &FirstLogin) -> AnyView {
    let made =
        use_loader(|client| Box::pin(async move { client.make_first_recovery_codes().await }));
    // Codes that nobody has kept are lost.
    guard_unsaved(move || made.get().is_some());
    let email = state.email.as_str().to_owned();
    let waiting = || view! { <Skeleton lines=8 /> }.into_any();
    let shown = made.show(waiting, move |made| {
        let stored = Callback::new(move |()| desk.complete(false));
        view! {
            {codes::codes(made.codes, &email, TIME_ZONE)}
            {desk.refusal()}
            <div class="form__acts">
                <Button busy=desk.busy on_press=stored>
                    {text!(first_login.codes.stored)}
                </Button>
            </div>
        }
        .into_any()
    });
    view! {
        <Door heading=text!(first_login.codes.title) way=way(2) wide=true>
            <div class="sheet">
                <Banner tone=Tone::Success>{text!(first_login.codes.appDone)}</Banner>
                {shown}
            </div>
        </Door>
    }
    .into_any()
}

/// The codes were shown before: who has not kept them gets others.
pub(super) fn shown_before(desk: Desk, state: FirstLogin) -> AnyView {
    let again = StoredValue::new(FirstLogin {
        step: FirstLoginStep::RecoveryCodes,
        ..state
    });
    let stored = Callback::new(move |()| desk.complete(false));
    let renew = Callback::new(move |()| desk.go_on(again.get_value()));
    view! {
        <Door
            heading=text!(first_login.codes.title)
            lead=text!(first_login.codes.shownBefore)
            way=way(2)
        >
            {desk.refusal()}
            <div class="form__acts">
                <Button busy=desk.busy on_press=stored>
                    {text!(first_login.codes.stored)}
                </Button>
                <Button weight=Weight::Outline off=desk.busy on_press=renew>
                    {text!(first_login.codes.again)}
                </Button>
            </div>
        </Door>
    }
    .into_any()
}
