//! Another e-mail address.

use leptos::prelude::*;
use minato_types::ProblemCode;
use minato_types::values::{EmailAddress, SecondFactor};

use super::step_up::StepUp;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::description_list::{Description, DescriptionList};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::input::Input;
use crate::forms::me::ChangeEmailForm;
use crate::forms::{FormHandle, use_form};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::session::{SessionContext, use_session};
use crate::view::live;

/// The id of the heading where the keyboard goes when a link is asked for.
const EMAIL: &str = "own-email";

/// What the section shows.
#[derive(Clone, PartialEq, Eq)]
enum Stage {
    /// The present address.
    Present,
    /// The form for another one.
    Asking,
    /// A link is on its way to it.
    Asked(String),
}

/// One's own e-mail address, and the way to another one.
#[component]
pub(super) fn EmailSection(
    /// The present address.
    email: EmailAddress,
    /// By what the second step is proved.
    factor: SecondFactor,
) -> impl IntoView {
    let stage = RwSignal::new(Stage::Present);
    let content = live(move || match stage.get() {
        Stage::Present => way(stage),
        Stage::Asking => asking(stage, factor),
        Stage::Asked(email) => asked(&email),
    });
    view! {
        <section class="card" aria-labelledby=EMAIL>
            <h2 id=EMAIL tabindex="-1">
                {text!(account.email.title)}
            </h2>
            <DescriptionList>
                <Description term=text!(account.email.present)>
                    {email.as_str().to_owned()}
                </Description>
            </DescriptionList>
            {content}
        </section>
    }
}

fn way(stage: RwSignal<Stage>) -> AnyView {
    let open = Callback::new(move |()| {
        stage.set(Stage::Asking);
        focus_soon(EMAIL);
    });
    view! {
        <div class="form__acts">
            <Button weight=Weight::Outline on_press=open>
                {text!(account.email.change)}
            </Button>
        </div>
    }
    .into_any()
}

fn asking(stage: RwSignal<Stage>, factor: SecondFactor) -> AnyView {
    let form = use_form(ChangeEmailForm::default());
    let unproven = RwSignal::new(false);
    let session = use_session();
    let send = move || ask(session, form, stage, unproven);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send();
    };
    let proven = Callback::new(move |()| {
        unproven.set(false);
        send();
    });
    let close = Callback::new(move |()| unproven.set(false));
    let give_up = Callback::new(move |()| {
        stage.set(Stage::Present);
        focus_soon(EMAIL);
    });
    let (open, factor) = (unproven.into(), Signal::stored(factor));
    let field = form.field("email");
    view! {
        <p class="note">{text!(account.email.lead)}</p>
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary summary=form.summary() />
            <Field field=field>
                <Input field=field kind="email" autocomplete="email" />
            </Field>
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {text!(account.email.send)}
                </Button>
                <Button weight=Weight::Text on_press=give_up>
                    {text!(app.cancel)}
                </Button>
            </div>
        </form>
        <StepUp open=open factor=factor on_proven=proven on_close=close />
    }
    .into_any()
}

fn ask(
    session: SessionContext,
    form: FormHandle<ChangeEmailForm>,
    stage: RwSignal<Stage>,
    unproven: RwSignal<bool>,
) {
    let email = untrack(move || form.values().email);
    form.submit(|request| async move {
        match session.client().request_email_change(&request).await {
            Ok(()) => {
                stage.try_set(Stage::Asked(email));
                focus_soon(EMAIL);
                Ok(())
            }
            Err(error) => {
                if error.code() == Some(ProblemCode::StepUpRequired) {
                    unproven.try_set(true);
                }
                Err(error)
            }
        }
    });
}

fn asked(email: &str) -> AnyView {
    let email = email.to_owned();
    view! {
        <Banner tone=Tone::Success title=text!(account.email.sentTitle)>
            <p>{text!(account.email.sent, email = email.as_str())}</p>
        </Banner>
    }
    .into_any()
}
