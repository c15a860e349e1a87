use minato_types::auth::LogInRequest;
use minato_types::{FieldErrors, FieldRule, Validate};

use super::given;
use crate::forms::{Form, fields};
use crate::words::Locale;

fields! {
    /// The first step of signing in.
    LogInForm {
        member_number = "memberNumber",
        email = "email",
        password = "password",
    } with {
        /// Whether the member number must be given.
        needs_member_number: bool,
    }
}

impl LogInForm {
    /// At the door of port plus the member number must be given.
    pub fn at_port_plus() -> Self {
        Self {
            needs_member_number: true,
            ..Self::default()
        }
    }
}

impl Form for LogInForm {
    type Request = LogInRequest;

    const NAME: &'static str = "log-in";

    fn label(field: &str, locale: Locale) -> &'static str {
        super::label(field, locale)
    }

    fn request(&self) -> LogInRequest {
        LogInRequest {
            member_number: given(&self.member_number),
            email: self.email.clone(),
            password: self.password.clone(),
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        if self.needs_member_number && given(&self.member_number).is_none() {
            errors.add("memberNumber", FieldRule::Required);
        }
        self.request().check(errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FormModel;

    #[test]
    fn the_member_number_is_asked_for_at_the_door_of_port_plus_only() {
        let mut portal = FormModel::new(LogInForm::default());
        portal.submit();
        assert_eq!(portal.error_of("memberNumber"), None);

        let mut port_plus = FormModel::new(LogInForm::at_port_plus());
        port_plus.submit();
        assert_eq!(
            port_plus.error_of("memberNumber"),
            Some(FieldRule::Required)
        );
    }

    #[test]
    fn an_empty_member_number_is_not_sent() {
        let form = LogInForm {
            member_number: "　".into(),
            ..LogInForm::default()
        };
        assert_eq!(form.request().member_number, None);
    }
}
