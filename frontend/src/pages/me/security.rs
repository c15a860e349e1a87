use leptos::prelude::*;
use minato_types::auth::SessionMember;

use super::words;
use crate::components::badge::{Badge, BadgeTone};
use crate::components::button::Button;
use crate::components::description_list::{Description, DescriptionList};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::password::Password;
use crate::components::password_hints::PasswordHints;
use crate::components::skeleton::Skeleton;
use crate::components::toast::use_toast;
use crate::format;
use crate::forms::me::ChangePasswordForm;
use crate::forms::use_form;
use crate::language::{filled_text, text, use_language};
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
                    let email = session.account.email.as_str().to_owned();
                    view! {
                        <SignInMethod two_step=session.member.two_step />
                        <ChangePassword email=email member=session.member />
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
#[component]
fn ChangePassword(
    /// Whose password it is.
    email: String,
    /// Whose policy holds.
    member: SessionMember,
) -> impl IntoView {
    let (session, toast, language) = (use_session(), use_toast(), use_language());
    let empty = StoredValue::new(ChangePasswordForm::of_member(&member));
    let form = use_form(empty.get_value());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            session.client().change_password(&request).await?;
            form.reset(empty.get_value());
            toast.show(|locale| words_of!(locale, account.security.changed));
            // The session has a new secret and a new CSRF token now.
            session.settle(session.client().get_session().await?);
            Ok(())
        });
    };
    let hints = Signal::derive(move || {
        let hints = form.values().hints().into_iter();
        hints
            .map(|(hint, met)| (hint.words(language.locale()), met))
            .collect()
    });
    let (current, new) = (form.field("currentPassword"), form.field("newPassword"));
    let confirmation = form.field("confirmation");
    view! {
        <section class="card" aria-labelledby="change">
            <h2 id="change">{text!(account.security.changeTitle)}</h2>
            <p class="note">{text!(account.security.changeLead)}</p>
            <form class="form" novalidate on:submit=send>
                <ErrorSummary summary=form.summary() />
                // For password managers: whose password it is.
                <input type="text" autocomplete="username" value=email hidden readonly />
                <Field field=current>
                    <Password field=current autocomplete="current-password" />
                </Field>
                <PasswordHints hints=hints note=text!(account.hints.guess) />
                <Field field=new>
                    <Password field=new autocomplete="new-password" />
                </Field>
                <Field field=confirmation>
                    <Password field=confirmation autocomplete="new-password" />
                </Field>
                <div class="form__acts">
                    <Button submits=true busy=form.busy()>
                        {text!(account.security.change)}
                    </Button>
                </div>
            </form>
        </section>
    }
}
