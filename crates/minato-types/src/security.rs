//! One's own second step: the authenticator app, the recovery codes, and proving once more
//! that it is oneself.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::entries::check_password_entry;
use crate::values::{RecoveryCode, SecondFactor, TotpCode};
use crate::{FieldErrors, FieldRule, Validate};

/// How many recovery codes are made at a time.
pub const RECOVERY_CODES: u32 = 10;

/// How one proves oneself, and how freshly one has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SecurityOverview {
    /// What the second step asks for: `totp` where an authenticator app is set up.
    pub factor: SecondFactor,
    /// Whether an authenticator app must be used: then it can be replaced, but not removed.
    pub totp_required: bool,
    /// Since when the authenticator app is set up; null if none is.
    pub totp_since: Option<DateTime<Utc>>,
    /// How many recovery codes can still be used.
    #[cfg_attr(feature = "openapi", schema(example = 10))]
    pub recovery_codes_left: u32,
    /// Until when the last proof counts for changes of the second step; it may have passed.
    pub proven_until: DateTime<Utc>,
}

/// Proves once more that it is oneself: by a code where an authenticator app is set up, by the
/// password elsewhere.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepUpRequest {
    /// The current password, where no authenticator app is set up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "correct horse battery", format = Password, max_length = 128))]
    pub password: Option<String>,
    /// A code of the authenticator app, or a recovery code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "123456", max_length = 64))]
    pub code: Option<String>,
}

impl Validate for StepUpRequest {
    fn check(&self, errors: &mut FieldErrors) {
        match (&self.password, &self.code) {
            // Which of the two is wanted, only the server knows.
            (None, None) => errors.add("password", FieldRule::Required),
            (password, code) => {
                if let Some(password) = password {
                    check_password_entry("password", password, errors);
                }
                if let Some(code) = code {
                    errors.check("code", AppCode::parse(code));
                }
            }
        }
    }
}

/// What stands for the authenticator app: one of its codes, or a recovery code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppCode {
    /// A code of the app.
    Totp(TotpCode),
    /// A recovery code.
    Recovery(RecoveryCode),
}

impl AppCode {
    /// Tells the two apart by their form.
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        let longest_totp = TotpCode::DIGITS as usize + 2;
        let letters = input.chars().filter(|c| c.is_alphanumeric()).count();
        if letters > longest_totp {
            RecoveryCode::parse(input).map(Self::Recovery)
        } else {
            TotpCode::parse(input).map(Self::Totp)
        }
    }

    /// Which factor it proves.
    pub const fn factor(&self) -> SecondFactor {
        match self {
            Self::Totp(_) => SecondFactor::Totp,
            Self::Recovery(_) => SecondFactor::RecoveryCode,
        }
    }
}

/// How freshly one has proved oneself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SteppedUp {
    /// Until when the proof counts.
    pub proven_until: DateTime<Utc>,
}

/// A new secret for an authenticator app; it opens nothing before it is confirmed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TotpOffer {
    /// The secret in base32, for typing.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    )]
    pub secret: String,
    /// The secret as apps read it.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "otpauth://totp/Minato:hanako%40example.jp?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Minato"
        )
    )]
    pub uri: String,
    /// The same as a picture to be scanned: a PNG as `data:` URL.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "data:image/png;base64,iVBORw0KGgo=")
    )]
    pub qr_code: String,
}

/// Confirms a new secret by a code that the app made of it.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConfirmTotpRequest {
    /// The code of the app: six digits; full-width digits, spaces and hyphens are understood.
    #[cfg_attr(feature = "openapi", schema(example = "123456", max_length = 64))]
    pub code: String,
}

impl Validate for ConfirmTotpRequest {
    fn check(&self, errors: &mut FieldErrors) {
        errors.check("code", TotpCode::parse(&self.code));
    }
}

/// The authenticator app is set up.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TotpConfirmed {
    /// New recovery codes, shown this once; empty where there are codes already.
    #[cfg_attr(feature = "openapi", schema(example = json!(["0123-4567-89ab-cdef"])))]
    pub recovery_codes: Vec<String>,
}

/// New recovery codes, shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodes {
    /// The codes.
    #[cfg_attr(feature = "openapi", schema(example = json!(["0123-4567-89ab-cdef"])))]
    pub codes: Vec<String>,
}

/// What opens an account does not get into a log by accident.
macro_rules! hidden {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

hidden!(TotpOffer, TotpConfirmed, RecoveryCodes);

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(request: &StepUpRequest) -> Vec<(String, FieldRule)> {
        let errors = request.validate().err().unwrap_or_default();
        errors
            .iter()
            .map(|(field, rule)| (field.to_owned(), rule.clone()))
            .collect()
    }

    #[test]
    fn a_step_up_needs_a_password_or_a_code() {
        let required = [("password".to_owned(), FieldRule::Required)];
        assert_eq!(broken(&StepUpRequest::default()), required);
        let by = |password: Option<&str>, code: Option<&str>| StepUpRequest {
            password: password.map(str::to_owned),
            code: code.map(str::to_owned),
        };
        assert_eq!(broken(&by(Some("x"), None)), []);
        assert_eq!(broken(&by(None, Some("123 456"))), []);
        assert_eq!(broken(&by(None, Some("0123-4567-89ab-cdef"))), []);
        assert_eq!(
            broken(&by(None, Some("12345"))),
            [("code".to_owned(), FieldRule::InvalidCode { digits: 6 })]
        );
        assert_eq!(
            broken(&by(None, Some("0123-4567-89ab"))),
            [("code".to_owned(), FieldRule::InvalidRecoveryCode)]
        );
    }

    #[test]
    fn secrets_do_not_show_in_a_log() {
        let codes = RecoveryCodes {
            codes: vec!["0123-4567-89ab-cdef".to_owned()],
        };
        assert_eq!(format!("{codes:?}"), "RecoveryCodes(..)");
    }
}
