//! Staff of the carrier: how operators are set up and sign in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::entries::{check_email, check_password_entry, check_secret};
use crate::rules::password::PasswordPolicy;
use crate::security::{AppCode, TotpOffer};
use crate::values::{EmailAddress, Language, PersonName, choices};
use crate::{FieldErrors, Validate};

/// The rules for the password of an operator: `standard`, as where no second step follows.
pub fn check_new_password(password: &str, field: &str, errors: &mut FieldErrors) {
    PasswordPolicy::Standard.check(password, false, field, errors);
}

choices! {
    /// Whether an operator may sign in.
    OperatorState {
        /// May sign in.
        Active = "active",
        /// Switched off.
        Suspended = "suspended",
    }
}

/// Begins to set an operator up by the one-time secret.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetUpOperatorRequest {
    /// The one-time secret that the command line printed.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8",
            max_length = 128
        )
    )]
    pub secret: String,
    /// The password: 15 to 128 characters.
    #[cfg_attr(feature = "openapi", schema(example = "correct horse battery", format = Password, max_length = 128))]
    pub password: String,
}

impl Validate for SetUpOperatorRequest {
    fn check(&self, errors: &mut FieldErrors) {
        check_secret("secret", &self.secret, errors);
        check_new_password(&self.password, "password", errors);
    }
}

/// The set-up waits for a code of the app.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OperatorSetup {
    /// The secret for the authenticator app.
    pub totp: TotpOffer,
    /// The value of the `X-CSRF-Token` header for the confirmation.
    pub csrf_token: String,
    /// Until when it can be confirmed.
    pub expires_at: DateTime<Utc>,
}

/// The secret does not get into a log by accident.
impl std::fmt::Debug for OperatorSetup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OperatorSetup(..)")
    }
}

/// First step of an operator's signing in.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogInOperatorRequest {
    /// The e-mail address.
    #[cfg_attr(feature = "openapi", schema(example = "operator@example.jp"))]
    pub email: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(example = "correct horse battery", format = Password, max_length = 128))]
    pub password: String,
}

impl Validate for LogInOperatorRequest {
    fn check(&self, errors: &mut FieldErrors) {
        check_email(&self.email, errors);
        check_password_entry("password", &self.password, errors);
    }
}

/// A code of an operator's authenticator app, or one of the recovery codes.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OperatorCodeRequest {
    /// Six digits of the app, or 16 letters and digits of a recovery code; full-width
    /// characters, spaces and hyphens are understood.
    #[cfg_attr(feature = "openapi", schema(example = "123456", max_length = 64))]
    pub code: String,
}

impl Validate for OperatorCodeRequest {
    fn check(&self, errors: &mut FieldErrors) {
        errors.check("code", AppCode::parse(&self.code));
    }
}

/// Where a browser stands in the operators' realm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum OperatorSessionState {
    /// Nobody is signed in.
    SignedOut,
    /// The password was right; the code is awaited.
    CodeRequired(OperatorCodeRequired),
    /// An operator is signed in.
    SignedIn(Box<OperatorSession>),
}

/// What is known between the two steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OperatorCodeRequired {
    /// Until when the sign-in must be done.
    pub expires_at: DateTime<Utc>,
    /// The value of the `X-CSRF-Token` header until the sign-in ends.
    pub csrf_token: String,
}

/// A session and the operator behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OperatorSession {
    /// The operator.
    pub operator: SessionOperator,
    /// The value of the `X-CSRF-Token` header.
    pub csrf_token: String,
    /// When the session ends if nothing is done, in seconds from the last request.
    #[cfg_attr(feature = "openapi", schema(example = 1800))]
    pub idle_timeout_seconds: u32,
    /// When the session ends in any case.
    pub expires_at: DateTime<Utc>,
    /// Until when the last proof counts for changes of what credentials depend on; it may have
    /// passed.
    pub proven_until: DateTime<Utc>,
}

/// The operator of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionOperator {
    /// The id.
    pub id: uuid::Uuid,
    /// The name.
    pub name: PersonName,
    /// The e-mail address.
    pub email: EmailAddress,
    /// The language of pages and mails.
    pub language: Language,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldRule;

    #[test]
    fn the_password_of_an_operator_is_long() {
        let request = SetUpOperatorRequest {
            secret: String::new(),
            password: "fourteen chars".into(),
        };
        let errors = request.validate().unwrap_err();
        assert_eq!(errors.of("secret"), Some(&FieldRule::Required));
        let rule = FieldRule::TooShort { min: 15 };
        assert_eq!(errors.of("password"), Some(&rule));
    }

    #[test]
    fn the_state_of_a_session_is_a_tag() {
        let wire = serde_json::to_value(OperatorSessionState::SignedOut).unwrap();
        assert_eq!(wire, serde_json::json!({ "state": "signedOut" }));
    }
}
