//! The first sign-in, step by step, by a mailed link.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::entries::{check_email, check_password_entry, check_secret};
use crate::rules::password::PasswordPolicy;
use crate::values::{EmailAddress, MemberNumber, PersonName, PhoneNumber, SecondFactor, choices};
use crate::{FieldErrors, Validate};

choices! {
    /// What comes next in a first sign-in, once the identity check is passed.
    FirstLoginStep {
        /// A password is to be chosen.
        Password = "password",
        /// An authenticator app is to be set up; where codes may come by mail too, this can be
        /// left for later.
        Totp = "totp",
        /// Recovery codes are to be made and kept.
        RecoveryCodes = "recoveryCodes",
        /// Nothing but completing it.
        Done = "done",
    }
}

/// What somebody says of himself to prove that a mailed link was meant for him.
#[derive(Clone, Copy)]
pub struct Identity<'a> {
    /// The e-mail address.
    pub email: &'a str,
    /// The name.
    pub name: &'a str,
    /// The telephone number.
    pub phone: Option<&'a str>,
}

impl Identity<'_> {
    /// Adds what has not the form that it must have; whether it is right, the server judges.
    pub(crate) fn check(&self, errors: &mut FieldErrors) {
        check_email(self.email, errors);
        errors.check("name", PersonName::parse(self.name));
        if let Some(phone) = self.phone.filter(|phone| !phone.trim().is_empty()) {
            errors.check("phone", PhoneNumber::parse(phone));
        }
    }
}

/// Proves that the link was meant for oneself.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckIdentityRequest {
    /// The secret of the link: what follows the `#`.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8",
            max_length = 128
        )
    )]
    pub token: String,
    /// The e-mail address of the account.
    #[cfg_attr(feature = "openapi", schema(example = "hanako@example.jp"))]
    pub email: String,
    /// The name; widths, kana forms and spaces do not matter.
    #[cfg_attr(feature = "openapi", schema(example = "港 花子"))]
    pub name: String,
    /// The telephone number, if one is registered; hyphens and widths do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "03-1234-5678"))]
    pub phone: Option<String>,
}

impl CheckIdentityRequest {
    /// What is said of oneself.
    pub fn identity(&self) -> Identity<'_> {
        Identity {
            email: &self.email,
            name: &self.name,
            phone: self.phone.as_deref(),
        }
    }
}

impl Validate for CheckIdentityRequest {
    fn check(&self, errors: &mut FieldErrors) {
        check_token(&self.token, errors);
        self.identity().check(errors);
    }
}

/// The secret of a mailed link.
pub(crate) fn check_token(token: &str, errors: &mut FieldErrors) {
    check_secret("token", token, errors);
}

/// Where a first sign-in stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FirstLogin {
    /// What comes next.
    pub step: FirstLoginStep,
    /// The e-mail address, which is also the id at sign-in.
    pub email: EmailAddress,
    /// The name of the person.
    pub name: PersonName,
    /// The member number, which is asked for at sign-in.
    pub member_number: MemberNumber,
    /// The name of the company.
    #[cfg_attr(feature = "openapi", schema(example = "港商事株式会社"))]
    pub member_name: String,
    /// What the password must be like.
    pub password_policy: PasswordPolicy,
    /// Whether a second step follows the password.
    pub two_step: bool,
    /// `totp` where an authenticator app must be set up; otherwise it may be left for later.
    pub second_factor: SecondFactor,
    /// Whether an authenticator app that was set up before stays: the link is no way around it.
    pub keeps_app: bool,
    /// Until when this browser can go on if nothing is done; then the link and the identity
    /// check lead back to the same step.
    pub expires_at: DateTime<Utc>,
    /// The value of the `X-CSRF-Token` header.
    pub csrf_token: String,
}

/// Chooses the password.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetFirstPasswordRequest {
    /// The password.
    #[cfg_attr(feature = "openapi", schema(example = "correct horse battery", format = Password, max_length = 128))]
    pub password: String,
}

impl Validate for SetFirstPasswordRequest {
    fn check(&self, errors: &mut FieldErrors) {
        check_password_entry("password", &self.password, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_names_every_field_of_a_wrong_form_at_once() {
        let request = CheckIdentityRequest {
            phone: Some("abc".to_owned()),
            ..CheckIdentityRequest::default()
        };
        let errors = request.validate().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["token", "email", "name", "phone"]);
    }

    #[test]
    fn a_telephone_number_may_be_left_out() {
        for phone in [None, Some(String::new()), Some("　".to_owned())] {
            let request = CheckIdentityRequest {
                token: "token".to_owned(),
                email: "hanako@example.jp".to_owned(),
                name: "港 花子".to_owned(),
                phone,
            };
            assert!(request.validate().is_ok());
        }
    }
}
