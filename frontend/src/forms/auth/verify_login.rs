use minato_types::auth::VerifyLoginRequest;

use crate::forms::{Form, fields};
use crate::words::Locale;

fields! {
    /// The second step of signing in.
    VerifyLoginForm {
        code = "code",
    }
}

impl Form for VerifyLoginForm {
    type Request = VerifyLoginRequest;

    const NAME: &'static str = "verify-login";

    fn label(field: &str, locale: Locale) -> &'static str {
        super::label(field, locale)
    }

    fn request(&self) -> VerifyLoginRequest {
        VerifyLoginRequest {
            code: self.code.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;
    use crate::forms::FormModel;

    #[test]
    fn full_width_digits_are_welcome_and_seven_are_too_few() {
        let mut form = FormModel::new(VerifyLoginForm {
            code: "１２３４ ５６７８".into(),
        });
        assert!(form.submit().is_some());

        let mut form = FormModel::new(VerifyLoginForm {
            code: "1234567".into(),
        });
        assert!(form.submit().is_none());
        assert_eq!(
            form.error_of("code"),
            Some(FieldRule::InvalidCode { digits: 8 })
        );
    }
}
