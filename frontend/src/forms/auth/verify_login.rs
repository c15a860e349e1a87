use minato_types::auth::VerifyLoginRequest;
use minato_types::values::{OneTimeCode, RecoveryCode, SecondFactor, TotpCode};
use minato_types::{FieldErrors, ProblemCode};

use crate::components::checkbox::TICKED;
use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// The second step of signing in.
    VerifyLoginForm {
        code = "code",
        recovery_code = "recoveryCode",
        trust_browser = "trustBrowser",
    } with {
        /// How the second step is proved; by mail as long as nobody says so.
        factor: Option<SecondFactor>,
    }
}

impl VerifyLoginForm {
    /// The form for whoever proves the second step by `factor`.
    pub fn by(factor: SecondFactor) -> Self {
        Self {
            factor: Some(factor),
            ..Self::default()
        }
    }

    fn factor(&self) -> SecondFactor {
        self.factor.unwrap_or(SecondFactor::MailOtp)
    }
}

impl Form for VerifyLoginForm {
    type Request = VerifyLoginRequest;

    const NAME: &'static str = "verify-login";

    fn label(field: &str, locale: Locale) -> &'static str {
        super::label(field, locale)
    }

    fn request(&self) -> VerifyLoginRequest {
        let factor = self.factor();
        if factor == SecondFactor::RecoveryCode {
            VerifyLoginRequest {
                code: self.recovery_code.clone(),
                factor: Some(factor.as_str().to_owned()),
                trust_browser: None,
            }
        } else {
            VerifyLoginRequest {
                code: self.code.clone(),
                factor: None,
                trust_browser: (self.trust_browser == TICKED).then_some(true),
            }
        }
    }

    fn refusal(&self, code: ProblemCode, locale: Locale) -> Option<&'static str> {
        let by_recovery_code = self.factor() == SecondFactor::RecoveryCode;
        (by_recovery_code && code == ProblemCode::CodeWrong)
            .then(|| words_of!(locale, auth.code.recoveryWrong))
    }

    /// The request does not know which code is asked for; the form does.
    fn check(&self, errors: &mut FieldErrors) {
        match self.factor() {
            SecondFactor::MailOtp => {
                errors.check("code", OneTimeCode::parse(&self.code));
            }
            SecondFactor::Totp => {
                errors.check("code", TotpCode::parse(&self.code));
            }
            SecondFactor::RecoveryCode => {
                errors.check("recoveryCode", RecoveryCode::parse(&self.recovery_code));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    #[test]
    fn a_browser_is_trusted_where_it_is_ticked_but_never_by_a_recovery_code() {
        let trusts = |factor, tick: &str| {
            let form = VerifyLoginForm {
                trust_browser: tick.to_owned(),
                ..VerifyLoginForm::by(factor)
            };
            form.request().trust_browser
        };
        assert_eq!(trusts(SecondFactor::Totp, TICKED), Some(true));
        assert_eq!(trusts(SecondFactor::MailOtp, ""), None);
        assert_eq!(trusts(SecondFactor::RecoveryCode, TICKED), None);
    }

    use super::*;
    use crate::forms::FormModel;

    fn form(factor: SecondFactor, code: &str) -> FormModel<VerifyLoginForm> {
        FormModel::new(VerifyLoginForm {
            code: code.into(),
            recovery_code: code.into(),
            trust_browser: String::new(),
            factor: Some(factor),
        })
    }

    #[test]
    fn full_width_digits_are_welcome_and_seven_are_too_few() {
        let mut right = form(SecondFactor::MailOtp, "１２３４ ５６７８");
        assert!(right.submit().is_some());

        let mut short = FormModel::new(VerifyLoginForm {
            code: "1234567".into(),
            ..VerifyLoginForm::default()
        });
        assert!(short.submit().is_none());
        assert_eq!(
            short.error_of("code"),
            Some(FieldRule::InvalidCode { digits: 8 })
        );
    }

    #[test]
    fn an_app_shows_six_digits() {
        let mut right = form(SecondFactor::Totp, "１２３ ４５６");
        assert!(
            right
                .submit()
                .is_some_and(|request| request.factor.is_none())
        );
        let mut mailed = form(SecondFactor::Totp, "12345678");
        assert!(mailed.submit().is_none());
        assert_eq!(
            mailed.errors(),
            [("code", FieldRule::InvalidCode { digits: 6 })]
        );
    }

    #[test]
    fn whoever_has_no_app_says_that_it_is_a_recovery_code() {
        let mut form = form(SecondFactor::RecoveryCode, "2345-6789-abcd-efgh");
        let sent = form.submit().map(|request| (request.code, request.factor));
        let expected = (
            "2345-6789-abcd-efgh".to_owned(),
            Some("recoveryCode".to_owned()),
        );
        assert_eq!(sent, Some(expected));
        form.accept();
        form.edit("recoveryCode", "123456".into());
        assert!(form.submit().is_none());
        assert_eq!(
            form.errors(),
            [("recoveryCode", FieldRule::InvalidRecoveryCode)]
        );
    }

    #[test]
    fn a_wrong_recovery_code_is_not_called_a_one_time_code() {
        let said = |factor| {
            let form = VerifyLoginForm::by(factor);
            form.refusal(ProblemCode::CodeWrong, Locale::en)
        };
        assert!(said(SecondFactor::RecoveryCode).is_some_and(|words| words.contains("recovery")));
        assert_eq!(said(SecondFactor::Totp), None);
        let form = VerifyLoginForm::by(SecondFactor::RecoveryCode);
        assert_eq!(form.refusal(ProblemCode::SignInExpired, Locale::en), None);
    }
}
