//! Checks of what people type into more than one form.

use crate::values::EmailAddress;
use crate::{FieldErrors, FieldRule};

/// The longest token of a link.
const MAX_TOKEN_LENGTH: u32 = 128;

/// The longest password that is looked at; longer ones are refused before hashing.
pub const MAX_PASSWORD_LENGTH: u32 = 128;

pub(crate) fn check_email(email: &str, errors: &mut FieldErrors) {
    if email.trim().is_empty() {
        errors.add("email", FieldRule::Required);
    } else {
        errors.check("email", EmailAddress::parse(email));
    }
}

pub(crate) fn check_secret(field: &str, token: &str, errors: &mut FieldErrors) {
    let max = MAX_TOKEN_LENGTH;
    if token.is_empty() {
        errors.add(field, FieldRule::Required);
    } else if token.len() > max as usize {
        errors.add(field, FieldRule::TooLong { max });
    }
}

pub(crate) fn check_password_entry(field: &str, password: &str, errors: &mut FieldErrors) {
    if password.is_empty() {
        errors.add(field, FieldRule::Required);
    } else if password.chars().count() > MAX_PASSWORD_LENGTH as usize {
        errors.add(
            field,
            FieldRule::TooLong {
                max: MAX_PASSWORD_LENGTH,
            },
        );
    }
}
