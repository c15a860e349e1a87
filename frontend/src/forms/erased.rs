use std::any::Any;

use minato_client::ClientError;
use minato_types::FieldRule;

use super::{Form, FormModel};
use crate::words::Locale;

/// A form without its type: what its fields and its summary need.
pub(super) trait ErasedForm: Send + Sync {
    fn label(&self, field: &str, locale: Locale) -> &'static str;
    fn value(&self, field: &str) -> &str;
    fn edit(&mut self, field: &str, value: String);
    fn leave(&mut self, field: &'static str);
    fn accept(&mut self);
    fn refuse(&mut self, error: ClientError);
    fn is_busy(&self) -> bool;
    fn problem(&self) -> Option<&ClientError>;
    fn refusal(&self, locale: Locale) -> Option<&'static str>;
    fn error_of(&self, field: &str) -> Option<FieldRule>;
    fn errors(&self) -> Vec<(&'static str, FieldRule)>;
    fn as_any(&self) -> &dyn Any;
    fn as_any_mut(&mut self) -> &mut dyn Any;
}

impl<F: Form> ErasedForm for FormModel<F> {
    fn label(&self, field: &str, locale: Locale) -> &'static str {
        F::label(field, locale)
    }

    fn value(&self, field: &str) -> &str {
        self.values.value(field)
    }

    fn edit(&mut self, field: &str, value: String) {
        self.edit(field, value);
    }

    fn leave(&mut self, field: &'static str) {
        self.leave(field);
    }

    fn accept(&mut self) {
        self.accept();
    }

    fn refuse(&mut self, error: ClientError) {
        self.refuse(error);
    }

    fn is_busy(&self) -> bool {
        self.is_busy()
    }

    fn problem(&self) -> Option<&ClientError> {
        self.problem()
    }

    fn refusal(&self, locale: Locale) -> Option<&'static str> {
        let code = self.problem().and_then(ClientError::code)?;
        self.values.refusal(code, locale)
    }

    fn error_of(&self, field: &str) -> Option<FieldRule> {
        self.error_of(field)
    }

    fn errors(&self) -> Vec<(&'static str, FieldRule)> {
        self.errors()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}
