use leptos::prelude::*;
use minato_types::first_login::FirstLogin;
use minato_types::values::SecondFactor;

use super::desk::Desk;
use super::way;
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::otp_input::OtpInput;
use crate::components::skeleton::Skeleton;
use crate::forms::me::ConfirmTotpForm;
use crate::forms::use_form;
use crate::language::text;
use crate::layouts::door::Door;
use crate::loading::use_loader;
use crate::pages::authenticator::offer::{self, Below};
use crate::view::nothing;

/// Sets an authenticator app up. Whoever may get codes by mail can leave it for later.
pub(super) fn totp(desk: Desk, state: &FirstLogin) -> AnyView {
    let is_must = state.second_factor == SecondFactor::Totp;
    let lead = if is_must {
        text!(first_login.app.must)
    } else {
        text!(first_login.app.may)
    };
    let offered = use_loader(|client| Box::pin(async move { client.offer_first_totp().await }));
    let waiting = || view! { <Skeleton lines=8 /> }.into_any();
    let shown = offered.show(waiting, move |secret| {
        let confirm = view! { <Confirm desk=desk /> }.into_any();
        offer::steps(
            &secret,
            Below::Page,
            text!(first_login.app.enterLead),
            confirm,
        )
    });
    let later = if is_must { nothing() } else { later(desk) };
    view! {
        <Door heading=text!(first_login.app.title) lead=lead way=way(2) wide=true>
            {shown} {later}
        </Door>
    }
    .into_any()
}

/// The first code of the app.
#[component]
fn Confirm(
    /// Where it is told.
    desk: Desk,
) -> impl IntoView {
    let form = use_form(ConfirmTotpForm::default());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            let state = desk.session.client().confirm_first_totp(&request).await?;
            desk.go_on(state);
            Ok(())
        });
    };
    let field = form.field("code");
    view! {
        <form class="form" novalidate on:submit=send>
            <ErrorSummary summary=form.summary() />
            <Field field=field support=text!(auth.support.appCode)>
                <OtpInput field=field />
            </Field>
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {text!(first_login.next)}
                </Button>
            </div>
        </form>
    }
}

fn later(desk: Desk) -> AnyView {
    let end = Callback::new(move |()| desk.complete(false));
    view! {
        <div class="door__ways">
            <p class="note">{text!(first_login.app.laterLead)}</p>
            {desk.refusal()}
            <Button weight=Weight::Outline busy=desk.busy on_press=end>
                {text!(first_login.app.later)}
            </Button>
        </div>
    }
    .into_any()
}
