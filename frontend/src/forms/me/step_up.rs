use minato_types::entries::MAX_PASSWORD_LENGTH;
use minato_types::security::StepUpRequest;
use minato_types::values::{RecoveryCode, SecondFactor, TotpCode};
use minato_types::{FieldErrors, FieldRule, ProblemCode};

use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

/// By what somebody who is signed in proves once more who he is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Proof {
    /// By the current password.
    #[default]
    Password,
    /// By a code of the authenticator app.
    App,
    /// By a recovery code, where the app is out of reach.
    Recovery,
}

impl Proof {
    /// What is asked of an account that signs in by `factor`.
    pub const fn of(factor: SecondFactor) -> Self {
        match factor {
            SecondFactor::MailOtp => Self::Password,
            SecondFactor::Totp | SecondFactor::RecoveryCode => Self::App,
        }
    }

    /// What can be given instead.
    pub const fn other(self) -> Option<Self> {
        match self {
            Self::Password => None,
            Self::App => Some(Self::Recovery),
            Self::Recovery => Some(Self::App),
        }
    }
}

fields! {
    /// Proves once more who one is, before credentials are changed.
    StepUpForm {
        password = "password",
        code = "code",
        recovery_code = "recoveryCode",
    } with {
        /// Which of the fields is asked for.
        proof: Proof,
    }
}

impl StepUpForm {
    /// The form that asks for `proof`.
    pub fn by(proof: Proof) -> Self {
        Self {
            proof,
            ..Self::default()
        }
    }
}

impl Form for StepUpForm {
    type Request = StepUpRequest;

    const NAME: &'static str = "step-up";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "password" => words_of!(locale, account.fields.currentPassword),
            "code" => words_of!(locale, auth.fields.code),
            "recoveryCode" => words_of!(locale, auth.fields.recoveryCode),
            _ => "",
        }
    }

    fn request(&self) -> StepUpRequest {
        let (password, code) = match self.proof {
            Proof::Password => (Some(self.password.clone()), None),
            Proof::App => (None, Some(self.code.clone())),
            Proof::Recovery => (None, Some(self.recovery_code.clone())),
        };
        StepUpRequest { password, code }
    }

    fn refusal(&self, code: ProblemCode, locale: Locale) -> Option<&'static str> {
        (self.proof == Proof::Recovery && code == ProblemCode::CodeWrong)
            .then(|| words_of!(locale, auth.code.recoveryWrong))
    }

    /// The request does not know which code is asked for; the form does.
    fn check(&self, errors: &mut FieldErrors) {
        match self.proof {
            Proof::Password if self.password.is_empty() => {
                errors.add("password", FieldRule::Required);
            }
            Proof::Password if self.password.chars().count() > MAX_PASSWORD_LENGTH as usize => {
                let max = MAX_PASSWORD_LENGTH;
                errors.add("password", FieldRule::TooLong { max });
            }
            Proof::Password => {}
            Proof::App => {
                errors.check("code", TotpCode::parse(&self.code));
            }
            Proof::Recovery => {
                errors.check("recoveryCode", RecoveryCode::parse(&self.recovery_code));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FormModel;

    fn filled(proof: Proof) -> FormModel<StepUpForm> {
        FormModel::new(StepUpForm {
            password: "staple on the quay".into(),
            code: "123456".into(),
            recovery_code: "2345-6789-abcd-efgh".into(),
            proof,
        })
    }

    #[test]
    fn only_what_is_asked_for_is_sent() {
        let sent = |proof| {
            let request = filled(proof).submit();
            request.map(|request| (request.password, request.code))
        };
        let password = Some("staple on the quay".to_owned());
        assert_eq!(sent(Proof::Password), Some((password, None)));
        assert_eq!(sent(Proof::App), Some((None, Some("123456".to_owned()))));
        let code = Some("2345-6789-abcd-efgh".to_owned());
        assert_eq!(sent(Proof::Recovery), Some((None, code)));
    }

    #[test]
    fn only_what_is_asked_for_can_be_wrong() {
        for (proof, field) in [
            (Proof::Password, "password"),
            (Proof::App, "code"),
            (Proof::Recovery, "recoveryCode"),
        ] {
            let mut form = FormModel::new(StepUpForm::by(proof));
            assert!(form.submit().is_none());
            assert_eq!(form.errors(), [(field, FieldRule::Required)]);
        }
    }

    #[test]
    fn whoever_signs_in_by_an_app_can_fall_back_on_a_recovery_code() {
        assert_eq!(Proof::of(SecondFactor::MailOtp).other(), None);
        let by_app = Proof::of(SecondFactor::Totp);
        assert_eq!(by_app.other(), Some(Proof::Recovery));
        assert_eq!(by_app.other().and_then(Proof::other), Some(by_app));
    }
}
