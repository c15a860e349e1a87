use minato_types::security::ConfirmTotpRequest;

use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Shows that the authenticator app knows the new secret.
    ConfirmTotpForm {
        code = "code",
    }
}

impl Form for ConfirmTotpForm {
    type Request = ConfirmTotpRequest;

    const NAME: &'static str = "confirm-totp";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "code" => words_of!(locale, auth.fields.code),
            _ => "",
        }
    }

    fn request(&self) -> ConfirmTotpRequest {
        ConfirmTotpRequest {
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
    fn six_digits_of_any_width_are_sent_and_eight_are_no_code_of_an_app() {
        let mut form = FormModel::<ConfirmTotpForm>::default();
        form.edit("code", "１２３ ４５６".into());
        assert!(form.submit().is_some());
        form.accept();
        form.edit("code", "12345678".into());
        assert!(form.submit().is_none());
        assert_eq!(
            form.errors(),
            [("code", FieldRule::InvalidCode { digits: 6 })]
        );
    }
}
