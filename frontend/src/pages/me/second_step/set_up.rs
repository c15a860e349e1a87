use leptos::prelude::*;
use minato_types::security::TotpOffer;

use super::desk::{Desk, SET_UP, Stage};
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::otp_input::OtpInput;
use crate::forms::me::ConfirmTotpForm;
use crate::forms::use_form;
use crate::language::text;
use crate::pages::authenticator::offer::{self, Below};
use crate::session::use_session;

/// The way from an app to its first code.
pub(super) fn set_up(desk: Desk, offer: &TotpOffer) -> AnyView {
    let confirm = view! { <Confirm desk=desk /> }.into_any();
    let steps = offer::steps(
        offer,
        Below::Section,
        text!(security.setUp.enterLead),
        confirm,
    );
    view! {
        <section class="card" aria-labelledby=SET_UP>
            <h2 id=SET_UP tabindex="-1">
                {text!(security.setUp.title)}
            </h2>
            {steps}
        </section>
    }
    .into_any()
}

/// The first code of the app, or giving up.
#[component]
fn Confirm(
    /// Where it is told.
    desk: Desk,
) -> impl IntoView {
    let session = use_session();
    let form = use_form(ConfirmTotpForm::default());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            let client = session.client();
            let confirmed = client.confirm_totp(&request).await?;
            desk.confirmed(confirmed.recovery_codes);
            // The other sessions have ended: what the page shows of them is told anew.
            if let Ok(state) = client.get_session().await {
                session.settle(state);
            }
            Ok(())
        });
    };
    let give_up = Callback::new(move |()| desk.show(Stage::Overview));
    let field = form.field("code");
    view! {
        <form class="form" novalidate on:submit=send>
            <ErrorSummary summary=form.summary() />
            <Field field=field support=text!(auth.support.appCode)>
                <OtpInput field=field />
            </Field>
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {text!(security.setUp.confirm)}
                </Button>
                <Button weight=Weight::Text on_press=give_up>
                    {text!(app.cancel)}
                </Button>
            </div>
        </form>
    }
}
