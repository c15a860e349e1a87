//! What the choices of an account are called.

use minato_types::values::{AccountRole, Language, SecondFactor};

use crate::language::{Text, text};

/// What a role is called.
pub(crate) fn role(role: AccountRole) -> Text {
    match role {
        AccountRole::Admin => text!(account.role.admin),
        AccountRole::User => text!(account.role.user),
    }
}

/// What a second factor is called.
pub(crate) fn factor(factor: SecondFactor) -> Text {
    match factor {
        SecondFactor::MailOtp => text!(account.factor.mailOtp),
        SecondFactor::Totp => text!(account.factor.totp),
        SecondFactor::RecoveryCode => text!(account.factor.recoveryCode),
    }
}

/// A language by its own name, the same in every language.
pub(crate) const fn own_name(language: Language) -> &'static str {
    match language {
        Language::Ja => "日本語",
        Language::En => "English",
    }
}
