use std::pin::Pin;

use leptos::prelude::*;
use minato_client::ClientError;
use minato_types::port_applications::{PortApplication, SubmitPortApplicationRequest};
use minato_types::values::{PortApplicationNumber, parse_day};

use super::entry::{Entry, fields, use_day_ports};
use super::gate::for_members;
use super::new_review::{REVIEW, review};
use crate::clock;
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::skeleton::Skeleton;
use crate::components::step_indicator::StepIndicator;
use crate::forms::port_plus::{Judge, SubmitPortApplicationForm};
use crate::forms::{FormHandle, SendKey, use_form};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::layouts::frame::Frame;
use crate::loading::{Loader, use_loader};
use crate::navigation::{Navigator, guard_unsaved, use_navigator, use_query};
use crate::paths::{Address, Page};
use crate::session::{SessionContext, use_session};
use crate::view::{live, nothing};

/// The id of the heading of the first step.
const ENTRY: &str = "entry";

/// The query of the second step: "back" leads from it to the first.
const REVIEW_QUERY: &str = "step=review";

/// An answer under way.
type Sent = Pin<Box<dyn Future<Output = Result<(), ClientError>>>>;

/// Applies for additional ports: fill in, look once more, send. What happens next is told by
/// the page of the new application.
#[component]
pub fn NewPortApplicationPage() -> impl IntoView {
    for_members(Page::NewPortApplication, |_| page())
}

/// What the steps have in common.
#[derive(Clone, Copy)]
pub(super) struct Applying {
    pub(super) form: FormHandle<SubmitPortApplicationForm>,
    pub(super) entry: Entry,
    /// Whether an answer was lost, so that nobody knows whether the application arrived.
    pub(super) unsure: RwSignal<bool>,
    key: StoredValue<SendKey>,
    navigator: Navigator,
    session: SessionContext,
}

fn page() -> AnyView {
    let form = use_form(SubmitPortApplicationForm::default());
    let basis = use_basis(form);
    let judge = Signal::derive(move || basis.get().map(|(judge, _)| judge));
    let day = Memo::new(move |_| form.values().day());
    let asked = Memo::new(move |_| form.values().ports());
    let own = Signal::derive(|| None);
    let applying = Applying {
        form,
        entry: Entry {
            judge,
            day: day.into(),
            asked: asked.into(),
            day_ports: use_day_ports(day.into(), judge, own),
        },
        unsure: RwSignal::new(false),
        key: StoredValue::new(SendKey::default()),
        navigator: use_navigator(),
        session: use_session(),
    };
    Effect::new(move |_| {
        let day_ports = applying.entry.day_ports.get();
        form.amend(|values| values.day_ports = day_ports);
    });
    guard_unsaved(move || !form.values().is_empty());
    let reviewing = use_reviewing(form);
    let ready = Memo::new(move |_| basis.get().is_some());
    let waiting = || view! { <Skeleton lines=8 /> }.into_any();
    let content = live(move || match (ready.get(), reviewing.get()) {
        (false, _) => basis.show(waiting, |_| nothing()),
        (true, false) => enter(&applying),
        (true, true) => review(&applying),
    });
    view! {
        <Frame page=Page::NewPortApplication lead=text!(port_plus.new.lead)>
            {indicator(reviewing)}
            <ErrorSummary summary=form.summary() />
            {content}
        </Frame>
    }
    .into_any()
}

/// The rules, and the application to copy if the address names one. When they come for the
/// first time, what the address asks for is filled in.
fn use_basis(
    form: FormHandle<SubmitPortApplicationForm>,
) -> Loader<(Judge, Option<PortApplication>)> {
    let asked = use_query().get_untracked();
    let copied = asked
        .get("copy")
        .and_then(|text| PortApplicationNumber::parse(&text).ok());
    let day = asked.get("date").filter(|text| parse_day(text).is_ok());
    let basis = use_loader(move |client| {
        Box::pin(async move {
            let rules = client.get_port_application_rules().await?;
            let source = match copied {
                // Without it one still can apply.
                Some(number) => client.get_port_application(number).await.ok(),
                None => None,
            };
            Ok((
                Judge::new(rules, clock::now),
                source.map(|source| source.value),
            ))
        })
    });
    Effect::new(move |before: Option<bool>| {
        let Some((judge, source)) = basis.get() else {
            return before.unwrap_or_default();
        };
        let is_first = before != Some(true);
        form.amend(|values| {
            values.judge = Some(judge);
            if let (true, Some(source)) = (is_first, source) {
                values.copy(&source);
            }
            if let (true, Some(day)) = (is_first, day.clone()) {
                values.effective_date = day;
            }
        });
        true
    });
    basis
}

/// Whether one looks once more: the address says so, and everything is right.
fn use_reviewing(form: FormHandle<SubmitPortApplicationForm>) -> Memo<bool> {
    let asked = use_query();
    let reviewing = Memo::new(move |_| {
        let asked = asked.with(|asked| asked.get("step").is_some_and(|step| step == "review"));
        asked && form.values().is_ready()
    });
    Effect::new(move |before: Option<bool>| {
        let now = reviewing.get();
        if before.is_some_and(|before| before != now) {
            focus_soon(if now { REVIEW } else { ENTRY });
        }
        now
    });
    reviewing
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

fn enter(applying: &Applying) -> AnyView {
    let applying = *applying;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        applying.look_again();
    };
    view! {
        <section class="card" aria-labelledby=ENTRY>
            <h2 id=ENTRY tabindex="-1">
                {text!(port_plus.new.entryTitle)}
            </h2>
            <form class="form" novalidate on:submit=submit>
                {fields(applying.entry, |name| applying.form.field(name))}
                <div class="form__acts">
                    <Button submits=true>{text!(port_plus.new.toReview)}</Button>
                    <ButtonLink href=Page::PortPlus.path() weight=Weight::Text>
                        {text!(port_plus.toList)}
                    </ButtonLink>
                </div>
            </form>
        </section>
    }
    .into_any()
}

impl Applying {
    /// Everything is filled in: look at it once more.
    fn look_again(self) {
        self.form.submit(move |_| -> Sent {
            Box::pin(async move {
                let address = Page::NewPortApplication.with_query(REVIEW_QUERY);
                self.navigator.go_to(address);
                Ok(())
            })
        });
    }

    /// Something is to be corrected.
    pub(super) fn correct(self) {
        self.navigator
            .replace(Page::NewPortApplication.path().to_owned());
    }

    /// Sends the application. What was sent before keeps its key: it never arrives twice.
    pub(super) fn send(self) {
        self.form
            .submit(move |request| -> Sent { Box::pin(self.submit(request)) });
    }

    async fn submit(self, request: SubmitPortApplicationRequest) -> Result<(), ClientError> {
        let form = untrack(move || self.form.values());
        let mut key = String::new();
        self.key.update_value(|keys| key = keys.of(&form));
        let sent = self
            .session
            .client()
            .submit_port_application(&request, &key)
            .await;
        match sent {
            Ok(made) => {
                let address = Address::port_application(made.value.number);
                let told = address.with_query("done=submitted");
                self.navigator.replace(told.to_string());
                Ok(())
            }
            Err(error) => {
                if matches!(&error, ClientError::Problem { problem, .. } if !problem.fields.is_empty())
                {
                    self.correct();
                }
                self.unsure
                    .try_set(matches!(error, ClientError::Network(_)));
                Err(error)
            }
        }
    }
}
