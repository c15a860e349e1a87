use minato_types::auth::CompletePasswordResetRequest;
use minato_types::{FieldErrors, FieldRule, Validate};

use crate::forms::{Form, fields};
use crate::words::Locale;

fields! {
    /// Sets the password by a mailed link.
    CompletePasswordResetForm {
        email = "email",
        name = "name",
        phone = "phone",
        new_password = "newPassword",
        confirmation = "confirmation",
    } with {
        /// The secret of the link.
        token: String,
    }
}

impl CompletePasswordResetForm {
    /// The form of the link with the secret `token`.
    pub fn of_link(token: String) -> Self {
        Self {
            token,
            ..Self::default()
        }
    }
}

impl Form for CompletePasswordResetForm {
    type Request = CompletePasswordResetRequest;

    const NAME: &'static str = "complete-reset";

    fn label(field: &str, locale: Locale) -> &'static str {
        super::label(field, locale)
    }

    fn request(&self) -> CompletePasswordResetRequest {
        CompletePasswordResetRequest {
            token: self.token.clone(),
            email: self.email.clone(),
            name: self.name.clone(),
            phone: super::given(&self.phone),
            new_password: self.new_password.clone(),
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        self.request().check(errors);
        if self.confirmation.is_empty() {
            errors.add("confirmation", FieldRule::Required);
        } else if self.confirmation != self.new_password {
            errors.add("confirmation", FieldRule::ConfirmationDiffers);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FormModel;

    #[test]
    fn both_entries_must_be_the_same() {
        let mut form = FormModel::new(CompletePasswordResetForm::of_link("secret".into()));
        form.edit("email", "hanako@minato-shoji.example".into());
        form.edit("name", "港 花子".into());
        form.edit("newPassword", "staple on the quay".into());
        form.edit("confirmation", "staple on the key".into());
        assert!(form.submit().is_none());
        assert_eq!(
            form.errors(),
            [("confirmation", FieldRule::ConfirmationDiffers)]
        );
        form.edit("confirmation", "staple on the quay".into());
        assert_eq!(
            form.submit().map(|request| request.token).as_deref(),
            Some("secret")
        );
    }
}
