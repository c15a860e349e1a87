//! What a new password must be like.
//!
//! The rules that need a list of common passwords are the server's alone
//! (`minato-server/src/auth/new_password.rs`); these here are told while one types.

use crate::values::choices;
use crate::{FieldErrors, FieldRule};

choices! {
    /// The password policy of a member.
    PasswordPolicy {
        /// 8 to 128 characters of any kind; 15 where the password is the only proof.
        Standard = "standard",
        /// 8 to 20 half-width letters and digits mixed, symbols allowed.
        Portplus = "portplus",
    }
}

/// The form in which a password is judged and hashed: NFC, so that the same keys
/// give the same password on every device.
pub fn normalised(password: &str) -> String {
    crate::unicode::nfc(password).into_owned()
}

impl PasswordPolicy {
    /// The smallest number of characters, where `two_step` says whether a second step follows.
    pub const fn min_length(self, two_step: bool) -> u32 {
        match self {
            Self::Standard if two_step => 8,
            Self::Standard => 15,
            Self::Portplus => 8,
        }
    }

    /// The largest number of characters.
    pub const fn max_length(self) -> u32 {
        match self {
            Self::Standard => 128,
            Self::Portplus => 20,
        }
    }

    /// Adds every rule that `password` breaks to `errors`, under the name `field`.
    pub fn check(self, password: &str, two_step: bool, field: &str, errors: &mut FieldErrors) {
        let password = normalised(password);
        if password.is_empty() {
            errors.add(field, FieldRule::Required);
            return;
        }
        let length = password.chars().count();
        let (min, max) = (self.min_length(two_step), self.max_length());
        if length < min as usize {
            errors.add(field, FieldRule::TooShort { min });
        }
        if length > max as usize {
            errors.add(field, FieldRule::TooLong { max });
        }
        if password.chars().any(char::is_control) {
            errors.add(field, FieldRule::InvalidCharacters);
        }
        if self == Self::Portplus {
            if !password.chars().all(|c| c.is_ascii_graphic()) {
                errors.add(field, FieldRule::PasswordNotHalfWidth);
            }
            let has = |kind: fn(&char) -> bool| password.chars().any(|c| kind(&c));
            if !has(char::is_ascii_alphabetic) || !has(char::is_ascii_digit) {
                errors.add(field, FieldRule::PasswordNotMixed);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(policy: PasswordPolicy, password: &str, two_step: bool) -> Vec<FieldRule> {
        let mut errors = FieldErrors::new();
        policy.check(password, two_step, "password", &mut errors);
        errors.iter().map(|(_, rule)| rule.clone()).collect()
    }

    #[test]
    fn the_standard_policy_counts_characters_only() {
        let standard = PasswordPolicy::Standard;
        assert_eq!(broken(standard, "", true), [FieldRule::Required]);
        assert_eq!(
            broken(standard, "港港港港港港港", true),
            [FieldRule::TooShort { min: 8 }]
        );
        assert_eq!(broken(standard, "港港港港港港港港", true), []);
        assert_eq!(
            broken(standard, "twelve chars", false),
            [FieldRule::TooShort { min: 15 }]
        );
        assert_eq!(
            broken(standard, &"x".repeat(129), true),
            [FieldRule::TooLong { max: 128 }]
        );
    }

    #[test]
    fn the_policy_of_the_manual_wants_half_width_letters_and_digits() {
        let portplus = PasswordPolicy::Portplus;
        assert_eq!(broken(portplus, "minato2026!", true), []);
        assert_eq!(
            broken(portplus, "minatominato", true),
            [FieldRule::PasswordNotMixed]
        );
        assert_eq!(
            broken(portplus, "ｍinato2026", true),
            [FieldRule::PasswordNotHalfWidth]
        );
        assert_eq!(
            broken(portplus, "a1".repeat(11).as_str(), true),
            [FieldRule::TooLong { max: 20 }]
        );
    }

    #[test]
    fn one_character_counts_once_however_it_was_typed() {
        // "が" as one code point and as "か" with a combining mark.
        assert_eq!(normalised("か\u{3099}"), "が");
    }
}
