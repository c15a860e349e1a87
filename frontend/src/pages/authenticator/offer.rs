use leptos::prelude::*;
use minato_types::security::TotpOffer;

use crate::components::button::{ButtonLink, Weight};
use crate::components::copy_button::CopyButton;
use crate::components::description_list::{Description, DescriptionList};
use crate::components::qr_code::QrCode;
use crate::language::{Text, text};

/// What the steps stand below: headings leave no level out.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Below {
    /// The heading of the page.
    Page,
    /// The heading of a section.
    Section,
}

/// The three steps from having no app to its first code, with the form for the code.
pub(crate) fn steps(
    offer: &TotpOffer,
    below: Below,
    enter_lead: Text,
    confirm: AnyView,
) -> AnyView {
    let head = |name, lead| head(below, name, lead);
    let (app, app_lead) = (text!(security.setUp.app), text!(security.setUp.appLead));
    let (scanning, scan_lead) = (text!(security.setUp.scan), text!(security.setUp.scanLead));
    let entering = text!(security.setUp.enter);
    view! {
        <ol class="set-up">
            <li class="set-up__step">{head(app, app_lead)}</li>
            <li class="set-up__step">{head(scanning, scan_lead)} {scan(offer)}</li>
            <li class="set-up__step">{head(entering, enter_lead)} {confirm}</li>
        </ol>
    }
    .into_any()
}

fn head(below: Below, name: Text, lead: Text) -> AnyView {
    let name = match below {
        Below::Page => view! { <h2 class="set-up__name">{name}</h2> }.into_any(),
        Below::Section => view! { <h3 class="set-up__name">{name}</h3> }.into_any(),
    };
    view! {
        {name}
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
