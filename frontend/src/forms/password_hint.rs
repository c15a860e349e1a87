use minato_types::rules::password::PasswordPolicy;
use minato_types::{FieldErrors, FieldRule};

use crate::words::{Locale, words_of};

/// One thing that a password needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordHint {
    /// So many characters.
    Length {
        /// The smallest number.
        min: u32,
        /// The largest number.
        max: u32,
    },
    /// Half-width characters only.
    HalfWidth,
    /// Letters and digits.
    Mixed,
}

impl PasswordHint {
    /// What the policy asks for, and whether `password` has it already; `two_step` says
    /// whether a second step follows the password.
    pub fn all(policy: PasswordPolicy, two_step: bool, password: &str) -> Vec<(Self, bool)> {
        let mut errors = FieldErrors::new();
        policy.check(password, two_step, "password", &mut errors);
        let empty = password.is_empty();
        let broken = |wanted: fn(&FieldRule) -> bool| errors.iter().any(|(_, rule)| wanted(rule));
        let (min, max) = (policy.min_length(two_step), policy.max_length());
        let length =
            broken(|rule| matches!(rule, FieldRule::TooShort { .. } | FieldRule::TooLong { .. }));
        let mut hints = vec![(Self::Length { min, max }, !empty && !length)];
        if policy == PasswordPolicy::Portplus {
            let wide = broken(|rule| *rule == FieldRule::PasswordNotHalfWidth);
            let unmixed = broken(|rule| *rule == FieldRule::PasswordNotMixed);
            hints.push((Self::HalfWidth, !empty && !wide));
            hints.push((Self::Mixed, !empty && !unmixed));
        }
        hints
    }

    /// The hint in words.
    pub fn words(self, locale: Locale) -> String {
        match self {
            Self::Length { min, max } => {
                words_of!(locale, account.hints.length, min = min, max = max)
            }
            Self::HalfWidth => words_of!(locale, account.hints.halfWidth).to_owned(),
            Self::Mixed => words_of!(locale, account.hints.mixed).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_turn_while_one_types() {
        let met = |password: &str| -> Vec<bool> {
            let hints = PasswordHint::all(PasswordPolicy::Portplus, true, password);
            hints.into_iter().map(|(_, met)| met).collect()
        };
        assert_eq!(met(""), [false, false, false]);
        assert_eq!(met("minato"), [false, true, false]);
        assert_eq!(met("minato2026"), [true, true, true]);
        assert_eq!(met("港minato2026"), [true, false, true]);
    }

    #[test]
    fn the_standard_policy_hints_at_the_length_only() {
        let hints = PasswordHint::all(PasswordPolicy::Standard, true, "");
        assert_eq!(hints, [(PasswordHint::Length { min: 8, max: 128 }, false)]);
    }
}
