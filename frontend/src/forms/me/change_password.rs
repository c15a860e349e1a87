use minato_types::auth::SessionMember;
use minato_types::me::ChangePasswordRequest;
use minato_types::rules::password::PasswordPolicy;
use minato_types::{FieldErrors, FieldRule, Validate};

use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Changes one's own password under the policy of the member.
    ChangePasswordForm {
        current_password = "currentPassword",
        new_password = "newPassword",
        confirmation = "confirmation",
    } with {
        /// What a new password must be like; the standard as long as nobody says so.
        policy: Option<PasswordPolicy>,
        /// Whether the password is the only proof.
        is_only_proof: bool,
    }
}

impl ChangePasswordForm {
    /// The form for people of `member`.
    pub fn of_member(member: &SessionMember) -> Self {
        Self {
            policy: Some(member.password_policy),
            is_only_proof: !member.two_step,
            ..Self::default()
        }
    }

    fn policy(&self) -> (PasswordPolicy, bool) {
        (
            self.policy.unwrap_or(PasswordPolicy::Standard),
            !self.is_only_proof,
        )
    }

    /// What the policy asks for, and whether the new password has it already.
    pub fn hints(&self) -> Vec<(PasswordHint, bool)> {
        let (policy, two_step) = self.policy();
        let mut errors = FieldErrors::new();
        policy.check(&self.new_password, two_step, "newPassword", &mut errors);
        let empty = self.new_password.is_empty();
        let broken = |wanted: fn(&FieldRule) -> bool| errors.iter().any(|(_, rule)| wanted(rule));
        let (min, max) = (policy.min_length(two_step), policy.max_length());
        let length =
            broken(|rule| matches!(rule, FieldRule::TooShort { .. } | FieldRule::TooLong { .. }));
        let mut hints = vec![(PasswordHint::Length { min, max }, !empty && !length)];
        if policy == PasswordPolicy::Portplus {
            let wide = broken(|rule| *rule == FieldRule::PasswordNotHalfWidth);
            let unmixed = broken(|rule| *rule == FieldRule::PasswordNotMixed);
            hints.push((PasswordHint::HalfWidth, !empty && !wide));
            hints.push((PasswordHint::Mixed, !empty && !unmixed));
        }
        hints
    }
}

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

impl Form for ChangePasswordForm {
    type Request = ChangePasswordRequest;

    const NAME: &'static str = "change-password";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "currentPassword" => words_of!(locale, account.fields.currentPassword),
            "newPassword" => words_of!(locale, account.fields.newPassword),
            "confirmation" => words_of!(locale, account.fields.confirmation),
            _ => "",
        }
    }

    fn request(&self) -> ChangePasswordRequest {
        ChangePasswordRequest {
            current_password: self.current_password.clone(),
            new_password: self.new_password.clone(),
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        self.request().check(errors);
        if !self.new_password.is_empty() {
            let (policy, two_step) = self.policy();
            policy.check(&self.new_password, two_step, "newPassword", errors);
            if self.new_password == self.current_password {
                errors.add("newPassword", FieldRule::PasswordUnchanged);
            }
        }
        if self.confirmation.is_empty() {
            errors.add("confirmation", FieldRule::Required);
        } else if self.confirmation != self.new_password {
            errors.add("confirmation", FieldRule::ConfirmationDiffers);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FormModel;

    fn form(policy: PasswordPolicy, two_step: bool, new_password: &str) -> ChangePasswordForm {
        ChangePasswordForm {
            current_password: "Minato-demo-2026".into(),
            new_password: new_password.into(),
            confirmation: new_password.into(),
            policy: Some(policy),
            is_only_proof: !two_step,
        }
    }

    #[test]
    fn the_policy_of_the_member_is_judged_before_anything_is_sent() {
        let mut short = FormModel::new(form(PasswordPolicy::Standard, false, "eleven char"));
        assert!(short.submit().is_none());
        assert_eq!(
            short.errors(),
            [("newPassword", FieldRule::TooShort { min: 15 })]
        );

        let mut enough = FormModel::new(form(PasswordPolicy::Standard, true, "eleven char"));
        assert!(enough.submit().is_some());
    }

    #[test]
    fn the_old_password_is_no_new_one() {
        let mut same = FormModel::new(form(PasswordPolicy::Standard, true, "Minato-demo-2026"));
        assert!(same.submit().is_none());
        assert_eq!(
            same.errors(),
            [("newPassword", FieldRule::PasswordUnchanged)]
        );
    }

    #[test]
    fn hints_turn_while_one_types() {
        let met = |new_password: &str| -> Vec<bool> {
            let form = form(PasswordPolicy::Portplus, true, new_password);
            form.hints().into_iter().map(|(_, met)| met).collect()
        };
        assert_eq!(met(""), [false, false, false]);
        assert_eq!(met("minato"), [false, true, false]);
        assert_eq!(met("minato2026"), [true, true, true]);
        assert_eq!(met("港minato2026"), [true, false, true]);
    }

    #[test]
    fn the_standard_policy_hints_at_the_length_only() {
        let hints = form(PasswordPolicy::Standard, true, "").hints();
        assert_eq!(hints, [(PasswordHint::Length { min: 8, max: 128 }, false)]);
    }
}
