use minato_types::auth::SessionMember;
use minato_types::me::ChangePasswordRequest;
use minato_types::rules::password::PasswordPolicy;
use minato_types::{FieldErrors, FieldRule, Validate};

use crate::forms::{Form, PasswordHint, fields};
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
        PasswordHint::all(policy, two_step, &self.new_password)
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
}
