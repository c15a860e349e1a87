use leptos::prelude::*;
use minato_types::first_login::FirstLogin;

use super::desk::Desk;
use super::way;
use crate::components::button::Button;
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::password::Password;
use crate::components::password_hints::PasswordHints;
use crate::forms::first_login::SetFirstPasswordForm;
use crate::forms::use_form;
use crate::language::{text, use_language};
use crate::layouts::door::Door;

/// The password, with what it needs.
pub(super) fn password(desk: Desk, state: &FirstLogin) -> AnyView {
    let language = use_language();
    let form = use_form(SetFirstPasswordForm::of(state));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            let state = desk.session.client().set_first_password(&request).await?;
            desk.go_on(state);
            Ok(())
        });
    };
    let hints = Signal::derive(move || {
        let hints = form.values().hints().into_iter();
        hints
            .map(|(hint, met)| (hint.words(language.locale()), met))
            .collect()
    });
    let (password, confirmation) = (form.field("password"), form.field("confirmation"));
    let (name, email) = (
        state.name.as_str().to_owned(),
        state.email.as_str().to_owned(),
    );
    let lead = text!(first_login.password.lead, name = name.as_str());
    view! {
        <Door heading=text!(first_login.password.title) lead=lead way=way(1)>
            <form class="form" novalidate on:submit=send>
                <ErrorSummary summary=form.summary() />
                <input type="text" autocomplete="username" value=email hidden readonly />
                <PasswordHints hints=hints note=text!(account.hints.guess) />
                <Field field=password>
                    <Password field=password autocomplete="new-password" />
                </Field>
                <Field field=confirmation>
                    <Password field=confirmation autocomplete="new-password" />
                </Field>
                <div class="form__acts">
                    <Button submits=true busy=form.busy()>
                        {text!(first_login.next)}
                    </Button>
                </div>
            </form>
        </Door>
    }
    .into_any()
}

/// The password is chosen, and the app that was there before stays: nothing is left to do.
pub(super) fn ready(desk: Desk) -> AnyView {
    let end = Callback::new(move |()| desk.complete(true));
    view! {
        <Door
            heading=text!(first_login.ready.title)
            lead=text!(first_login.ready.lead)
            way=way(2)
        >
            {desk.refusal()}
            <div class="form__acts">
                <Button busy=desk.busy on_press=end>
                    {text!(first_login.complete)}
                </Button>
            </div>
        </Door>
    }
    .into_any()
}
