//! The forms on the way in.

mod complete_password_reset;
mod log_in;
mod request_password_reset;
mod verify_login;

pub use complete_password_reset::CompletePasswordResetForm;
pub use log_in::LogInForm;
pub use request_password_reset::RequestPasswordResetForm;
pub use verify_login::VerifyLoginForm;

use crate::words::{Locale, words_of};

/// What the fields of these forms are called.
fn label(field: &str, locale: Locale) -> &'static str {
    match field {
        "memberNumber" => words_of!(locale, auth.fields.memberNumber),
        "email" => words_of!(locale, auth.fields.email),
        "password" => words_of!(locale, auth.fields.password),
        "code" => words_of!(locale, auth.fields.code),
        "recoveryCode" => words_of!(locale, auth.fields.recoveryCode),
        "trustBrowser" => words_of!(locale, auth.fields.trustBrowser),
        "newPassword" => words_of!(locale, auth.fields.newPassword),
        "confirmation" => words_of!(locale, auth.fields.confirmation),
        _ => "",
    }
}

/// What was typed, if anything.
fn given(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}
