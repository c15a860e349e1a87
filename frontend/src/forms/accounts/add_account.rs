use chrono::NaiveDate;
use minato_types::accounts::{AddAccountRequest, NO_END};
use minato_types::auth::SessionMember;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{AccountRole, Language, SecondFactor};
use minato_types::{FieldErrors, FieldRule, Validate};

use super::check_not_past;
use crate::forms::{Form, PasswordHint, fields};
use crate::words::Locale;

/// How the new person gets a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordWay {
    /// By a mailed link.
    Invitation,
    /// The admin chooses the first one and hands it over.
    InitialPassword,
}

impl PasswordWay {
    /// The way as it stands in the form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::InitialPassword => "initialPassword",
        }
    }
}

fields! {
    /// Adds an account.
    AddAccountForm {
        name = "name",
        role = "role",
        email = "email",
        department = "department",
        phone = "phone",
        second_factor = "secondFactor",
        valid_until = "validUntil",
        language = "language",
        password_way = "passwordWay",
        initial_password = "initialPassword",
        confirmation = "confirmation",
    } with {
        /// What passwords of the member must be like; the standard as long as nobody says so.
        policy: Option<PasswordPolicy>,
        /// Whether the password is the only proof.
        is_only_proof: bool,
        /// Today in Japan, if the caller knows it.
        today: Option<NaiveDate>,
    }
}

impl AddAccountForm {
    /// An empty form for `member`; `language` is offered for the mails.
    pub fn of_member(member: &SessionMember, language: Language, today: NaiveDate) -> Self {
        Self {
            role: AccountRole::User.to_string(),
            second_factor: SecondFactor::MailOtp.to_string(),
            valid_until: NO_END.to_string(),
            language: language.to_string(),
            password_way: PasswordWay::Invitation.as_str().to_owned(),
            policy: Some(member.password_policy),
            is_only_proof: !member.two_step,
            today: Some(today),
            ..Self::default()
        }
    }

    /// Whether the policy of the member lets an admin choose the first password.
    pub fn may_choose_password(&self) -> bool {
        self.policy == Some(PasswordPolicy::Portplus)
    }

    /// How the new person gets a password.
    pub fn way(&self) -> PasswordWay {
        let chosen = PasswordWay::InitialPassword;
        if self.may_choose_password() && self.password_way == chosen.as_str() {
            chosen
        } else {
            PasswordWay::Invitation
        }
    }

    /// What the policy asks for, and whether the initial password has it already.
    pub fn hints(&self) -> Vec<(PasswordHint, bool)> {
        let (policy, two_step) = self.policy();
        PasswordHint::all(policy, two_step, &self.initial_password)
    }

    fn policy(&self) -> (PasswordPolicy, bool) {
        let policy = self.policy.unwrap_or(PasswordPolicy::Standard);
        (policy, !self.is_only_proof)
    }

    fn check_passwords(&self, errors: &mut FieldErrors) {
        if self.initial_password.is_empty() {
            errors.add("initialPassword", FieldRule::Required);
        } else {
            let (policy, two_step) = self.policy();
            policy.check(&self.initial_password, two_step, "initialPassword", errors);
        }
        if self.confirmation.is_empty() {
            errors.add("confirmation", FieldRule::Required);
        } else if self.confirmation != self.initial_password {
            errors.add("confirmation", FieldRule::ConfirmationDiffers);
        }
    }
}

impl Form for AddAccountForm {
    type Request = AddAccountRequest;

    const NAME: &'static str = "add-account";

    fn label(field: &str, locale: Locale) -> &'static str {
        super::label(field, locale)
    }

    fn request(&self) -> AddAccountRequest {
        let phone = self.phone.trim();
        let chosen = self.way() == PasswordWay::InitialPassword;
        AddAccountRequest {
            name: self.name.clone(),
            role: self.role.clone(),
            email: self.email.clone(),
            department: self.department.clone(),
            phone: (!phone.is_empty()).then(|| phone.to_owned()),
            // Whoever gets a first password has no app yet, and could not come in.
            second_factor: (!chosen).then(|| self.second_factor.clone()),
            valid_until: Some(self.valid_until.clone()),
            language: Some(self.language.clone()),
            initial_password: chosen.then(|| self.initial_password.clone()),
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        let request = self.request();
        AddAccountRequest {
            initial_password: None,
            ..request
        }
        .check(errors);
        check_not_past(&self.valid_until, self.today, errors);
        if self.way() == PasswordWay::InitialPassword {
            self.check_passwords(errors);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FormModel;

    fn saburo(policy: PasswordPolicy) -> AddAccountForm {
        AddAccountForm {
            name: "港 三郎".into(),
            role: "user".into(),
            email: "saburo@minato-shoji.example".into(),
            department: "情報システム部".into(),
            second_factor: "mailOtp".into(),
            valid_until: "9999-12-31".into(),
            language: "ja".into(),
            password_way: PasswordWay::Invitation.as_str().into(),
            policy: Some(policy),
            today: NaiveDate::from_ymd_opt(2026, 9, 17),
            ..AddAccountForm::default()
        }
    }

    fn with_password(policy: PasswordPolicy, password: &str) -> AddAccountForm {
        AddAccountForm {
            password_way: PasswordWay::InitialPassword.as_str().into(),
            initial_password: password.into(),
            confirmation: password.into(),
            ..saburo(policy)
        }
    }

    #[test]
    fn an_invitation_sends_no_password_even_if_one_was_typed_before() {
        let mut form = with_password(PasswordPolicy::Portplus, "minato2026");
        form.password_way = PasswordWay::Invitation.as_str().into();
        let request = FormModel::new(form).submit();
        assert!(request.is_some_and(|request| request.initial_password.is_none()));
    }

    #[test]
    fn only_the_policy_of_the_manual_lets_an_admin_choose_a_password() {
        let request = with_password(PasswordPolicy::Standard, "minato2026").request();
        assert_eq!(request.initial_password, None);

        let request = with_password(PasswordPolicy::Portplus, "minato2026").request();
        assert_eq!(request.initial_password.as_deref(), Some("minato2026"));
    }

    #[test]
    fn an_initial_password_is_judged_by_the_policy_and_typed_twice() {
        let mut form = FormModel::new(with_password(PasswordPolicy::Portplus, "minatominato"));
        form.edit("confirmation", "minato".into());
        assert!(form.submit().is_none());
        assert_eq!(
            form.errors(),
            [
                ("initialPassword", FieldRule::PasswordNotMixed),
                ("confirmation", FieldRule::ConfirmationDiffers),
            ]
        );
        form.edit("initialPassword", String::new());
        form.edit("confirmation", String::new());
        let fields: Vec<_> = form.errors().into_iter().collect();
        assert_eq!(
            fields,
            [
                ("initialPassword", FieldRule::Required),
                ("confirmation", FieldRule::Required),
            ]
        );
    }

    #[test]
    fn an_account_cannot_end_before_it_begins() {
        let mut form = FormModel::new(saburo(PasswordPolicy::Standard));
        form.edit("validUntil", "2026-09-16".into());
        assert!(form.submit().is_none());
        assert_eq!(form.errors(), [("validUntil", FieldRule::DateInThePast)]);
        form.edit("validUntil", "２０２６年９月１７日".into());
        assert!(form.submit().is_some());
    }

    #[test]
    fn an_empty_telephone_number_is_not_sent() {
        let mut form = saburo(PasswordPolicy::Standard);
        form.phone = "　".into();
        assert_eq!(form.request().phone, None);
    }
}
