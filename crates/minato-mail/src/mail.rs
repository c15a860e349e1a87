use chrono::{DateTime, Utc};
use minato_types::values::Language;
use serde::{Deserialize, Serialize};

use crate::mails::{LoginCode, PasswordChanged, PasswordReset};
use crate::{Brand, RenderError, Rendered};

/// Every mail that Minato writes, with what it needs to know: the payload of a mail job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mail", rename_all = "snake_case")]
pub enum Mail {
    /// The code of the second step of signing in.
    LoginCode(LoginCode),
    /// The link by which a forgotten password is set anew.
    PasswordReset(PasswordReset),
    /// The notice that the password was changed.
    PasswordChanged(PasswordChanged),
}

impl Mail {
    /// The name of the mail: its tag in a payload and the folder of its templates.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::LoginCode(_) => "login_code",
            Self::PasswordReset(_) => "password_reset",
            Self::PasswordChanged(_) => "password_changed",
        }
    }

    /// From when the mail is of no use and need not be sent any more.
    pub const fn expires_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::LoginCode(mail) => Some(mail.expires_at),
            Self::PasswordReset(mail) => Some(mail.expires_at),
            Self::PasswordChanged(_) => None,
        }
    }

    /// The mail in words.
    pub fn render(&self, language: Language, brand: &Brand) -> Result<Rendered, RenderError> {
        match self {
            Self::LoginCode(mail) => mail.render(language, brand),
            Self::PasswordReset(mail) => mail.render(language, brand),
            Self::PasswordChanged(mail) => mail.render(language, brand),
        }
    }

    /// Examples of every mail in all its forms.
    pub fn samples() -> Vec<Self> {
        let codes = LoginCode::samples().into_iter().map(Self::LoginCode);
        let resets = PasswordReset::samples()
            .into_iter()
            .map(Self::PasswordReset);
        let changes = PasswordChanged::samples()
            .into_iter()
            .map(Self::PasswordChanged);
        codes.chain(resets).chain(changes).collect()
    }
}
