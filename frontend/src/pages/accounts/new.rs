use std::pin::Pin;

use leptos::prelude::*;
use minato_client::ClientError;
use minato_types::accounts::{Account, AddAccountRequest};
use minato_types::auth::Session;

use super::gate::for_admins;
use super::new_entry::{ENTRY, entry};
use super::new_result::{RESULT, result};
use super::new_review::{REVIEW, review};
use crate::clock;
use crate::components::error_summary::ErrorSummary;
use crate::components::step_indicator::StepIndicator;
use crate::forms::accounts::{AddAccountForm, PasswordWay};
use crate::forms::{Fields as _, FormHandle, SendKey, use_form};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::layouts::frame::Frame;
use crate::navigation::guard_unsaved;
use crate::paths::Page;
use crate::session::{SessionContext, use_session};
use crate::view::live;

/// Where one is on the way to a new account.
#[derive(Clone, PartialEq)]
pub(super) enum Step {
    /// The fields are filled in.
    Entry,
    /// What was filled in is looked at once more.
    Review,
    /// The account is there.
    Added(Box<Account>, PasswordWay),
}

/// What the steps have in common.
#[derive(Clone, Copy)]
pub(super) struct Adding {
    pub(super) form: FormHandle<AddAccountForm>,
    step: RwSignal<Step>,
    empty: StoredValue<AddAccountForm>,
    key: StoredValue<SendKey>,
    session: SessionContext,
}

/// Adds an account: fill in, look once more, done.
#[component]
pub fn NewAccountPage() -> impl IntoView {
    for_admins(Page::NewAccount, |session| adding(&session))
}

fn adding(own: &Session) -> AnyView {
    let today = clock::today_in_japan();
    let empty = AddAccountForm::of_member(&own.member, own.account.language, today);
    let adding = Adding {
        form: use_form(empty.clone()),
        step: RwSignal::new(Step::Entry),
        empty: StoredValue::new(empty),
        key: StoredValue::new(SendKey::default()),
        session: use_session(),
    };
    guard_unsaved(move || adding.is_unsaved());
    let number = own.member.member_number.to_string();
    let indicator = live(move || {
        let steps = vec![
            text!(accounts.new.stepEntry),
            text!(accounts.new.stepReview),
            text!(accounts.new.stepDone),
        ];
        let now = adding.step.with(|step| match step {
            Step::Entry => 0,
            Step::Review => 1,
            Step::Added(..) => 2,
        });
        view! { <StepIndicator steps=steps now=now /> }.into_any()
    });
    let content = live(move || match adding.step.get() {
        Step::Entry => entry(&adding),
        Step::Review => review(&adding),
        Step::Added(account, way) => result(&adding, &account, way, &number),
    });
    view! {
        <Frame page=Page::NewAccount>
            {indicator} <ErrorSummary summary=adding.form.summary() /> {content}
        </Frame>
    }
    .into_any()
}

impl Adding {
    /// Everything is filled in: look at it once more.
    pub(super) fn look_again(self) {
        self.form.submit(move |_| async move {
            self.go(Step::Review, REVIEW);
            Ok(())
        });
    }

    /// Something is to be corrected.
    pub(super) fn correct(self) {
        self.go(Step::Entry, ENTRY);
    }

    /// Adds the account. What was sent before keeps its key: it is never added twice.
    pub(super) fn send(self) {
        self.form
            .submit(move |request| -> Sent { Box::pin(self.add(request)) });
    }

    async fn add(self, request: AddAccountRequest) -> Result<(), ClientError> {
        let form = untrack(move || self.form.values());
        let mut key = String::new();
        self.key.update_value(|keys| key = keys.of(&form));
        let sent = self.session.client().add_account(&request, &key).await;
        match sent {
            Ok(added) => {
                // The password, if there was one, is not kept.
                self.form.reset(self.empty.get_value());
                self.go(Step::Added(Box::new(added.value), form.way()), RESULT);
                Ok(())
            }
            Err(error) => {
                if matches!(&error, ClientError::Problem { problem, .. } if !problem.fields.is_empty())
                {
                    self.step.set(Step::Entry);
                }
                Err(error)
            }
        }
    }

    /// Another account.
    pub(super) fn begin_anew(self) {
        self.form.reset(self.empty.get_value());
        self.go(Step::Entry, ENTRY);
    }

    fn go(self, step: Step, heading: &'static str) {
        self.step.set(step);
        focus_soon(heading);
    }

    fn is_unsaved(self) -> bool {
        let (step, empty) = (self.step.get(), self.empty.get_value());
        !matches!(step, Step::Added(..)) && !self.form.values().holds_the_same_as(&empty)
    }
}

/// An answer under way.
type Sent = Pin<Box<dyn Future<Output = Result<(), ClientError>>>>;
