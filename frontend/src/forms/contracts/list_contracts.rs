use minato_types::contracts::{ContractStatus, ListContractsQuery};

use crate::forms::list_query::list_query;
use crate::forms::typed::given;
use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Which contracts are looked for.
    ListContractsForm {
        q = "q",
        service = "service",
    } with {
        /// The status, which is chosen elsewhere and stays.
        status: Option<String>,
        /// The permission, which is chosen elsewhere and stays.
        permission: Option<String>,
    }
}

impl ListContractsForm {
    /// The form that shows what `query` looks for.
    pub fn of(query: &ListContractsQuery) -> Self {
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        Self {
            q: text(&query.q),
            service: text(&query.service),
            status: query.status.clone(),
            permission: query.permission.clone(),
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
        ListContractsQuery {
            q: given(&self.q),
            service: given(&self.service),
            status: self.status.clone(),
            permission: self.permission.clone(),
            ..ListContractsQuery::default()
        }
    }
}

list_query!(ListContractsQuery at Contracts, csv EXPORT_CONTRACTS: service, status, q, permission, sort);

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FormModel;
    use crate::forms::list_query::ListQuery as _;

    fn asked(pairs: &[(&str, &str)]) -> ListContractsQuery {
        ListContractsQuery::read(|name| {
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
        assert_eq!(query.address(), expected);
        assert!(query.is_filtered());
        let usual = asked(&[("page", "1"), ("pageSize", "10")]);
        assert_eq!(usual.address(), "/contracts");
        assert!(!usual.is_filtered());
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
            narrowed.address(),
            "/contracts?q=%E6%9D%B1%E4%BA%AC&status=warning"
        );
        assert_eq!(counted(&narrowed), counted(&query));
        let all = with_status(&query, None);
        assert_eq!(all.address(), "/contracts?q=%E6%9D%B1%E4%BA%AC");
    }

    #[test]
    fn the_csv_holds_every_page_of_the_result() {
        let query = asked(&[("status", "warning"), ("page", "3"), ("pageSize", "50")]);
        assert_eq!(
            query.csv_address().unwrap(),
            "/api/v1/contracts.csv?status=warning"
        );
        assert_eq!(asked(&[]).csv_address().unwrap(), "/api/v1/contracts.csv");
    }

    #[test]
    fn another_page_is_one_of_the_same_list() {
        let first = asked(&[("status", "normal")]);
        let second = asked(&[("status", "normal"), ("page", "2")]);
        assert!(first.is_other_page(&second));
        assert!(!first.is_other_page(&asked(&[("page", "2")])));
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
