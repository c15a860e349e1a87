use minato_types::first_login::CheckIdentityRequest;

use crate::forms::{Form, auth, fields};
use crate::words::Locale;

fields! {
    /// Proves that a mailed link was meant for oneself.
    CheckIdentityForm {
        email = "email",
        name = "name",
        phone = "phone",
    } with {
        /// The secret of the link.
        token: String,
    }
}

impl CheckIdentityForm {
    /// The form of the link with the secret `token`.
    pub fn of_link(token: String) -> Self {
        Self {
            token,
            ..Self::default()
        }
    }
}

impl Form for CheckIdentityForm {
    type Request = CheckIdentityRequest;

    const NAME: &'static str = "check-identity";

    fn label(field: &str, locale: Locale) -> &'static str {
        auth::label(field, locale)
    }

    fn request(&self) -> CheckIdentityRequest {
        CheckIdentityRequest {
            token: self.token.clone(),
            email: self.email.clone(),
            name: self.name.clone(),
            phone: auth::given(&self.phone),
        }
    }
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;
    use crate::forms::FormModel;

    #[test]
    fn a_telephone_number_that_was_not_typed_is_not_sent() {
        let mut form = FormModel::new(CheckIdentityForm::of_link("secret".into()));
        assert!(form.submit().is_none());
        assert_eq!(
            form.errors(),
            [
                ("email", FieldRule::Required),
                ("name", FieldRule::Required)
            ]
        );
        form.edit("email", "hanako@minato-shoji.example".into());
        form.edit("name", "港　花子".into());
        form.edit("phone", "　".into());
        let sent = form.submit();
        assert!(sent.is_some_and(|request| request.phone.is_none() && request.token == "secret"));
    }
}
