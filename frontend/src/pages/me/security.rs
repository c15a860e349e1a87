use leptos::prelude::*;
use minato_client::Versioned;
use minato_types::auth::Session;
use minato_types::me::Me;

use super::change_password::ChangePassword;
use super::credentials::{Credentials, use_credentials};
use super::second_step::SecondStep;
use super::sessions::SessionsSection;
use super::sign_ins::SignInsSection;
use super::trusted_browsers::TrustedBrowsersSection;
use crate::components::description_list::{Description, DescriptionList};
use crate::components::skeleton::Skeleton;
use crate::format;
use crate::forms::me::ChangePasswordForm;
use crate::language::{filled_text, text};
use crate::layouts::frame::Frame;
use crate::loading::use_loader;
use crate::paths::Page;
use crate::session::use_session;
use crate::words::words_of;

/// One's own second step, password, and where one is signed in.
#[component]
pub fn SecurityPage() -> impl IntoView {
    let session = use_session().now();
    provide_context(Credentials::new());
    view! {
        <Frame page=Page::Security lead=text!(account.security.lead)>
            {session
                .map(|session| {
                    let change = change(&session);
                    view! {
                        <SecondStep session=session />
                        {change}
                        <TrustedBrowsersSection />
                        <SessionsSection />
                        <SignInsSection />
                    }
                })}
        </Frame>
    }
}

/// Changes one's own password.
fn change(session: &Session) -> AnyView {
    view! {
        <section class="card" aria-labelledby="change">
            <h2 id="change">{text!(account.security.changeTitle)}</h2>
            <PasswordAge />
            <p class="note">{text!(account.security.changeLead)}</p>
            <ChangePassword
                email=session.account.email.as_str().to_owned()
                empty=ChangePasswordForm::of_member(&session.member)
                act=text!(account.security.change)
                done=|locale| words_of!(locale, account.security.changed)
            />
        </section>
    }
    .into_any()
}

/// Since when the password is what it is.
#[component]
fn PasswordAge() -> impl IntoView {
    let credentials = use_credentials();
    let me = use_loader(move |client| {
        credentials.track();
        Box::pin(async move { client.get_me().await })
    });
    let waiting = || view! { <Skeleton lines=1 /> }.into_any();
    me.show(waiting, |me: Versioned<Me>| {
        let me = me.value;
        let changed = filled_text(move |language| {
            format::date_time(me.password_changed_at, me.time_zone.as_str(), language)
        });
        view! {
            <DescriptionList>
                <Description term=text!(account.fields.passwordChangedAt)>
                    <span class="numbers">{changed}</span>
                </Description>
            </DescriptionList>
        }
        .into_any()
    })
}
