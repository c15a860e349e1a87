use minato_client::query::encoded;
use minato_types::contracts::{ContractStatus, ListContractsQuery};
use minato_types::endpoints;
use minato_types::{FieldErrors, Validate};

use crate::forms::{Form, fields};
use crate::paths::Page;
use crate::words::{Locale, words_of};

fields! {
    /// Which contracts are looked for.
    ListContractsForm {
        q = "q",
        service = "service",
    }
}

impl ListContractsForm {
    /// The form that shows what `query` looks for.
    pub fn of(query: &ListContractsQuery) -> Self {
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        Self {
            q: text(&query.q),
            service: text(&query.service),
        }
    }
}

impl Form for ListContractsForm {
    type Request = ListContractsQuery;

    const NAME: &'static str = "look";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "q" => words_of!(locale, contracts.filter.q),
            "service" => words_of!(locale, contracts.filter.service),
            _ => "",
        }
    }

    fn request(&self) -> ListContractsQuery {
        let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        ListContractsQuery {
            q: given(&self.q),
            service: given(&self.service),
            ..ListContractsQuery::default()
        }
    }
}

/// What an address asks for; nonsense in it is passed over.
pub fn query_of(given: impl Fn(&str) -> Option<String>) -> ListContractsQuery {
    let text = |name| given(name).filter(|text: &String| !text.trim().is_empty());
    let number = |name| given(name).and_then(|text| text.parse().ok());
    let mut query = ListContractsQuery {
        service: text("service"),
        status: text("status"),
        q: text("q"),
        permission: text("permission"),
        sort: text("sort"),
        page: number("page"),
        page_size: number("pageSize"),
        cursor: None,
    };
    let mut errors = FieldErrors::new();
    query.check(&mut errors);
    for (field, _) in errors.iter() {
        match field {
            "service" => query.service = None,
            "status" => query.status = None,
            "q" => query.q = None,
            "permission" => query.permission = None,
            "sort" => query.sort = None,
            "page" => query.page = None,
            _ => query.page_size = None,
        }
    }
    query
}

/// Whether a query looks for some contracts only.
pub const fn is_filtered(query: &ListContractsQuery) -> bool {
    query.service.is_some()
        || query.status.is_some()
        || query.q.is_some()
        || query.permission.is_some()
}

/// Whether two queries ask for different pages of the same list.
pub fn is_other_page(one: &ListContractsQuery, other: &ListContractsQuery) -> bool {
    let same_list = ListContractsQuery {
        page: one.page,
        ..other.clone()
    };
    one.number() != other.number() && *one == same_list
}

/// What the counts beside the list of `query` depend on: not its status, not its page.
pub fn counted(query: &ListContractsQuery) -> ListContractsQuery {
    ListContractsQuery {
        service: query.service.clone(),
        q: query.q.clone(),
        permission: query.permission.clone(),
        ..ListContractsQuery::default()
    }
}

/// The same list from its beginning, narrowed to a status, or not narrowed.
pub fn with_status(
    query: &ListContractsQuery,
    status: Option<ContractStatus>,
) -> ListContractsQuery {
    ListContractsQuery {
        status: status.map(|status| status.as_str().to_owned()),
        page: None,
        ..query.clone()
    }
}

/// The address of the list that answers `query`; what is usual is not written.
pub fn address(query: &ListContractsQuery) -> String {
    let usual = ListContractsQuery::default();
    let query = ListContractsQuery {
        page: query.page.filter(|page| *page != usual.number()),
        page_size: query.page_size.filter(|size| *size != usual.size()),
        ..query.clone()
    };
    Page::Contracts.with_query(&encoded(&query).unwrap_or_default())
}

/// The address of the whole result of `query` as CSV.
pub fn csv_address(query: &ListContractsQuery) -> String {
    let whole = ListContractsQuery {
        page: None,
        page_size: None,
        ..query.clone()
    };
    let path = endpoints::EXPORT_CONTRACTS.full_path();
    match encoded(&whole) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FormModel;

    fn asked(pairs: &[(&str, &str)]) -> ListContractsQuery {
        query_of(|name| {
            let pair = pairs.iter().find(|(given, _)| *given == name);
            pair.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_address_holds_all_that_was_asked_for_and_nothing_usual() {
        let query = asked(&[
            ("service", "cloud-pbx"),
            ("status", "abnormal"),
            ("q", "営業 東京"),
            ("sort", "-site"),
            ("page", "2"),
            ("pageSize", "50"),
        ]);
        let expected = "/contracts?page=2&pageSize=50&q=%E5%96%B6%E6%A5%AD%20%E6%9D%B1%E4%BA%AC\
                        &service=cloud-pbx&sort=-site&status=abnormal";
        assert_eq!(address(&query), expected);
        assert!(is_filtered(&query));
        let usual = asked(&[("page", "1"), ("pageSize", "10")]);
        assert_eq!(address(&usual), "/contracts");
        assert!(!is_filtered(&usual));
    }

    #[test]
    fn nonsense_in_the_address_is_passed_over() {
        let query = asked(&[
            ("status", "lost"),
            ("q", "　"),
            ("permission", "own"),
            ("sort", "memo"),
            ("page", "0"),
            ("pageSize", "1000"),
        ]);
        assert_eq!(query, ListContractsQuery::default());
    }

    #[test]
    fn a_status_is_chosen_from_the_first_page_and_leaves_the_counts_alone() {
        let query = asked(&[("q", "東京"), ("page", "3"), ("status", "normal")]);
        let narrowed = with_status(&query, Some(ContractStatus::Warning));
        assert_eq!(
            address(&narrowed),
            "/contracts?q=%E6%9D%B1%E4%BA%AC&status=warning"
        );
        assert_eq!(counted(&narrowed), counted(&query));
        let all = with_status(&query, None);
        assert_eq!(address(&all), "/contracts?q=%E6%9D%B1%E4%BA%AC");
    }

    #[test]
    fn the_csv_holds_every_page_of_the_result() {
        let query = asked(&[("status", "warning"), ("page", "3"), ("pageSize", "50")]);
        assert_eq!(csv_address(&query), "/api/v1/contracts.csv?status=warning");
        assert_eq!(csv_address(&asked(&[])), "/api/v1/contracts.csv");
    }

    #[test]
    fn another_page_is_one_of_the_same_list() {
        let first = asked(&[("status", "normal")]);
        let second = asked(&[("status", "normal"), ("page", "2")]);
        assert!(is_other_page(&first, &second));
        assert!(!is_other_page(&first, &asked(&[("page", "2")])));
    }

    #[test]
    fn what_is_typed_is_trimmed_and_nothing_is_left_out() {
        let mut form = FormModel::new(ListContractsForm::default());
        form.edit("q", " 営業　東京 ".into());
        form.edit("service", "vpn".into());
        let query = form.submit().unwrap();
        assert_eq!(query.q.as_deref(), Some("営業　東京"));
        assert_eq!(query.service.as_deref(), Some("vpn"));
    }
}
