use chrono::{Months, NaiveDate};
use minato_types::api_clients::{AddApiClientRequest, ApiClient, UpdateApiClientRequest};
use minato_types::values::Network;
use minato_types::{FieldErrors, FieldRule, Validate};

use crate::forms::accounts::check_not_past;
use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Makes an API client, or changes one. Scopes and groups are words divided by spaces,
    /// networks stand in lines of their own.
    ApiClientForm {
        name = "name",
        scopes = "scopes",
        groups = "groupIds",
        networks = "allowedNetworks",
        valid_until = "validUntil",
        owner = "ownerId",
    } with {
        /// The last day that stands there already, which is not judged again.
        known_day: String,
        /// Today in Japan, if the caller knows it.
        today: Option<NaiveDate>,
    }
}

impl ApiClientForm {
    /// An empty form; a year is offered.
    pub fn empty(today: NaiveDate) -> Self {
        let last = today.checked_add_months(Months::new(12)).unwrap_or(today);
        Self {
            valid_until: last.to_string(),
            today: Some(today),
            ..Self::default()
        }
    }

    /// The form that shows `client`.
    pub fn of(client: &ApiClient, today: NaiveDate) -> Self {
        let scopes: Vec<_> = client.scopes.iter().map(|scope| scope.as_str()).collect();
        let groups: Vec<_> = client.groups.iter().map(|one| one.id.to_string()).collect();
        Self {
            name: client.name.clone(),
            scopes: scopes.join(" "),
            groups: groups.join(" "),
            networks: client.allowed_networks.join("\n"),
            valid_until: client.valid_until.to_string(),
            owner: client.owner.id.to_string(),
            known_day: client.valid_until.to_string(),
            today: Some(today),
        }
    }

    /// What is sent to change an API client: everything that stands in the form.
    pub fn update(&self) -> UpdateApiClientRequest {
        let request = self.request();
        UpdateApiClientRequest {
            name: Some(request.name),
            scopes: Some(request.scopes),
            group_ids: Some(request.group_ids),
            allowed_networks: Some(request.allowed_networks),
            valid_until: Some(request.valid_until),
            owner_id: request.owner_id,
        }
    }
}

impl Form for ApiClientForm {
    type Request = AddApiClientRequest;

    const NAME: &'static str = "api-client";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "name" => words_of!(locale, api_clients.fields.name),
            "scopes" => words_of!(locale, api_clients.fields.scopes),
            "groupIds" => words_of!(locale, api_clients.fields.groups),
            "allowedNetworks" => words_of!(locale, api_clients.fields.networks),
            "validUntil" => words_of!(locale, api_clients.fields.validUntil),
            _ => words_of!(locale, api_clients.fields.owner),
        }
    }

    fn request(&self) -> AddApiClientRequest {
        let lines = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let groups = self.groups.split_whitespace();
        AddApiClientRequest {
            name: self.name.clone(),
            scopes: lines(&self.scopes),
            group_ids: groups.filter_map(|id| id.parse().ok()).collect(),
            allowed_networks: lines(&self.networks),
            valid_until: self.valid_until.clone(),
            owner_id: self.owner.parse().ok(),
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        let request = self.request();
        request.check(errors);
        if self.valid_until != self.known_day {
            check_not_past(&self.valid_until, self.today, errors);
        }
        if let Some(rule) = wrong_network(&request.allowed_networks)
            && errors.of("allowedNetworks").is_none()
        {
            errors.add("allowedNetworks", rule);
        }
    }
}

/// What is wrong with the first network that is.
fn wrong_network(networks: &[String]) -> Option<FieldRule> {
    let mut known = Vec::new();
    for text in networks {
        match Network::parse(text) {
            Err(rule) => return Some(rule),
            Ok(network) if known.contains(&network) => return Some(FieldRule::Duplicate),
            Ok(network) => known.push(network),
        }
    }
    None
}

/// Whether a word is among others that are divided by spaces.
pub fn has_word(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|one| one == word)
}

/// The words with or without one of them.
pub fn toggled(words: &str, word: &str, wanted: bool) -> String {
    let others = words.split_whitespace().filter(|one| *one != word);
    let all: Vec<_> = others.chain(wanted.then_some(word)).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FormModel;

    fn booking() -> ApiClientForm {
        let today = NaiveDate::from_ymd_opt(2026, 9, 17).unwrap();
        ApiClientForm {
            name: "会議室予約システム".into(),
            scopes: "port-applications:read".into(),
            ..ApiClientForm::empty(today)
        }
    }

    #[test]
    fn a_year_is_offered_and_the_past_is_refused() {
        assert_eq!(booking().valid_until, "2027-09-17");
        let mut form = FormModel::new(booking());
        form.edit("validUntil", "2026-09-16".into());
        assert!(form.submit().is_none());
        assert_eq!(form.errors(), [("validUntil", FieldRule::DateInThePast)]);
        let mut expired = booking();
        expired.valid_until = "2026-01-31".into();
        expired.known_day = "2026-01-31".into();
        assert!(FormModel::new(expired).submit().is_some());
    }

    #[test]
    fn nothing_can_be_made_that_may_do_nothing() {
        let mut form = FormModel::new(booking());
        form.edit(
            "scopes",
            toggled(&form.values.scopes, "port-applications:read", false),
        );
        assert!(form.submit().is_none());
        assert_eq!(form.errors(), [("scopes", FieldRule::Required)]);
        form.edit("scopes", toggled("", "log:read", true));
        assert_eq!(form.submit().unwrap().scopes, ["log:read"]);
    }

    #[test]
    fn networks_stand_in_lines_and_a_wrong_one_is_told() {
        let mut form = FormModel::new(booking());
        form.edit(
            "allowedNetworks",
            "203.0.113.0/24\n\n 2001:db8::/48 ".into(),
        );
        assert_eq!(
            form.submit().unwrap().allowed_networks,
            ["203.0.113.0/24", "2001:db8::/48"]
        );
        let told = |text: &str| {
            let mut form = FormModel::new(booking());
            form.edit("allowedNetworks", text.into());
            form.submit();
            form.error_of("allowedNetworks")
        };
        assert_eq!(told("203.0.113.5 nowhere"), Some(FieldRule::InvalidNetwork));
        assert_eq!(told("::1\n::1"), Some(FieldRule::Duplicate));
        let many: Vec<_> = (0..21).map(|n| format!("10.0.0.{n}")).collect();
        assert_eq!(told(&many.join("\n")), Some(FieldRule::TooMany { max: 20 }));
    }

    #[test]
    fn a_change_sends_everything_that_stands_in_the_form() {
        let mut form = booking();
        form.owner = "0198c000-0000-7000-8000-000000000001".into();
        let update = form.update();
        assert_eq!(update.allowed_networks, Some(Vec::new()));
        assert_eq!(update.group_ids, Some(Vec::new()));
        assert_eq!(
            update.owner_id.map(|id| id.to_string()),
            Some(form.owner.clone())
        );
    }

    #[test]
    fn words_are_added_once_and_taken_out() {
        assert_eq!(toggled("a b", "b", true), "a b");
        assert_eq!(toggled("a b", "a", false), "b");
        assert!(has_word("a b", "b") && !has_word("ab", "b"));
    }
}
