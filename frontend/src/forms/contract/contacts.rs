use minato_types::contracts::{
    ContractContact, ContractContactEntry, UpdateContractContactsRequest,
};
use minato_types::{FieldErrors, Validate};

use crate::forms::{Fields, Form};
use crate::words::{Locale, words_of};

/// The fields in the order of the page, named as the server names them in its errors.
const NAMES: &[&str] = &[
    "contacts.0.name",
    "contacts.0.department",
    "contacts.0.email",
    "contacts.0.phone",
    "contacts.1.name",
    "contacts.1.department",
    "contacts.1.email",
    "contacts.1.phone",
    "contacts.2.name",
    "contacts.2.department",
    "contacts.2.email",
    "contacts.2.phone",
    "contacts.3.name",
    "contacts.3.department",
    "contacts.3.email",
    "contacts.3.phone",
    "contacts.4.name",
    "contacts.4.department",
    "contacts.4.email",
    "contacts.4.phone",
];

/// How many fields each person has.
const FIELDS: usize = 4;

/// How many people there can be.
const MOST: usize = NAMES.len() / FIELDS;

/// Whom the carrier asks about a contract. Each person has fields of his own; somebody of whom
/// nothing is known is nobody.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ContactsForm([[String; FIELDS]; MOST]);

impl ContactsForm {
    /// The form that shows these people.
    pub fn of(contacts: &[ContractContact]) -> Self {
        Self::with(contacts.iter().cloned().map(|contact| {
            [
                contact.name,
                contact.department,
                contact.email,
                contact.phone,
            ]
        }))
    }

    /// The same without gaps: the server counts only the people who are there.
    pub fn closed_up(&self) -> Self {
        Self::with(self.given().map(|(_, person)| person.clone()))
    }

    /// The same without the person at a place; those behind him move up.
    pub fn without(&self, place: usize) -> Self {
        let others = self.0.iter().enumerate();
        let others = others.filter(|(other, _)| *other != place);
        Self::with(others.map(|(_, person)| person.clone()))
    }

    /// The fields of the first people, so many that everybody and `least` show.
    pub fn shown(&self, least: usize) -> Vec<&'static [&'static str]> {
        let used = self.given().last().map_or(0, |(place, _)| place + 1);
        let shown = used.max(least).clamp(1, MOST);
        NAMES.chunks(FIELDS).take(shown).collect()
    }

    /// How many people there can be.
    pub const fn most() -> usize {
        MOST
    }

    fn with(people: impl Iterator<Item = [String; FIELDS]>) -> Self {
        let mut form = Self::default();
        for (fields, person) in form.0.iter_mut().zip(people) {
            *fields = person;
        }
        form
    }

    /// Where a person stands, and what is known of him.
    fn given(&self) -> impl Iterator<Item = (usize, &[String; FIELDS])> {
        let is_somebody = |person: &[String; FIELDS]| {
            let mut texts = person.iter();
            texts.any(|text| !text.trim().is_empty())
        };
        let all = self.0.iter().enumerate();
        all.filter(move |(_, person)| is_somebody(person))
    }
}

impl Fields for ContactsForm {
    const NAMES: &'static [&'static str] = NAMES;

    fn value(&self, field: &str) -> &str {
        let mut all = NAMES.iter().zip(self.0.iter().flatten());
        all.find(|(name, _)| **name == field)
            .map_or("", |(_, text)| text)
    }

    fn set(&mut self, field: &str, value: String) {
        let mut all = NAMES.iter().zip(self.0.iter_mut().flatten());
        if let Some((_, text)) = all.find(|(name, _)| **name == field) {
            *text = value;
        }
    }
}

impl Form for ContactsForm {
    type Request = UpdateContractContactsRequest;

    const NAME: &'static str = "contract-contacts";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field.rsplit('.').next() {
            Some("name") => words_of!(locale, contract.contacts.name),
            Some("department") => words_of!(locale, contract.contacts.department),
            Some("email") => words_of!(locale, contract.contacts.email),
            _ => words_of!(locale, contract.contacts.phone),
        }
    }

    fn request(&self) -> UpdateContractContactsRequest {
        let entry = |(_, person): (usize, &[String; FIELDS])| {
            let [name, department, email, phone] = person.clone();
            ContractContactEntry {
                name,
                department,
                email,
                phone,
            }
        };
        UpdateContractContactsRequest {
            contacts: self.given().map(entry).collect(),
        }
    }

    /// The request counts the people who are there; here the errors go to their fields.
    fn check(&self, errors: &mut FieldErrors) {
        let mut found = FieldErrors::new();
        self.request().check(&mut found);
        let places: Vec<usize> = self.given().map(|(place, _)| place).collect();
        for (field, rule) in found.iter() {
            errors.add(&moved(field, &places), rule.clone());
        }
    }
}

/// The field of the page for one of the request.
fn moved(field: &str, places: &[usize]) -> String {
    let mut parts = field.splitn(3, '.');
    let (Some(_), Some(place), Some(name)) = (parts.next(), parts.next(), parts.next()) else {
        return field.to_owned();
    };
    let place = place.parse::<usize>().ok();
    let place = place.and_then(|place| places.get(place));
    place.map_or_else(
        || field.to_owned(),
        |place| format!("contacts.{place}.{name}"),
    )
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;
    use crate::forms::FormModel;

    fn form(names: &[&str]) -> ContactsForm {
        let person = |name: &&str| match *name {
            "" => Default::default(),
            name => [
                name.to_owned(),
                String::new(),
                format!("{name}@minato.example"),
                String::new(),
            ],
        };
        ContactsForm::with(names.iter().map(person))
    }

    #[test]
    fn somebody_of_whom_nothing_is_known_is_nobody() {
        let request = form(&["", "hanako", "", "taro"]).request();
        let names: Vec<_> = request.contacts.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["hanako", "taro"]);
        let closed_up = form(&["", "hanako"]).closed_up();
        assert_eq!(closed_up.value("contacts.0.name"), "hanako");
    }

    #[test]
    fn an_error_shows_at_the_field_where_the_person_stands() {
        let mut form = form(&["", "hanako", "", "taro"]);
        form.set("contacts.3.email", "nobody".to_owned());
        let mut form = FormModel::new(form);
        assert!(form.submit().is_none());
        assert_eq!(
            form.errors(),
            [("contacts.3.email", FieldRule::InvalidEmail)]
        );
    }

    #[test]
    fn those_behind_whom_is_removed_move_up() {
        let left = form(&["hanako", "taro"]).without(0);
        assert_eq!(left.value("contacts.0.name"), "taro");
        assert_eq!(left.value("contacts.1.name"), "");
        assert_eq!(form(&[]).shown(0).len(), 1);
        assert_eq!(form(&["", "taro"]).shown(1).len(), 2);
        assert_eq!(form(&[]).shown(99).len(), ContactsForm::most());
    }

    #[test]
    fn there_are_as_many_fields_as_the_contract_takes_people() {
        let most = minato_types::contracts::MAX_CONTRACT_CONTACTS;
        assert_eq!(ContactsForm::most(), most as usize);
    }
}
