//! The accounts of a member, as its admins manage them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::entries::check_password_entry;
use crate::list_query::{check_page, check_search};
use crate::page::DEFAULT_PAGE_SIZE;
use crate::values::{
    AccountId, AccountRole, AccountState, Department, EmailAddress, Language, PersonName,
    PhoneNumber, SecondFactor, TimeZone, choices, parse_day,
};
use crate::{FieldErrors, FieldRule, Validate};

/// The last day of an account without an end.
pub const NO_END: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

choices! {
    /// The order of a list of accounts.
    AccountSort {
        /// By name.
        Name = "name",
        /// By e-mail address.
        Email = "email",
        /// By department, then name.
        Department = "department",
        /// By the last day of validity, then name.
        ValidUntil = "validUntil",
    }
}

choices! {
    /// Whether a person may trust a browser, which then needs no second step for some days.
    BrowserTrust {
        /// As the member says.
        Company = "company",
        /// Yes, whatever the member says.
        Allowed = "allowed",
        /// No, whatever the member says.
        Refused = "refused",
    }
}

/// An account, as an admin sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// The id.
    pub id: AccountId,
    /// The name.
    pub name: PersonName,
    /// The e-mail address, which is also the id at sign-in.
    pub email: EmailAddress,
    /// The department.
    pub department: Department,
    /// The telephone number, if known.
    pub phone: Option<PhoneNumber>,
    /// What the account may do.
    pub role: AccountRole,
    /// Whether it can be used.
    pub state: AccountState,
    /// Until when wrong passwords or codes keep it from signing in; null if they do not.
    pub locked_until: Option<DateTime<Utc>>,
    /// How the second step is proved.
    pub second_factor: SecondFactor,
    /// Whether it may trust a browser, which then needs no second step for some days.
    pub trusted_browsers: BrowserTrust,
    /// Whether it may come from anywhere, whatever networks the member allows.
    #[serde(default)]
    pub any_address: bool,
    /// Whether an authenticator app must be used.
    pub totp_required: bool,
    /// The last day (Japan time) on which it can be used; 9999-12-31 means no end.
    #[cfg_attr(feature = "openapi", schema(example = "9999-12-31"))]
    pub valid_until: NaiveDate,
    /// The language of pages and mails.
    pub language: Language,
    /// The zone in which times are shown.
    pub time_zone: TimeZone,
    /// When it last signed in; null if never, or too long ago to be known.
    pub last_signed_in_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Whether it is the account of the one who asks.
    pub own: bool,
}

/// Adds an account.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddAccountRequest {
    /// The name.
    #[cfg_attr(feature = "openapi", schema(example = "港 三郎"))]
    pub name: String,
    /// What the account may do: `admin` or `user`.
    #[cfg_attr(feature = "openapi", schema(example = "user"))]
    pub role: String,
    /// The e-mail address, which is also the id at sign-in; it stays.
    #[cfg_attr(feature = "openapi", schema(example = "saburo@example.jp"))]
    pub email: String,
    /// The department.
    #[cfg_attr(feature = "openapi", schema(example = "情報システム部"))]
    pub department: String,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "03-1234-5678"))]
    pub phone: Option<String>,
    /// `totp` if an authenticator app must be used, `mailOtp` if codes may come by mail; `mailOtp`
    /// if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "mailOtp"))]
    pub second_factor: Option<String>,
    /// The last day (Japan time) on which it can be used; 9999-12-31, no end, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "2027-03-31"))]
    pub valid_until: Option<String>,
    /// The language of pages and mails: `ja` or `en`; `ja` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "ja"))]
    pub language: Option<String>,
    /// A password for the first sign-in, possible only under the policy `portplus`: it must be
    /// changed then, and dies after 72 hours. Without it a link is mailed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "minato2026!", format = Password, max_length = 128))]
    pub initial_password: Option<String>,
}

impl Validate for AddAccountRequest {
    fn check(&self, errors: &mut FieldErrors) {
        errors.check("name", PersonName::parse(&self.name));
        errors.check("role", self.role.parse::<AccountRole>());
        crate::entries::check_email(&self.email, errors);
        errors.check("department", Department::parse(&self.department));
        check_phone(self.phone.as_deref(), errors);
        check_second_factor(self.second_factor.as_deref(), errors);
        check_day("validUntil", self.valid_until.as_deref(), errors);
        if let Some(language) = &self.language {
            errors.check("language", language.parse::<Language>());
        }
        if let Some(password) = &self.initial_password {
            check_password_entry("initialPassword", password, errors);
        }
    }
}

/// Changes an account. What is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateAccountRequest {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "港 三郎"))]
    pub name: Option<String>,
    /// What the account may do: `admin` or `user`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "admin"))]
    pub role: Option<String>,
    /// The department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "総務部"))]
    pub department: Option<String>,
    /// The telephone number; empty removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "03-1234-5678"))]
    pub phone: Option<String>,
    /// `totp` if an authenticator app must be used, `mailOtp` if codes may come by mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "mailOtp"))]
    pub second_factor: Option<String>,
    /// The last day (Japan time) on which it can be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "2027-03-31"))]
    pub valid_until: Option<String>,
    /// Whether it may trust a browser: `company`, `allowed` or `refused`. Another word than
    /// `refused` wants a proof that is not older than ten minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "company"))]
    pub trusted_browsers: Option<String>,
    /// Whether it may come from anywhere, whatever networks the member allows. `true` wants a
    /// proof that is not older than ten minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub any_address: Option<bool>,
}

impl Validate for UpdateAccountRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(name) = &self.name {
            errors.check("name", PersonName::parse(name));
        }
        if let Some(role) = &self.role {
            errors.check("role", role.parse::<AccountRole>());
        }
        if let Some(department) = &self.department {
            errors.check("department", Department::parse(department));
        }
        check_phone(self.phone.as_deref(), errors);
        check_second_factor(self.second_factor.as_deref(), errors);
        check_day("validUntil", self.valid_until.as_deref(), errors);
        if let Some(trust) = &self.trusted_browsers {
            errors.check("trustedBrowsers", trust.parse::<BrowserTrust>());
        }
    }
}

fn check_phone(phone: Option<&str>, errors: &mut FieldErrors) {
    if let Some(phone) = phone.filter(|phone| !phone.trim().is_empty()) {
        errors.check("phone", PhoneNumber::parse(phone));
    }
}

fn check_second_factor(factor: Option<&str>, errors: &mut FieldErrors) {
    if let Some(factor) = factor {
        errors.check("secondFactor", required_factor(factor));
    }
}

/// What the second step of an account may be made to ask for.
pub fn required_factor(word: &str) -> Result<SecondFactor, FieldRule> {
    match word.parse()? {
        SecondFactor::RecoveryCode => Err(FieldRule::UnknownChoice),
        factor => Ok(factor),
    }
}

fn check_day(field: &str, day: Option<&str>, errors: &mut FieldErrors) {
    if let Some(day) = day {
        errors.check(field, parse_day(day));
    }
}

/// Which accounts are asked for, in which order, and which page of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListAccountsQuery {
    /// Words that must all stand in name, e-mail address, department or telephone number,
    /// divided by half- or full-width spaces; widths, case and kana forms do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "港 情報", max_length = 100))]
    pub q: Option<String>,
    /// Only accounts with this role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "admin"))]
    pub role: Option<String>,
    /// Only accounts in this state: a word of `AccountState`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "active"))]
    pub state: Option<String>,
    /// The order: a word of `AccountSort`; by name if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "name"))]
    pub sort: Option<String>,
    /// The page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, example = 1))]
    pub page: Option<u32>,
    /// Rows on a page, 1 to 100; 10 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, example = 10))]
    pub page_size: Option<u32>,
}

impl ListAccountsQuery {
    /// Rows on a page.
    pub fn size(&self) -> u32 {
        self.page_size.unwrap_or(DEFAULT_PAGE_SIZE)
    }

    /// The page, from 1.
    pub fn number(&self) -> u32 {
        self.page.unwrap_or(1)
    }
}

impl Validate for ListAccountsQuery {
    fn check(&self, errors: &mut FieldErrors) {
        check_search(self.q.as_deref(), errors);
        if let Some(role) = &self.role {
            errors.check("role", role.parse::<AccountRole>());
        }
        if let Some(state) = &self.state {
            errors.check("state", state.parse::<AccountState>());
        }
        if let Some(sort) = &self.sort {
            errors.check("sort", sort.parse::<AccountSort>());
        }
        check_page(self.page, self.page_size, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_manual_that_is_needed_is_asked_for_at_once() {
        let errors = AddAccountRequest::default().validate().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["name", "role", "email", "department"]);
        assert_eq!(errors.of("role"), Some(&FieldRule::UnknownChoice));
    }

    #[test]
    fn an_account_without_an_end_ends_with_the_year_9999() {
        assert_eq!(NO_END.to_string(), "9999-12-31");
    }
}
