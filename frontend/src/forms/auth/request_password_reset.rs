use minato_types::auth::RequestPasswordResetRequest;

use super::given;
use crate::forms::{Form, fields};
use crate::words::Locale;

fields! {
    /// Asks for a link by which the password can be set anew.
    RequestPasswordResetForm {
        email = "email",
        member_number = "memberNumber",
    }
}

impl Form for RequestPasswordResetForm {
    type Request = RequestPasswordResetRequest;

    const NAME: &'static str = "request-reset";

    fn label(field: &str, locale: Locale) -> &'static str {
        super::label(field, locale)
    }

    fn request(&self) -> RequestPasswordResetRequest {
        RequestPasswordResetRequest {
            member_number: given(&self.member_number),
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
    fn the_address_must_be_one_and_the_member_number_may_be_missing() {
        let mut form = FormModel::<RequestPasswordResetForm>::default();
        assert!(form.submit().is_none());
        assert_eq!(form.errors(), [("email", FieldRule::Required)]);
        form.edit("email", "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ".into());
        assert!(
            form.submit()
                .is_some_and(|request| request.member_number.is_none())
        );
    }
}
