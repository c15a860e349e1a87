use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::ClientError;
use minato_types::words;

use super::{Form, FormModel};
use crate::components::binding::{FieldBinding, SummaryBinding, SummaryEntry};
use crate::language::{LanguageContext, locale_of, use_language};
use crate::problems::problem;
use crate::session::{SessionContext, use_session};

/// A form on a page.
pub struct FormHandle<F: Form> {
    model: RwSignal<FormModel<F>>,
    failures: RwSignal<u32>,
    language: LanguageContext,
    session: SessionContext,
}

impl<F: Form> Clone for FormHandle<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Form> Copy for FormHandle<F> {}

/// A form that begins with `values`.
pub fn use_form<F: Form>(values: F) -> FormHandle<F> {
    FormHandle {
        model: RwSignal::new(FormModel::new(values)),
        failures: RwSignal::new(0),
        language: use_language(),
        session: use_session(),
    }
}

impl<F: Form> FormHandle<F> {
    /// One field of the form, for the components.
    pub fn field(self, name: &'static str) -> FieldBinding {
        let Self { model, language, .. } = self;
        let value = move || model.with(|form| form.values.value(name).to_owned());
        let error = move || {
            let rule = model.with(|form| form.error_of(name));
            rule.map(|rule| words::field_rule(&rule, language.get()))
        };
        FieldBinding {
            id: StoredValue::new(field_id::<F>(name)),
            label: Signal::derive(move || F::label(name, language.locale()).to_owned()),
            value: Signal::derive(value),
            error: Signal::derive(error),
            edit: Callback::new(move |text| model.update(|form| form.edit(name, text))),
            leave: Callback::new(move |()| model.update(|form| form.leave(name))),
        }
    }

    /// All that is wrong, for the summary above the form.
    pub fn summary(self) -> SummaryBinding {
        let Self { model, language, failures, .. } = self;
        SummaryBinding {
            entries: Signal::derive(move || model.with(|form| entries(form, language))),
            problem: Signal::derive(move || {
                model.with(|form| form.problem().map(|error| problem(error, language.get())))
            }),
            failures: failures.into(),
        }
    }

    /// Whether a request is under way.
    pub fn busy(self) -> Signal<bool> {
        let model = self.model;
        Signal::derive(move || model.with(FormModel::is_busy))
    }

    /// What was typed; the caller is told of changes.
    pub fn values(self) -> F {
        self.model.with(|form| form.values.clone())
    }

    /// Begins anew with `values`.
    pub fn reset(self, values: F) {
        self.model.set(FormModel::new(values));
    }

    /// Why the last request was refused; the caller is told of changes.
    pub fn problem(self) -> Option<ClientError> {
        self.model.with(|form| form.problem().cloned())
    }

    /// Sends the form by `call` if everything is right; otherwise, and when the server
    /// refuses, the summary tells why and takes the focus.
    pub fn submit<Call, Reply>(self, call: Call)
    where
        Call: FnOnce(F::Request) -> Reply,
        Reply: Future<Output = Result<(), ClientError>> + 'static,
    {
        let mut request = None;
        if self.model.with_untracked(FormModel::is_busy) {
            return;
        }
        self.model.update(|form| request = form.submit());
        let Some(request) = request else {
            self.failures.update(|count| *count += 1);
            return;
        };
        let reply = call(request);
        spawn_local(async move {
            let reply = reply.await;
            // The page may be gone by now: then there is nobody to tell.
            match reply {
                Ok(()) => {
                    self.model.try_update(FormModel::accept);
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

fn field_id<F: Form>(name: &str) -> String {
    format!("{}-{name}", F::NAME)
}

fn entries<F: Form>(form: &FormModel<F>, language: LanguageContext) -> Vec<SummaryEntry> {
    let (language, locale) = (language.get(), locale_of(language.get()));
    let entry = |(name, rule): (&'static str, _)| SummaryEntry {
        target: field_id::<F>(name),
        label: F::label(name, locale).to_owned(),
        message: words::field_rule(&rule, language),
    };
    form.errors().into_iter().map(entry).collect()
}
