use leptos::prelude::*;
use minato_types::auth::Session;

use super::change_password::ChangePassword;
use super::words;
use crate::components::badge::{Badge, BadgeTone};
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

/// One's own password and second factor.
#[component]
pub fn SecurityPage() -> impl IntoView {
    let session = use_session().now();
    view! {
        <Frame page=Page::Security lead=text!(account.security.lead)>
            {session
                .map(|session| {
                    view! {
                        <SignInMethod two_step=session.member.two_step />
                        {change(&session)}
                    }
                })}
        </Frame>
    }
}

/// How one proves oneself.
#[component]
fn SignInMethod(
    /// Whether a second step follows the password.
    two_step: bool,
) -> impl IntoView {
    let me = use_loader(|client| Box::pin(async move { client.get_me().await }));
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
    let state = if two_step {
        view! { <Badge tone=BadgeTone::Good>{text!(account.security.twoStepOn)}</Badge> }.into_any()
    } else {
        view! { <Badge tone=BadgeTone::Quiet>{text!(account.security.twoStepOff)}</Badge> }
            .into_any()
    };
    let shown = move |me: minato_client::Versioned<minato_types::me::Me>| {
        let me = me.value;
        let factor = if two_step {
            words::factor(me.second_factor)
        } else {
            text!(account.factor.off)
        };
        let changed = filled_text(move |language| {
            format::date_time(me.password_changed_at, me.time_zone.as_str(), language)
        });
        view! {
            <DescriptionList>
                <Description term=text!(account.fields.secondFactor)>{factor}</Description>
                <Description term=text!(account.fields.passwordChangedAt)>
                    <span class="numbers">{changed}</span>
                </Description>
            </DescriptionList>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="sign-in">
            <div class="card__head">
                <h2 id="sign-in">{text!(account.security.signIn)}</h2>
                <p class="card__state">
                    <span>{text!(account.security.twoStep)}</span>
                    {state}
                </p>
            </div>
            {me.show(waiting, shown)}
        </section>
    }
}

/// Changes one's own password.
fn change(session: &Session) -> AnyView {
    view! {
        <section class="card" aria-labelledby="change">
            <h2 id="change">{text!(account.security.changeTitle)}</h2>
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
