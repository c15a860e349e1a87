use chrono::NaiveDate;
use minato_types::accounts::{Account, UpdateAccountRequest};
use minato_types::values::SecondFactor;
use minato_types::{FieldErrors, Validate};

use super::check_not_past;
use crate::components::checkbox::{TICKED, ticked};
use crate::forms::{Fields, Form, fields};
use crate::words::Locale;

fields! {
    /// Changes an account.
    EditAccountForm {
        name = "name",
        role = "role",
        department = "department",
        phone = "phone",
        second_factor = "secondFactor",
        valid_until = "validUntil",
        trusted_browsers = "trustedBrowsers",
        any_address = "anyAddress",
    } with {
        /// The account as it was fetched: only what differs from it is sent.
        base: UpdateAccountRequest,
        /// Today in Japan, if the caller knows it.
        today: Option<NaiveDate>,
    }
}

impl EditAccountForm {
    /// The form that shows `account`.
    pub fn of(account: &Account, today: NaiveDate) -> Self {
        let phone = account.phone.as_ref();
        let form = Self {
            name: account.name.as_str().to_owned(),
            role: account.role.to_string(),
            department: account.department.as_str().to_owned(),
            phone: phone
                .map(|phone| phone.as_str().to_owned())
                .unwrap_or_default(),
            second_factor: required_factor(account).to_string(),
            valid_until: account.valid_until.to_string(),
            trusted_browsers: account.trusted_browsers.to_string(),
            any_address: ticked(account.any_address),
            base: UpdateAccountRequest::default(),
            today: Some(today),
        };
        Self {
            base: form.whole(),
            ..form
        }
    }

    /// What was typed, to be judged and sent against what somebody else saved meanwhile.
    pub fn rebased(self, newest: &Self) -> Self {
        Self {
            base: newest.base.clone(),
            ..self
        }
    }

    /// Whether there is anything to save.
    pub fn is_changed(&self) -> bool {
        self.request() != UpdateAccountRequest::default()
    }

    fn whole(&self) -> UpdateAccountRequest {
        UpdateAccountRequest {
            name: Some(self.name.clone()),
            role: Some(self.role.clone()),
            department: Some(self.department.clone()),
            phone: Some(self.phone.clone()),
            second_factor: Some(self.second_factor.clone()),
            valid_until: Some(self.valid_until.clone()),
            trusted_browsers: Some(self.trusted_browsers.clone()),
            any_address: Some(self.any_address == TICKED),
        }
    }

    /// The fields in which `newest` differs from what was typed.
    pub fn differences(&self, newest: &Self) -> Vec<&'static str> {
        let differs = |name: &&'static str| self.value(name) != newest.value(name);
        Self::NAMES.iter().copied().filter(differs).collect()
    }
}

/// What an account must prove its second step by.
const fn required_factor(account: &Account) -> SecondFactor {
    if account.totp_required {
        SecondFactor::Totp
    } else {
        SecondFactor::MailOtp
    }
}

impl Form for EditAccountForm {
    type Request = UpdateAccountRequest;

    const NAME: &'static str = "edit-account";

    fn label(field: &str, locale: Locale) -> &'static str {
        super::label(field, locale)
    }

    fn request(&self) -> UpdateAccountRequest {
        let (typed, base) = (self.whole(), &self.base);
        let changed = |typed: Option<String>, base: &Option<String>| {
            typed.filter(|typed| base.as_ref() != Some(typed))
        };
        UpdateAccountRequest {
            name: changed(typed.name, &base.name),
            role: changed(typed.role, &base.role),
            department: changed(typed.department, &base.department),
            phone: changed(typed.phone, &base.phone),
            second_factor: changed(typed.second_factor, &base.second_factor),
            valid_until: changed(typed.valid_until, &base.valid_until),
            trusted_browsers: changed(typed.trusted_browsers, &base.trusted_browsers),
            any_address: typed
                .any_address
                .filter(|typed| base.any_address != Some(*typed)),
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        let request = self.request();
        request.check(errors);
        if let Some(day) = &request.valid_until {
            check_not_past(day, self.today, errors);
        }
    }
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;
    use crate::forms::FormModel;

    fn jiro() -> EditAccountForm {
        let form = EditAccountForm {
            name: "港 次郎".into(),
            role: "user".into(),
            department: "営業部".into(),
            phone: "03-1234-5678".into(),
            second_factor: "mailOtp".into(),
            valid_until: "2026-03-31".into(),
            trusted_browsers: "company".into(),
            any_address: String::new(),
            base: UpdateAccountRequest::default(),
            today: NaiveDate::from_ymd_opt(2026, 9, 17),
        };
        EditAccountForm {
            base: form.whole(),
            ..form
        }
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let mut form = FormModel::new(jiro());
        form.edit("department", "総務部".into());
        form.edit("phone", String::new());
        form.edit("anyAddress", TICKED.into());
        let expected = UpdateAccountRequest {
            any_address: Some(true),
            department: Some("総務部".into()),
            phone: Some(String::new()),
            ..UpdateAccountRequest::default()
        };
        assert_eq!(form.submit(), Some(expected));
        assert!(!jiro().is_changed());
    }

    #[test]
    fn an_account_that_has_ended_can_be_renamed_but_not_end_in_the_past_anew() {
        let mut form = FormModel::new(jiro());
        form.edit("name", "港 二郎".into());
        assert!(form.submit().is_some());

        let mut form = FormModel::new(jiro());
        form.edit("validUntil", "2026-09-01".into());
        assert!(form.submit().is_none());
        assert_eq!(form.errors(), [("validUntil", FieldRule::DateInThePast)]);
    }

    #[test]
    fn after_a_conflict_saving_overwrites_what_somebody_else_saved() {
        let mut newest = jiro();
        newest.department = "総務部".into();
        newest.base = newest.whole();
        assert_eq!(jiro().differences(&newest), ["department"]);

        let again = jiro().rebased(&newest).request();
        assert_eq!(again.department.as_deref(), Some("営業部"));
        assert_eq!(again.name, None);
    }
}
