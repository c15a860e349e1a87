use minato_types::first_login::{FirstLogin, SetFirstPasswordRequest};
use minato_types::rules::password::PasswordPolicy;
use minato_types::{FieldErrors, FieldRule, Validate};

use crate::forms::{Form, PasswordHint, auth, fields};
use crate::words::Locale;

fields! {
    /// Chooses the password in a first sign-in.
    SetFirstPasswordForm {
        password = "password",
        confirmation = "confirmation",
    } with {
        /// What the password must be like; the standard as long as nobody says so.
        policy: Option<PasswordPolicy>,
        /// Whether the password is the only proof.
        is_only_proof: bool,
    }
}

impl SetFirstPasswordForm {
    /// The form of a first sign-in.
    pub fn of(state: &FirstLogin) -> Self {
        Self {
            policy: Some(state.password_policy),
            is_only_proof: !state.two_step,
            ..Self::default()
        }
    }

    fn policy(&self) -> (PasswordPolicy, bool) {
        let policy = self.policy.unwrap_or(PasswordPolicy::Standard);
        (policy, !self.is_only_proof)
    }

    /// What the policy asks for, and whether the password has it already.
    pub fn hints(&self) -> Vec<(PasswordHint, bool)> {
        let (policy, two_step) = self.policy();
        PasswordHint::all(policy, two_step, &self.password)
    }
}

impl Form for SetFirstPasswordForm {
    type Request = SetFirstPasswordRequest;

    const NAME: &'static str = "first-password";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "confirmation" => auth::label("passwordConfirmation", locale),
            _ => auth::label(field, locale),
        }
    }

    fn request(&self) -> SetFirstPasswordRequest {
        SetFirstPasswordRequest {
            password: self.password.clone(),
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        self.request().check(errors);
        if !self.password.is_empty() {
            let (policy, two_step) = self.policy();
            policy.check(&self.password, two_step, "password", errors);
        }
        if self.confirmation.is_empty() {
            errors.add("confirmation", FieldRule::Required);
        } else if self.confirmation != self.password {
            errors.add("confirmation", FieldRule::ConfirmationDiffers);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FormModel;

    #[test]
    fn the_policy_of_the_member_is_judged_before_anything_is_sent() {
        let mut form = FormModel::new(SetFirstPasswordForm {
            policy: Some(PasswordPolicy::Portplus),
            ..SetFirstPasswordForm::default()
        });
        form.edit("password", "minatominato".into());
        form.edit("confirmation", "minato".into());
        assert!(form.submit().is_none());
        let expected = [
            ("password", FieldRule::PasswordNotMixed),
            ("confirmation", FieldRule::ConfirmationDiffers),
        ];
        assert_eq!(form.errors(), expected);
        form.edit("password", "minato2026".into());
        form.edit("confirmation", "minato2026".into());
        assert!(form.submit().is_some());
    }
}
