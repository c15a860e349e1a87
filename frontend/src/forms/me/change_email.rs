use minato_types::me::RequestEmailChangeRequest;

use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Asks for another e-mail address.
    ChangeEmailForm {
        email = "email",
    }
}

impl Form for ChangeEmailForm {
    type Request = RequestEmailChangeRequest;

    const NAME: &'static str = "change-email";

    fn label(_: &str, locale: Locale) -> &'static str {
        words_of!(locale, account.email.new)
    }

    fn request(&self) -> RequestEmailChangeRequest {
        RequestEmailChangeRequest {
            email: self.email.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;
    use crate::forms::FormModel;

    #[test]
    fn the_new_address_must_be_one() {
        let mut form = FormModel::<ChangeEmailForm>::default();
        assert!(form.submit().is_none());
        assert_eq!(form.errors(), [("email", FieldRule::Required)]);
        form.edit("email", "hanako".into());
        assert_eq!(form.errors(), [("email", FieldRule::InvalidEmail)]);
        form.edit("email", "hanako@new.example".into());
        assert!(form.submit().is_some());
    }
}
