use minato_client::query::encoded;
use minato_types::contracts::{ContractPermission, ContractSort, ListContractsQuery};
use minato_types::{FieldErrors, Validate};

use crate::forms::{Form, fields};
use crate::paths::Address;
use crate::words::{Locale, words_of};

fields! {
    /// Which contracts are looked for at the door of the settings site.
    FindSettingsForm {
        q = "q",
    }
}

/// What an address of the door asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsQuery {
    /// The short name of the service.
    pub service: String,
    /// Words to look for.
    pub q: Option<String>,
    /// The page, from 1.
    pub page: u32,
    /// Whether the list is shown even if there is one contract only.
    pub whole: bool,
}

/// Words to look for, as they are judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(pub Option<String>);

impl Validate for Words {
    fn check(&self, errors: &mut FieldErrors) {
        let query = ListContractsQuery {
            q: self.0.clone(),
            ..ListContractsQuery::default()
        };
        query.check(errors);
    }
}

impl SettingsQuery {
    /// What an address asks for; nonsense in it is passed over.
    pub fn read(service: &str, given: impl Fn(&str) -> Option<String>) -> Self {
        let words = Words(given("q").filter(|text| !text.trim().is_empty()));
        let page = given("page").and_then(|text| text.parse().ok());
        Self {
            service: service.to_owned(),
            q: words.validate().is_ok().then_some(words.0).flatten(),
            page: page.filter(|page| *page > 0).unwrap_or(1),
            whole: given("all").is_some(),
        }
    }

    /// The question to the server: what one may change.
    pub fn question(&self) -> ListContractsQuery {
        ListContractsQuery {
            service: Some(self.service.clone()),
            q: self.q.clone(),
            permission: Some(ContractPermission::Edit.to_string()),
            sort: Some(ContractSort::Number.as_str().to_owned()),
            page: Some(self.page),
            ..ListContractsQuery::default()
        }
    }

    /// The address that asks for this; what is usual is not written.
    pub fn address(&self) -> String {
        let query = ListContractsQuery {
            q: self.q.clone(),
            page: (self.page > 1).then_some(self.page),
            ..ListContractsQuery::default()
        };
        let mut query = encoded(&query).unwrap_or_default();
        if self.whole {
            query = if query.is_empty() {
                "all=1".to_owned()
            } else {
                format!("{query}&all=1")
            };
        }
        Address::settings_site(&self.service)
            .with_query(&query)
            .to_string()
    }

    /// Whether only a part of what one may change is asked for.
    pub const fn is_narrowed(&self) -> bool {
        self.q.is_some() || self.page > 1
    }
}

/// Whether two questions ask for different pages of the same list.
pub fn is_other_page(one: &SettingsQuery, other: &SettingsQuery) -> bool {
    let same_list = SettingsQuery {
        page: one.page,
        ..other.clone()
    };
    one.page != other.page && *one == same_list
}

impl Form for FindSettingsForm {
    type Request = Words;

    const NAME: &'static str = "find-settings";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "q" => words_of!(locale, services.door.keywords),
            _ => "",
        }
    }

    fn request(&self) -> Words {
        Words((!self.q.trim().is_empty()).then(|| self.q.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> SettingsQuery {
        let value = |name: &str| {
            let pair = pairs.iter().find(|(given, _)| *given == name);
            pair.map(|(_, value)| (*value).to_owned())
        };
        SettingsQuery::read("cloud-pbx", value)
    }

    #[test]
    fn the_address_holds_what_was_asked_for_and_nothing_usual() {
        assert_eq!(asked(&[]).address(), "/settings-site/cloud-pbx");
        let query = asked(&[("q", "営業"), ("page", "2"), ("all", "1")]);
        let expected = "/settings-site/cloud-pbx?page=2&q=%E5%96%B6%E6%A5%AD&all=1";
        assert_eq!(query.address(), expected);
        assert!(query.is_narrowed() && !asked(&[("all", "1")]).is_narrowed());
    }

    #[test]
    fn nonsense_in_the_address_is_passed_over() {
        let query = asked(&[("q", "　"), ("page", "0")]);
        assert_eq!(query, asked(&[]));
        let long = "港".repeat(101);
        assert_eq!(asked(&[("q", &long)]), asked(&[]));
    }

    #[test]
    fn only_what_one_may_change_is_asked_for() {
        let question = asked(&[("q", "営業")]).question();
        assert_eq!(question.permission.as_deref(), Some("edit"));
        assert_eq!(question.service.as_deref(), Some("cloud-pbx"));
    }

    #[test]
    fn another_page_is_one_of_the_same_list() {
        let (first, second) = (asked(&[]), asked(&[("page", "2")]));
        assert!(is_other_page(&first, &second));
        assert!(!is_other_page(&first, &asked(&[("q", "a"), ("page", "2")])));
    }
}
