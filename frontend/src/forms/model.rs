use minato_client::ClientError;
use minato_types::{FieldErrors, FieldRule, ProblemCode, Validate};

use super::Fields;
use crate::words::Locale;

/// A form: its texts, what it sends, what its fields are called.
pub trait Form: Fields + Clone + Default + Send + Sync + 'static {
    /// What is sent.
    type Request: Validate;

    /// The name of the form; ids of its fields begin with it.
    const NAME: &'static str;

    /// What a field is called.
    fn label(field: &str, locale: Locale) -> &'static str;

    /// What is sent when everything is right.
    fn request(&self) -> Self::Request;

    /// What is said of a refusal of which the form knows better words than all others.
    fn refusal(&self, _code: ProblemCode, _locale: Locale) -> Option<&'static str> {
        None
    }

    /// Adds every broken rule: those of the request, unless the form knows more.
    fn check(&self, errors: &mut FieldErrors) {
        self.request().check(errors);
    }
}

/// The texts of a form, and what is known about them.
#[derive(Clone, Default)]
pub struct FormModel<F: Form> {
    /// What was typed.
    pub values: F,
    left: Vec<&'static str>,
    submitted: bool,
    refused: FieldErrors,
    problem: Option<ClientError>,
    busy: bool,
}

impl<F: Form> FormModel<F> {
    /// A form that begins with `values`.
    pub fn new(values: F) -> Self {
        Self {
            values,
            ..Self::default()
        }
    }

    /// Writes into a field; what the server said about it holds no longer.
    pub fn edit(&mut self, field: &str, value: String) {
        self.values.set(field, value);
        let others = self.refused.iter().filter(|(name, _)| *name != field);
        self.refused = others
            .map(|(name, rule)| (name.to_owned(), rule.clone()))
            .collect();
    }

    /// The field was left: from now on its errors show. An empty field was only passed by.
    pub fn leave(&mut self, field: &'static str) {
        if !self.values.value(field).is_empty() && !self.left.contains(&field) {
            self.left.push(field);
        }
    }

    /// The request, if everything is right and none is under way; otherwise all errors show.
    pub fn submit(&mut self) -> Option<F::Request> {
        if self.busy {
            return None;
        }
        self.submitted = true;
        self.problem = None;
        self.refused = FieldErrors::new();
        if !self.broken().is_empty() {
            return None;
        }
        self.busy = true;
        Some(self.values.request())
    }

    /// The request was accepted.
    pub fn accept(&mut self) {
        self.busy = false;
        self.submitted = false;
        self.left.clear();
    }

    /// The request was refused: the server's errors join ours.
    pub fn refuse(&mut self, error: ClientError) {
        self.busy = false;
        if let ClientError::Problem { problem, .. } = &error {
            self.refused = problem.field_errors();
        }
        let told_by_fields = error.code() == Some(ProblemCode::ValidationFailed)
            && self
                .refused
                .iter()
                .all(|(field, _)| F::NAMES.contains(&field))
            && !self.refused.is_empty();
        self.problem = (!told_by_fields).then_some(error);
    }

    /// Whether a request is under way.
    pub fn is_busy(&self) -> bool {
        self.busy
    }

    /// What is wrong beside the fields.
    pub fn problem(&self) -> Option<&ClientError> {
        self.problem.as_ref()
    }

    /// The error to show at a field: none before it was left or the form was sent.
    pub fn error_of(&self, field: &str) -> Option<FieldRule> {
        if let Some(rule) = self.refused.of(field) {
            return Some(rule.clone());
        }
        let shows = self.submitted || self.left.contains(&field);
        if shows {
            self.broken().of(field).cloned()
        } else {
            None
        }
    }

    /// Every field whose error shows, in the order of the page.
    pub fn errors(&self) -> Vec<(&'static str, FieldRule)> {
        let named = F::NAMES.iter().map(|field| (*field, self.error_of(field)));
        named
            .filter_map(|(field, rule)| rule.map(|rule| (field, rule)))
            .collect()
    }

    fn broken(&self) -> FieldErrors {
        let mut errors = FieldErrors::new();
        self.values.check(&mut errors);
        errors
    }
}

#[cfg(test)]
mod tests {
    use minato_types::Problem;
    use minato_types::values::Language;

    use super::*;
    use crate::forms::auth::LogInForm;

    fn filled() -> FormModel<LogInForm> {
        FormModel::new(LogInForm {
            email: "hanako@minato-shoji.example".into(),
            password: "staple on the quay".into(),
            ..LogInForm::default()
        })
    }

    fn refusal(problem: Problem) -> ClientError {
        ClientError::Problem {
            problem: Box::new(problem),
            retry_after_seconds: None,
        }
    }

    #[test]
    fn no_error_shows_before_a_field_was_left() {
        let mut form = FormModel::<LogInForm>::default();
        form.edit("email", "hanako".into());
        assert_eq!(form.errors(), []);
        form.leave("email");
        assert_eq!(form.errors(), [("email", FieldRule::InvalidEmail)]);
        form.edit("email", "hanako@minato-shoji.example".into());
        assert_eq!(form.errors(), []);
    }

    #[test]
    fn passing_by_an_empty_field_is_no_mistake() {
        let mut form = FormModel::<LogInForm>::default();
        form.leave("email");
        assert_eq!(form.errors(), []);
    }

    #[test]
    fn sending_shows_all_errors_at_once_in_the_order_of_the_page() {
        let mut form = FormModel::<LogInForm>::default();
        form.edit("memberNumber", "97".into());
        assert!(form.submit().is_none());
        let fields: Vec<_> = form.errors().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["memberNumber", "email", "password"]);
        assert!(!form.is_busy());
    }

    #[test]
    fn nothing_is_sent_twice_at_once() {
        let mut form = filled();
        assert!(form.submit().is_some());
        assert!(form.submit().is_none());
        form.accept();
        assert!(form.submit().is_some());
    }

    #[test]
    fn the_errors_of_the_server_show_until_the_field_is_changed() {
        let mut form = filled();
        form.submit();
        let errors = FieldErrors::one("email", FieldRule::InvalidCharacters);
        form.refuse(refusal(Problem::validation(&errors, Language::Ja)));
        assert_eq!(form.errors(), [("email", FieldRule::InvalidCharacters)]);
        assert_eq!(form.problem(), None);
        form.edit("email", "taro@minato-shoji.example".into());
        assert_eq!(form.errors(), []);
    }

    #[test]
    fn a_refusal_that_no_field_can_tell_is_told_by_the_form() {
        let mut form = filled();
        form.submit();
        form.refuse(refusal(Problem::new(
            ProblemCode::SignInFailed,
            Language::Ja,
        )));
        assert_eq!(
            form.problem().and_then(ClientError::code),
            Some(ProblemCode::SignInFailed)
        );
        assert!(!form.is_busy());

        form.submit();
        let elsewhere = FieldErrors::one("token", FieldRule::Required);
        form.refuse(refusal(Problem::validation(&elsewhere, Language::Ja)));
        assert_eq!(
            form.problem().and_then(ClientError::code),
            Some(ProblemCode::ValidationFailed)
        );
    }

    #[test]
    fn the_next_try_begins_without_the_old_refusal() {
        let mut form = filled();
        form.submit();
        form.refuse(refusal(Problem::new(
            ProblemCode::SignInFailed,
            Language::Ja,
        )));
        assert!(form.submit().is_some());
        assert_eq!(form.problem(), None);
    }
}
