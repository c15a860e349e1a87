use leptos::prelude::*;
use minato_types::security::TotpOffer;

use super::desk::{Desk, SET_UP, Stage};
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::copy_button::CopyButton;
use crate::components::description_list::{Description, DescriptionList};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::otp_input::OtpInput;
use crate::components::qr_code::QrCode;
use crate::forms::me::ConfirmTotpForm;
use crate::forms::use_form;
use crate::language::{Text, text};
use crate::session::use_session;

/// The way from an app to its first code.
pub(super) fn set_up(desk: Desk, offer: &TotpOffer) -> AnyView {
    let (app, app_lead) = (text!(security.setUp.app), text!(security.setUp.appLead));
    let (scanning, scan_lead) = (text!(security.setUp.scan), text!(security.setUp.scanLead));
    let (entering, enter_lead) = (text!(security.setUp.enter), text!(security.setUp.enterLead));
    view! {
        <section class="card" aria-labelledby=SET_UP>
            <h2 id=SET_UP tabindex="-1">
                {text!(security.setUp.title)}
            </h2>
            <ol class="set-up">
                <li class="set-up__step">{head(app, app_lead)}</li>
                <li class="set-up__step">{head(scanning, scan_lead)} {scan(offer)}</li>
                <li class="set-up__step">
                    {head(entering, enter_lead)} <Confirm desk=desk />
                </li>
            </ol>
        </section>
    }
    .into_any()
}

fn head(name: Text, lead: Text) -> AnyView {
    view! {
        <h3>{name}</h3>
        <p>{lead}</p>
    }
    .into_any()
}

/// The secret: as a picture, as a link for an app on this device, and to be typed.
fn scan(offer: &TotpOffer) -> AnyView {
    let TotpOffer {
        secret,
        uri,
        qr_code,
    } = offer.clone();
    let typed = grouped(&secret);
    view! {
        <QrCode picture=qr_code words=text!(security.setUp.qrCode) />
        <p class="set-up__open">
            <ButtonLink href=uri weight=Weight::Outline>
                {text!(security.setUp.open)}
            </ButtonLink>
        </p>
        <p class="note">{text!(security.setUp.typed)}</p>
        <DescriptionList>
            <Description term=text!(security.setUp.key)>
                <code class="secret">{typed}</code>
            </Description>
        </DescriptionList>
        <CopyButton content=secret>{text!(security.setUp.copyKey)}</CopyButton>
    }
    .into_any()
}

/// Characters in groups of four, as one reads them when one types.
fn grouped(secret: &str) -> String {
    let mut shown = String::with_capacity(secret.len() + secret.len() / 4);
    for (place, character) in secret.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            shown.push(' ');
        }
        shown.push(character);
    }
    shown
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

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn a_secret_is_read_in_groups_of_four() {
        assert_eq!(grouped("JBSWY3DPEHPK3PXP"), "JBSW Y3DP EHPK 3PXP");
        assert_eq!(grouped("JBSWY3"), "JBSW Y3");
        assert_eq!(grouped(""), "");
    }
}
