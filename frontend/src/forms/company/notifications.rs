use minato_types::company::{CompanyNotifications, UpdateCompanyNotificationsRequest};
use minato_types::{FieldErrors, Validate};

use crate::forms::{Fields, Form};
use crate::words::{Locale, words_of};

/// The fields in the order of the page; those of the addresses are named as the server names
/// them in its errors.
const NAMES: &[&str] = &[
    "addresses.0",
    "addresses.1",
    "addresses.2",
    "addresses.3",
    "addresses.4",
    "addresses.5",
    "addresses.6",
    "addresses.7",
    "addresses.8",
    "addresses.9",
    "language",
];

/// How many of them are addresses.
const MOST: usize = NAMES.len() - 1;

/// The fields of the addresses.
const ADDRESSES: &[&str] = NAMES.split_at(MOST).0;

/// Who hears by mail of what the member's people do. Each address has a field of its own;
/// empty fields are no addresses.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NotificationsForm {
    addresses: [String; MOST],
    language: String,
}

impl NotificationsForm {
    /// The form that shows `notifications`.
    pub fn of(notifications: &CompanyNotifications) -> Self {
        let given = notifications
            .addresses
            .iter()
            .map(|a| a.as_str().to_owned());
        Self::with(given, notifications.language.to_string())
    }

    /// The same without gaps: the server counts only the addresses that are there.
    pub fn closed_up(&self) -> Self {
        Self::with(
            self.given().map(|(_, text)| text.to_owned()),
            self.language.clone(),
        )
    }

    /// The same without the address of a field; those behind it move up.
    pub fn without(&self, field: &str) -> Self {
        let others = ADDRESSES.iter().zip(&self.addresses);
        let others = others.filter(|(name, _)| **name != field);
        Self::with(others.map(|(_, text)| text.clone()), self.language.clone())
    }

    /// The first fields, so many that every address and `least` fields show.
    pub fn shown(&self, least: usize) -> &'static [&'static str] {
        let used = self.given().last().map_or(0, |(index, _)| index + 1);
        let shown = used.max(least).clamp(1, MOST);
        ADDRESSES.get(..shown).unwrap_or(ADDRESSES)
    }

    /// How many addresses there can be.
    pub const fn most() -> usize {
        MOST
    }

    fn with(addresses: impl Iterator<Item = String>, language: String) -> Self {
        let mut form = Self {
            language,
            ..Self::default()
        };
        for (field, address) in form.addresses.iter_mut().zip(addresses) {
            *field = address;
        }
        form
    }

    /// Where an address stands, and the address.
    fn given(&self) -> impl Iterator<Item = (usize, &str)> {
        let all = self.addresses.iter().map(String::as_str).enumerate();
        all.filter(|(_, text)| !text.trim().is_empty())
    }
}

impl Fields for NotificationsForm {
    const NAMES: &'static [&'static str] = NAMES;

    fn value(&self, field: &str) -> &str {
        let mut addresses = ADDRESSES.iter().zip(&self.addresses);
        match addresses.find(|(name, _)| **name == field) {
            Some((_, address)) => address,
            None if field == "language" => &self.language,
            None => "",
        }
    }

    fn set(&mut self, field: &str, value: String) {
        let mut addresses = ADDRESSES.iter().zip(&mut self.addresses);
        match addresses.find(|(name, _)| **name == field) {
            Some((_, address)) => *address = value,
            None if field == "language" => self.language = value,
            None => {}
        }
    }
}

impl Form for NotificationsForm {
    type Request = UpdateCompanyNotificationsRequest;

    const NAME: &'static str = "notifications";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "language" => words_of!(locale, company.notifications.language),
            _ => words_of!(locale, company.notifications.address),
        }
    }

    fn request(&self) -> UpdateCompanyNotificationsRequest {
        UpdateCompanyNotificationsRequest {
            addresses: self.given().map(|(_, text)| text.to_owned()).collect(),
            language: self.language.clone(),
        }
    }

    /// The request counts the addresses that are there; here the errors go to their fields.
    fn check(&self, errors: &mut FieldErrors) {
        let mut found = FieldErrors::new();
        self.request().check(&mut found);
        let places: Vec<&str> = self
            .given()
            .filter_map(|(index, _)| ADDRESSES.get(index).copied())
            .collect();
        for (field, rule) in found.iter() {
            let index = ADDRESSES.iter().position(|name| *name == field);
            let place = index.and_then(|index| places.get(index).copied());
            errors.add(place.unwrap_or(field), rule.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;
    use crate::forms::FormModel;

    fn form(addresses: &[&str]) -> NotificationsForm {
        NotificationsForm::with(addresses.iter().map(|text| (*text).to_owned()), "ja".into())
    }

    #[test]
    fn empty_fields_are_no_addresses() {
        let request = form(&["", "a@minato.example", " ", "b@minato.example"]).request();
        assert_eq!(request.addresses, ["a@minato.example", "b@minato.example"]);
        assert_eq!(form(&[]).request().addresses, [""; 0]);
    }

    #[test]
    fn an_error_shows_at_the_field_where_the_address_stands() {
        let mut form = FormModel::new(form(&[
            "",
            "a@minato.example",
            "nobody",
            "A@minato.example",
        ]));
        assert!(form.submit().is_none());
        assert_eq!(
            form.errors(),
            [
                ("addresses.2", FieldRule::InvalidEmail),
                ("addresses.3", FieldRule::Duplicate),
            ]
        );
    }

    #[test]
    fn what_is_sent_has_no_gaps_so_that_the_errors_of_the_server_fit() {
        let closed_up = form(&["", "a@minato.example", "", "b@minato.example"]).closed_up();
        assert_eq!(closed_up.value("addresses.1"), "b@minato.example");
        let removed = closed_up.without("addresses.0");
        assert_eq!(removed.value("addresses.0"), "b@minato.example");
        assert_eq!(removed.value("addresses.1"), "");
    }

    #[test]
    fn every_address_has_its_field_and_there_is_always_one() {
        assert_eq!(form(&[]).shown(0), ["addresses.0"]);
        assert_eq!(form(&["", "a@minato.example"]).shown(1).len(), 2);
        assert_eq!(form(&[]).shown(99).len(), NotificationsForm::most());
    }

    #[test]
    fn there_are_as_many_fields_as_the_contract_takes_addresses() {
        let most = minato_types::company::MAX_NOTIFICATION_ADDRESSES;
        assert_eq!(NotificationsForm::most(), most as usize);
        assert!(ADDRESSES.iter().all(|name| name.starts_with("addresses.")));
    }
}
