use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::ClientError;
use minato_types::words;

use super::erased::ErasedForm;
use super::{Form, FormModel};
use crate::components::binding::{FieldBinding, SummaryBinding, SummaryEntry};
use crate::language::{LanguageContext, filled_text, locale_of, use_language};
use crate::problems::problem;
use crate::session::{SessionContext, use_session};

/// A form on a page.
pub struct FormHandle<F: Form> {
    core: Core,
    form: PhantomData<fn() -> F>,
}

/// What all forms on pages have in common, compiled once.
#[derive(Clone, Copy)]
struct Core {
    name: &'static str,
    model: RwSignal<Box<dyn ErasedForm>>,
    failures: RwSignal<u32>,
    language: LanguageContext,
    session: SessionContext,
}

#[allow(
    clippy::expl_impl_clone_on_copy,
    reason = "a derive would ask the form to be Copy"
)]
impl<F: Form> Clone for FormHandle<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Form> Copy for FormHandle<F> {}

/// A form that begins with `values`.
pub fn use_form<F: Form>(values: F) -> FormHandle<F> {
    let core = Core {
        name: F::NAME,
        model: RwSignal::new(Box::new(FormModel::new(values))),
        failures: RwSignal::new(0),
        language: use_language(),
        session: use_session(),
    };
    FormHandle {
        core,
        form: PhantomData,
    }
}

impl<F: Form> FormHandle<F> {
    /// One field of the form, for the components.
    pub fn field(self, name: &'static str) -> FieldBinding {
        self.core.field(name)
    }

    /// All that is wrong, for the summary above the form.
    pub fn summary(self) -> SummaryBinding {
        self.core.summary()
    }

    /// Whether a request is under way.
    pub fn busy(self) -> Signal<bool> {
        let model = self.core.model;
        Signal::derive(move || model.with(|form| form.is_busy()))
    }

    /// What was typed; the caller is told of changes.
    pub fn values(self) -> F {
        self.core.model.with(|form| {
            let form = form.as_any().downcast_ref::<FormModel<F>>();
            form.map(|form| form.values.clone()).unwrap_or_default()
        })
    }

    /// Changes what the form knows or what stands in it, without a field being edited.
    pub fn amend(self, change: impl FnOnce(&mut F)) {
        self.core.model.update(|form| {
            if let Some(form) = form.as_any_mut().downcast_mut::<FormModel<F>>() {
                change(&mut form.values);
            }
        });
    }

    /// Begins anew with `values`.
    pub fn reset(self, values: F) {
        self.core.model.set(Box::new(FormModel::new(values)));
    }

    /// Why the last request was refused; the caller is told of changes.
    pub fn problem(self) -> Option<ClientError> {
        self.core.model.with(|form| form.problem().cloned())
    }

    /// Sends the form by `call` if everything is right; otherwise, and when the server
    /// refuses, the summary tells why and takes the focus.
    pub fn submit<Call, Reply>(self, call: Call)
    where
        Call: FnOnce(F::Request) -> Reply,
        Reply: Future<Output = Result<(), ClientError>> + 'static,
    {
        if self.core.model.with_untracked(|form| form.is_busy()) {
            return;
        }
        let mut request = None;
        self.core.model.update(|form| {
            let form = form.as_any_mut().downcast_mut::<FormModel<F>>();
            request = form.and_then(FormModel::submit);
        });
        match request {
            Some(request) => self.core.wait_for(Box::pin(call(request))),
            None => self.core.failures.update(|count| *count += 1),
        }
    }
}

impl Core {
    fn field(self, name: &'static str) -> FieldBinding {
        let Self {
            model, language, ..
        } = self;
        let error = move || {
            let rule = model.with(|form| form.error_of(name));
            rule.map(|rule| words::field_rule(&rule, language.get()))
        };
        FieldBinding {
            id: StoredValue::new(self.field_id(name)),
            label: filled_text(move |language| {
                model
                    .with(|form| form.label(name, locale_of(language)))
                    .to_owned()
            }),
            value: Signal::derive(move || model.with(|form| form.value(name).to_owned())),
            error: Signal::derive(error),
            edit: Callback::new(move |text| model.update(|form| form.edit(name, text))),
            leave: Callback::new(move |()| model.update(|form| form.leave(name))),
        }
    }

    fn summary(self) -> SummaryBinding {
        let Self {
            model,
            language,
            failures,
            ..
        } = self;
        SummaryBinding {
            entries: Signal::derive(move || self.entries()),
            problem: Signal::derive(move || {
                let language = language.get();
                let own = model.with(|form| form.refusal(locale_of(language)));
                own.map(str::to_owned).or_else(|| {
                    model.with(|form| form.problem().map(|error| problem(error, language)))
                })
            }),
            failures: failures.into(),
        }
    }

    fn entries(self) -> Vec<SummaryEntry> {
        let language = self.language.get();
        self.model.with(|form| {
            let entry = |(name, rule): (&'static str, _)| SummaryEntry {
                target: self.field_id(name),
                label: form.label(name, locale_of(language)).to_owned(),
                message: words::field_rule(&rule, language),
            };
            form.errors().into_iter().map(entry).collect()
        })
    }

    fn field_id(self, field: &str) -> String {
        format!("{}-{field}", self.name)
    }

    fn wait_for(self, reply: Pin<Box<dyn Future<Output = Result<(), ClientError>>>>) {
        spawn_local(async move {
            let reply = reply.await;
            // The page may be gone by now: then there is nobody to tell.
            match reply {
                Ok(()) => {
                    self.model.try_update(|form| form.accept());
                }
                Err(error) => {
                    self.session.notice(&error);
                    self.model.try_update(|form| form.refuse(error));
                    self.failures.try_update(|count| *count += 1);
                }
            }
        });
    }
}
