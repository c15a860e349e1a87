//! The forms about accounts.

mod add_account;
mod edit_account;
mod list_accounts;
mod offers;

pub use add_account::{AddAccountForm, PasswordWay};
pub use edit_account::EditAccountForm;
pub use list_accounts::ListAccountsForm;
pub use offers::{Deed, Obstacle, offers};

use chrono::NaiveDate;
use minato_types::values::parse_day;
use minato_types::{FieldErrors, FieldRule};

use crate::words::{Locale, words_of};

/// What the fields of these forms are called.
fn label(field: &str, locale: Locale) -> &'static str {
    match field {
        "name" => words_of!(locale, accounts.fields.name),
        "role" => words_of!(locale, accounts.fields.role),
        "email" => words_of!(locale, accounts.fields.email),
        "department" => words_of!(locale, accounts.fields.department),
        "phone" => words_of!(locale, accounts.fields.phone),
        "secondFactor" => words_of!(locale, accounts.fields.secondFactor),
        "validUntil" => words_of!(locale, accounts.fields.validUntil),
        "trustedBrowsers" => words_of!(locale, accounts.fields.trustedBrowsers),
        "anyAddress" => words_of!(locale, accounts.fields.anyAddress),
        "language" => words_of!(locale, accounts.fields.language),
        "passwordWay" => words_of!(locale, accounts.fields.passwordWay),
        "initialPassword" => words_of!(locale, accounts.fields.initialPassword),
        "confirmation" => words_of!(locale, accounts.fields.confirmation),
        "state" => words_of!(locale, accounts.fields.state),
        "q" => words_of!(locale, accounts.list.search),
        _ => "",
    }
}

/// Adds an error if `typed` is a day before `today`.
pub(super) fn check_not_past(typed: &str, today: Option<NaiveDate>, errors: &mut FieldErrors) {
    if let (Ok(day), Some(today)) = (parse_day(typed), today)
        && day < today
    {
        errors.add("validUntil", FieldRule::DateInThePast);
    }
}
