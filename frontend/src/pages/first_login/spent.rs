use leptos::prelude::*;

use crate::components::button::{ButtonLink, Weight};
use crate::language::{Text, text};
use crate::layouts::door::Door;
use crate::paths::Page;

/// The link was used, replaced, tried too often, or is too old: how one gets another.
pub(super) fn spent() -> AnyView {
    explained(
        text!(first_login.spent.title),
        text!(first_login.spent.lead),
    )
}

/// There is no link, and nobody is on the way in this browser.
pub(super) fn without_link() -> AnyView {
    explained(
        text!(first_login.withoutLink.title),
        text!(first_login.withoutLink.lead),
    )
}

fn explained(title: Text, lead: Text) -> AnyView {
    view! {
        <Door heading=title lead=lead>
            <ul class="reasons">
                <li>{text!(first_login.spent.newest)}</li>
                <li>{text!(first_login.spent.again)}</li>
                <li>{text!(first_login.spent.ask)}</li>
            </ul>
            <div class="form__acts">
                <ButtonLink href=Page::PasswordReset.path()>
                    {text!(first_login.spent.request)}
                </ButtonLink>
                <ButtonLink href=Page::Login.path() weight=Weight::Outline>
                    {text!(auth.reset.backToLogin)}
                </ButtonLink>
            </div>
        </Door>
    }
    .into_any()
}
