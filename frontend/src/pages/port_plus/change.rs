use std::pin::Pin;

use leptos::prelude::*;
use minato_client::{ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::port_applications::{ChangePortApplicationRequest, PortApplication};

use super::application::Desk;
use super::change_review::{REVIEW, conflict, review};
use super::entry::{Entry, fields, use_day_ports};
use crate::clock;
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::skeleton::Skeleton;
use crate::components::step_indicator::StepIndicator;
use crate::forms::port_plus::{ChangePortApplicationForm, Judge};
use crate::forms::{FormHandle, use_form};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::loading::{Loader, use_loader};
use crate::navigation::guard_unsaved;
use crate::paths::Address;
use crate::session::{SessionContext, use_session};
use crate::view::{live, nothing};

/// The id of the heading of the first step.
const CHANGE: &str = "change";

/// An answer under way.
type Sent = Pin<Box<dyn Future<Output = Result<(), ClientError>>>>;

/// What the steps have in common.
#[derive(Clone, Copy)]
pub(super) struct Changing {
    desk: Desk,
    pub(super) form: FormHandle<ChangePortApplicationForm>,
    pub(super) entry: Entry,
    /// The version that the change is based on.
    etag: StoredValue<String>,
    /// What somebody else made of the application in the meantime.
    pub(super) newest: RwSignal<Option<PortApplication>>,
    session: SessionContext,
}

/// An application being changed: fill in, look once more, send.
#[component]
pub(super) fn ChangeApplication(
    /// The page around it.
    desk: Desk,
    /// The application as it was fetched.
    current: Versioned<PortApplication>,
    /// Whether the address asks to look once more.
    reviewing: Memo<bool>,
) -> impl IntoView {
    let rules = use_loader(|client| {
        Box::pin(async move {
            let rules = client.get_port_application_rules().await?;
            Ok(Judge::new(rules, clock::now))
        })
    });
    let changing = changing(desk, current, rules);
    let form = changing.form;
    let reviewing = Memo::new(move |_| reviewing.get() && form.values().is_ready());
    let ready = Memo::new(move |_| rules.get().is_some());
    Effect::new(move |before: Option<Option<bool>>| {
        // As long as the rules have not come there is no heading to go to.
        let now = ready.get().then(|| reviewing.get());
        if let Some(reviewing) = now.filter(|_| before.flatten() != now) {
            focus_soon(if reviewing { REVIEW } else { CHANGE });
        }
        now
    });
    let waiting = || view! { <Skeleton lines=8 /> }.into_any();
    let content = live(move || match (ready.get(), reviewing.get()) {
        (false, _) => rules.show(waiting, |_| nothing()),
        (true, false) => enter(&changing),
        (true, true) => review(&changing),
    });
    let newest = live(move || {
        let newest = changing.newest.get();
        newest.map_or_else(nothing, |newest| conflict(form, &newest))
    });
    view! {
        {indicator(reviewing)}
        <ErrorSummary summary=form.summary() />
        {newest}
        {content}
    }
}

fn changing(desk: Desk, current: Versioned<PortApplication>, rules: Loader<Judge>) -> Changing {
    let form = use_form(ChangePortApplicationForm::of(&current.value));
    let judge = Signal::derive(move || rules.get());
    let day = Memo::new(move |_| form.values().day());
    let asked = Memo::new(move |_| form.values().ports());
    // A memo: what is amended below must not ask for itself again.
    let own = Memo::new(move |_| form.values().current);
    let changing = Changing {
        desk,
        form,
        entry: Entry {
            judge,
            day: day.into(),
            asked: asked.into(),
            day_ports: use_day_ports(day.into(), judge, own.into()),
        },
        etag: StoredValue::new(current.etag),
        newest: RwSignal::new(None),
        session: use_session(),
    };
    Effect::new(move |_| {
        let (judge, day_ports) = (judge.get(), changing.entry.day_ports.get());
        form.amend(|values| {
            values.judge = judge;
            values.day_ports = day_ports;
        });
    });
    guard_unsaved(move || !form.values().changed().is_empty());
    changing
}

fn indicator(reviewing: Memo<bool>) -> AnyView {
    live(move || {
        let steps = vec![
            text!(port_plus.steps.entry),
            text!(port_plus.steps.review),
            text!(port_plus.steps.done),
        ];
        let now = usize::from(reviewing.get());
        view! { <StepIndicator steps=steps now=now /> }.into_any()
    })
}

fn enter(changing: &Changing) -> AnyView {
    let changing = *changing;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        changing.look_again();
    };
    view! {
        <section class="card" aria-labelledby=CHANGE>
            <h2 id=CHANGE tabindex="-1">
                {text!(port_plus.change.title)}
            </h2>
            <p>{text!(port_plus.change.lead)}</p>
            <form class="form" novalidate on:submit=submit>
                {fields(changing.entry, |name| changing.form.field(name))}
                <div class="form__acts">
                    <Button submits=true>{text!(port_plus.new.toReview)}</Button>
                    <ButtonLink href=changing.desk.address("") weight=Weight::Text>
                        {text!(port_plus.change.giveUp)}
                    </ButtonLink>
                </div>
            </form>
        </section>
    }
    .into_any()
}

impl Changing {
    /// Everything is filled in: look at it once more.
    fn look_again(self) {
        self.form.submit(move |_| -> Sent {
            Box::pin(async move {
                self.desk.navigator.go_to(self.desk.address("step=review"));
                Ok(())
            })
        });
    }

    /// Something is to be corrected.
    pub(super) fn correct(self) {
        self.desk
            .navigator
            .replace(self.desk.address("step=change"));
    }

    /// Sends the change.
    pub(super) fn send(self) {
        self.form
            .submit(move |request| -> Sent { Box::pin(self.change(request)) });
    }

    async fn change(self, request: ChangePortApplicationRequest) -> Result<(), ClientError> {
        let (client, number) = (self.session.client(), self.desk.number());
        let etag = self.etag.get_value();
        let sent = client
            .change_port_application(number, &request, &etag)
            .await;
        let error = match sent {
            Ok(changed) => {
                let address = Address::port_application(changed.value.number);
                let told = address.with_query("done=changed");
                self.desk.navigator.replace(told.to_string());
                return Ok(());
            }
            Err(error) => error,
        };
        match error.code() {
            Some(ProblemCode::PreconditionFailed) => self.meet_newest().await,
            Some(ProblemCode::ValidationFailed) => self.correct(),
            Some(ProblemCode::DeadlinePassed | ProblemCode::NotChangeable) => {
                self.desk.application.again();
                self.desk.history.again();
            }
            _ => {}
        }
        Err(error)
    }

    /// Somebody was faster: the next try is based on what he made of it.
    async fn meet_newest(self) {
        let client = self.session.client();
        let Ok(newest) = client.get_port_application(self.desk.number()).await else {
            return;
        };
        self.etag.set_value(newest.etag);
        self.form
            .amend(|values| values.current = Some(newest.value.clone()));
        self.newest.try_set(Some(newest.value));
        self.correct();
    }
}
