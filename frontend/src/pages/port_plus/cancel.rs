use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::{ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::port_applications::PortApplication;
use minato_types::values::PortApplicationNumber;

use super::facts::short_facts;
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::skeleton::Skeleton;
use crate::components::toast::{ToastContext, use_toast};
use crate::forms::port_plus::Obstacle;
use crate::language::{filled_text, text};
use crate::problems::problem;
use crate::session::{SessionContext, use_session};
use crate::view::{live, nothing};
use crate::words::words_of;

/// Asks whether an application shall really be cancelled, and cancels it.
#[component]
pub(super) fn CancelDialog(
    /// The application in question; none as long as nobody asks.
    target: RwSignal<Option<PortApplicationNumber>>,
    /// Takes the application as it is afterwards.
    on_cancelled: Callback<Versioned<PortApplication>>,
) -> impl IntoView {
    let question = Question {
        target,
        newest: RwSignal::new(None),
        failure: RwSignal::new(None),
        busy: RwSignal::new(false),
        on_cancelled,
        session: use_session(),
        toast: use_toast(),
    };
    Effect::new(move |_| {
        question.newest.set(None);
        question.failure.set(None);
        if let Some(number) = target.get() {
            question.look(number);
        }
    });
    let open = Signal::derive(move || target.with(Option::is_some));
    let close = Callback::new(move |()| target.set(None));
    view! {
        <Dialog
            open=open
            heading_id="cancel-heading"
            title=text!(port_plus.cancel.title)
            on_close=close
        >
            {content(question, close)}
        </Dialog>
    }
}

#[derive(Clone, Copy)]
struct Question {
    target: RwSignal<Option<PortApplicationNumber>>,
    /// The application as it is now: only that can be cancelled.
    newest: RwSignal<Option<Versioned<PortApplication>>>,
    failure: RwSignal<Option<ClientError>>,
    busy: RwSignal<bool>,
    on_cancelled: Callback<Versioned<PortApplication>>,
    session: SessionContext,
    toast: ToastContext,
}

impl Question {
    fn look(self, number: PortApplicationNumber) {
        spawn_local(async move {
            match self.session.client().get_port_application(number).await {
                Ok(newest) if self.asks_for(number) => {
                    self.newest.try_set(Some(newest));
                }
                Ok(_) => {}
                Err(error) => self.fail(error),
            }
        });
    }

    fn asks_for(self, number: PortApplicationNumber) -> bool {
        let asked = self.target.try_get_untracked().flatten();
        asked.is_some_and(|asked| asked.serial == number.serial)
    }

    fn cancel(self) {
        let newest = self.newest.get_untracked();
        let Some(newest) = newest.filter(|_| !self.busy.get_untracked()) else {
            return;
        };
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let number = newest.value.number;
            let client = self.session.client();
            let reply = client.cancel_port_application(number, &newest.etag).await;
            self.busy.try_set(false);
            match reply {
                Ok(cancelled) => {
                    self.target.try_set(None);
                    self.toast
                        .show(|locale| words_of!(locale, port_plus.cancel.done));
                    self.on_cancelled.try_run(cancelled);
                }
                Err(error) => {
                    let changed = matches!(
                        error.code(),
                        Some(
                            ProblemCode::PreconditionFailed
                                | ProblemCode::DeadlinePassed
                                | ProblemCode::NotChangeable
                        )
                    );
                    if changed {
                        self.look(number);
                    }
                    self.fail(error);
                }
            }
        });
    }

    fn fail(self, error: ClientError) {
        self.session.notice(&error);
        self.failure.try_set(Some(error));
    }
}

fn content(question: Question, close: Callback<()>) -> AnyView {
    let failure = live(move || match question.failure.get() {
        Some(error) => {
            let words = filled_text(move |language| problem(&error, language));
            view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
        }
        None => nothing(),
    });
    let asked = live(move || match question.newest.get() {
        Some(newest) => asked(question, &newest.value),
        None if question.failure.with(Option::is_some) => nothing(),
        None => view! { <Skeleton lines=4 /> }.into_any(),
    });
    view! {
        {failure}
        {asked}
        <p class="dialog__foot">
            <Button weight=Weight::Text on_press=close>
                {text!(port_plus.cancel.back)}
            </Button>
        </p>
    }
    .into_any()
}

fn asked(question: Question, application: &PortApplication) -> AnyView {
    let act = if let Some(obstacle) = Obstacle::of(application) {
        view! { <Banner tone=Tone::Warning>{words::obstacle(obstacle)}</Banner> }.into_any()
    } else {
        let press = Callback::new(move |()| question.cancel());
        view! {
            <p>{text!(port_plus.cancel.consequence)}</p>
            <p>
                <Button weight=Weight::Danger busy=question.busy on_press=press>
                    {text!(port_plus.cancel.act)}
                </Button>
            </p>
        }
        .into_any()
    };
    view! { {short_facts(application)} {act} }.into_any()
}
