use leptos::prelude::*;

use super::credentials::use_credentials;
use crate::components::button::Button;
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::password::Password;
use crate::components::password_hints::PasswordHints;
use crate::components::toast::use_toast;
use crate::forms::me::ChangePasswordForm;
use crate::forms::use_form;
use crate::language::{Text, Words, text, use_language};
use crate::session::use_session;

/// The form by which one changes one's own password.
#[component]
pub(super) fn ChangePassword(
    /// Whose password it is, for password managers.
    email: String,
    /// The form with nothing filled in.
    empty: ChangePasswordForm,
    /// What helps to fill in the current password.
    #[prop(optional)]
    current_support: Option<Text>,
    /// The words of its button.
    act: Text,
    /// What is told afterwards.
    done: Words,
) -> impl IntoView {
    let (session, toast, language) = (use_session(), use_toast(), use_language());
    let (empty, credentials) = (StoredValue::new(empty), use_credentials());
    let form = use_form(empty.get_value());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            session.client().change_password(&request).await?;
            form.reset(empty.get_value());
            toast.show(done);
            // The session has a new secret and a new CSRF token now.
            session.settle(session.client().get_session().await?);
            credentials.changed();
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
    let current_support = current_support.unwrap_or_else(|| Signal::stored(String::new()));
    view! {
        <form class="form" novalidate on:submit=send>
            <ErrorSummary summary=form.summary() />
            <input type="text" autocomplete="username" value=email hidden readonly />
            <Field field=current support=current_support>
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
                    {act}
                </Button>
            </div>
        </form>
    }
}
