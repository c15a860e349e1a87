//! Signing in, the session, and the way back after a forgotten password.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::entries::{check_email, check_password_entry};
use crate::first_login::{Identity, check_token};
use crate::rules::password::PasswordPolicy;
use crate::values::{
    AccountId, AccountRole, EmailAddress, Language, MemberNumber, OneTimeCode, PersonName,
    RecoveryCode, SecondFactor, TimeZone, TotpCode, choices,
};
use crate::{FieldErrors, FieldRule, Validate};

/// First step of signing in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogInRequest {
    /// The member number. It may be left out by people who are registered at one company only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "M97-00339"))]
    pub member_number: Option<String>,
    /// The e-mail address of the account.
    #[cfg_attr(feature = "openapi", schema(example = "hanako@example.jp"))]
    pub email: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(example = "correct horse battery", format = Password, max_length = 128))]
    pub password: String,
}

impl Validate for LogInRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(number) = self.given_member_number() {
            errors.check("memberNumber", MemberNumber::parse(number));
        }
        check_email(&self.email, errors);
        check_password_entry("password", &self.password, errors);
    }
}

impl LogInRequest {
    /// The member number, if one was typed.
    pub fn given_member_number(&self) -> Option<&str> {
        given(self.member_number.as_deref())
    }
}

/// Second step of signing in.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VerifyLoginRequest {
    /// The one-time code that was asked for: eight digits of a mail, or six of an authenticator
    /// app; full-width digits, spaces and hyphens are understood. Or a recovery code.
    #[cfg_attr(feature = "openapi", schema(example = "12345678", max_length = 64))]
    pub code: String,
    /// `recoveryCode` where a recovery code is given instead of what was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "recoveryCode"))]
    pub factor: Option<String>,
    /// Whether this browser is to need no second step for ten days after each sign-in. It is
    /// left aside where `mayTrustBrowser` is false, and with a recovery code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub trust_browser: Option<bool>,
}

impl VerifyLoginRequest {
    /// Whether a recovery code is given instead of what was asked for.
    pub fn by_recovery_code(&self) -> bool {
        self.factor.as_deref() == Some(SecondFactor::RecoveryCode.as_str())
    }
}

impl Validate for VerifyLoginRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if self.by_recovery_code() {
            errors.check("code", RecoveryCode::parse(&self.code));
        } else if self.factor.is_some() {
            errors.add("factor", FieldRule::UnknownChoice);
        } else if TotpCode::parse(&self.code).is_err() {
            // Which of the two is asked for, only the server knows.
            errors.check("code", OneTimeCode::parse(&self.code));
        }
    }
}

/// How a session is ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogOutQuery {
    /// Whether this browser is to be forgotten too, by everybody who used it: it is neither
    /// known nor trusted any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = true))]
    pub forget_browser: Option<bool>,
}

impl Validate for LogOutQuery {
    fn check(&self, _: &mut FieldErrors) {}
}

choices! {
    /// What a session has proved.
    SessionLevel {
        /// A password alone: possible only where the operator switched two-step off.
        Password = "password",
        /// A password and a second factor.
        TwoStep = "twoStep",
    }
}

/// Where a browser stands: signed out, between the steps, or signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(
    tag = "state",
    rename_all = "camelCase",
    try_from = "crate::flat::FlatSessionState"
)]
pub enum SessionState {
    /// Nobody is signed in.
    SignedOut,
    /// The password was right; the code is awaited.
    CodeRequired(CodeRequired),
    /// Somebody is signed in.
    SignedIn(Box<Session>),
}

/// What is known between the two steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CodeRequired {
    /// How the second step is proved.
    pub factor: SecondFactor,
    /// Where the code was sent, as a hint for its owner; null where an app shows it.
    #[cfg_attr(feature = "openapi", schema(example = "h*****@nt*****"))]
    pub masked_address: Option<String>,
    /// Until when the code can be used.
    pub expires_at: DateTime<Utc>,
    /// From when a new code may be asked for; null where an app shows it.
    pub resend_at: Option<DateTime<Utc>>,
    /// Whether this browser can be trusted with the code: an admin decides.
    pub may_trust_browser: bool,
    /// The value of the `X-CSRF-Token` header until the sign-in ends.
    pub csrf_token: String,
}

/// A session and the person behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The person.
    pub account: SessionAccount,
    /// The member that the person belongs to.
    pub member: SessionMember,
    /// What was proved at sign-in.
    pub level: SessionLevel,
    /// The value of the `X-CSRF-Token` header.
    pub csrf_token: String,
    /// When the session ends if nothing is done, in seconds from the last request.
    #[cfg_attr(feature = "openapi", schema(example = 1800))]
    pub idle_timeout_seconds: u32,
    /// When the session ends in any case.
    pub expires_at: DateTime<Utc>,
}

/// The person of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionAccount {
    /// The id of the account.
    pub id: AccountId,
    /// The name.
    pub name: PersonName,
    /// The e-mail address.
    pub email: EmailAddress,
    /// What the account may do.
    pub role: AccountRole,
    /// The language of pages and mails.
    pub language: Language,
    /// The zone in which times are shown.
    pub time_zone: TimeZone,
    /// Whether somebody else chose the password: then nothing but setting one's own is possible.
    pub must_change_password: bool,
}

/// The member of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionMember {
    /// The member number.
    pub member_number: MemberNumber,
    /// The name of the company.
    #[cfg_attr(feature = "openapi", schema(example = "港商事株式会社"))]
    pub name: String,
    /// What a new password must be like.
    pub password_policy: PasswordPolicy,
    /// Whether a second step follows the password.
    pub two_step: bool,
    /// Whether the member has the option port plus.
    pub port_plus: bool,
}

/// Asks for a link by which the password can be set anew.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestPasswordResetRequest {
    /// The member number, as at sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "M97-00339"))]
    pub member_number: Option<String>,
    /// The e-mail address of the account.
    #[cfg_attr(feature = "openapi", schema(example = "hanako@example.jp"))]
    pub email: String,
}

impl RequestPasswordResetRequest {
    /// The member number, if one was typed.
    pub fn given_member_number(&self) -> Option<&str> {
        given(self.member_number.as_deref())
    }
}

impl Validate for RequestPasswordResetRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(number) = self.given_member_number() {
            errors.check("memberNumber", MemberNumber::parse(number));
        }
        check_email(&self.email, errors);
    }
}

/// Sets the password by a mailed link.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompletePasswordResetRequest {
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
    /// The new password.
    #[cfg_attr(feature = "openapi", schema(example = "correct horse battery", format = Password, max_length = 128))]
    pub new_password: String,
}

impl CompletePasswordResetRequest {
    /// What is said of oneself.
    pub fn identity(&self) -> Identity<'_> {
        Identity {
            email: &self.email,
            name: &self.name,
            phone: self.phone.as_deref(),
        }
    }
}

impl Validate for CompletePasswordResetRequest {
    fn check(&self, errors: &mut FieldErrors) {
        check_token(&self.token, errors);
        self.identity().check(errors);
        check_password_entry("newPassword", &self.new_password, errors);
    }
}

/// Confirms a new e-mail address by a mailed link.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConfirmEmailChangeRequest {
    /// The secret of the link: what follows the `#`.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8",
            max_length = 128
        )
    )]
    pub token: String,
}

impl Validate for ConfirmEmailChangeRequest {
    fn check(&self, errors: &mut FieldErrors) {
        check_token(&self.token, errors);
    }
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let request = LogInRequest {
            member_number: Some("97".into()),
            email: "nobody".into(),
            password: String::new(),
        };
        let errors = request.validate().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["memberNumber", "email", "password"]);
    }

    #[test]
    fn an_empty_member_number_is_no_member_number() {
        let request = LogInRequest {
            member_number: Some("　".into()),
            email: "hanako@example.jp".into(),
            password: "x".into(),
        };
        assert!(request.validate().is_ok());
        assert_eq!(request.given_member_number(), None);
    }

    #[test]
    fn a_code_has_the_form_of_what_it_is_given_for() {
        let broken = |code: &str, factor: Option<&str>| {
            let request = VerifyLoginRequest {
                code: code.to_owned(),
                factor: factor.map(str::to_owned),
                trust_browser: None,
            };
            let errors = request.validate().err().unwrap_or_default();
            errors.iter().next().map(|(_, rule)| rule.clone())
        };
        assert_eq!(broken("12345678", None), None);
        assert_eq!(broken("123456", None), None);
        assert_eq!(
            broken("1234567", None),
            Some(FieldRule::InvalidCode { digits: 8 })
        );
        let recovery = Some("recoveryCode");
        assert_eq!(broken("0123-4567-89ab-cdef", recovery), None);
        assert_eq!(
            broken("123456", recovery),
            Some(FieldRule::InvalidRecoveryCode)
        );
        for other in ["totp", "mailOtp", ""] {
            assert_eq!(
                broken("123456", Some(other)),
                Some(FieldRule::UnknownChoice)
            );
        }
    }

    #[test]
    fn the_state_of_a_session_is_a_tag() {
        let wire = serde_json::to_value(SessionState::SignedOut).unwrap();
        assert_eq!(wire, serde_json::json!({ "state": "signedOut" }));
    }
}
