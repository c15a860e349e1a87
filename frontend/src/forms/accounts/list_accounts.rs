use minato_types::accounts::ListAccountsQuery;

use crate::forms::list_query::list_query;
use crate::forms::typed::given;
use crate::forms::{Form, fields};
use crate::words::Locale;

fields! {
    /// Which accounts are looked for.
    ListAccountsForm {
        q = "q",
        role = "role",
        state = "state",
    }
}

impl ListAccountsForm {
    /// The form that shows what `query` looks for.
    pub fn of(query: &ListAccountsQuery) -> Self {
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        Self {
            q: text(&query.q),
            role: text(&query.role),
            state: text(&query.state),
        }
    }
}

impl Form for ListAccountsForm {
    type Request = ListAccountsQuery;

    const NAME: &'static str = "list-accounts";

    fn label(field: &str, locale: Locale) -> &'static str {
        super::label(field, locale)
    }

    fn request(&self) -> ListAccountsQuery {
        ListAccountsQuery {
            q: given(&self.q),
            role: given(&self.role),
            state: given(&self.state),
            ..ListAccountsQuery::default()
        }
    }
}

list_query!(ListAccountsQuery at Accounts, csv EXPORT_ACCOUNTS: q, role, state, sort);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::list_query::ListQuery as _;

    fn asked(pairs: &[(&str, &str)]) -> ListAccountsQuery {
        let value = |name: &str| {
            let pair = pairs.iter().find(|(given, _)| *given == name);
            pair.map(|(_, value)| (*value).to_owned())
        };
        ListAccountsQuery::read(value)
    }

    #[test]
    fn the_address_holds_all_that_was_asked_for_and_nothing_usual() {
        let query = ListAccountsQuery {
            q: Some("花子".into()),
            state: Some("active".into()),
            page: Some(1),
            page_size: Some(50),
            ..ListAccountsQuery::default()
        };
        let expected = "/accounts?pageSize=50&q=%E8%8A%B1%E5%AD%90&state=active";
        assert_eq!(query.address(), expected);
        assert_eq!(ListAccountsQuery::default().address(), "/accounts");
        let read = asked(&[("q", "花子"), ("state", "active"), ("pageSize", "50")]);
        assert_eq!(read.address(), expected);
    }

    #[test]
    fn another_page_is_one_of_the_same_list() {
        let first = asked(&[("state", "active")]);
        let second = asked(&[("state", "active"), ("page", "2")]);
        assert!(first.is_other_page(&second) && second.is_other_page(&first));
        assert!(!second.is_other_page(&asked(&[])));
        assert!(!first.is_other_page(&asked(&[("state", "active"), ("page", "1")])));
    }

    #[test]
    fn nonsense_in_the_address_is_passed_over() {
        let query = asked(&[
            ("q", "　"),
            ("role", "king"),
            ("state", "gone"),
            ("sort", "-name"),
            ("page", "0"),
            ("pageSize", "1000"),
        ]);
        assert_eq!(query, ListAccountsQuery::default());
    }

    #[test]
    fn the_csv_holds_every_page_of_the_result() {
        let query = ListAccountsQuery {
            role: Some("admin".into()),
            sort: Some("email".into()),
            page: Some(3),
            page_size: Some(20),
            ..ListAccountsQuery::default()
        };
        let expected = "/api/v1/accounts.csv?role=admin&sort=email";
        assert_eq!(query.csv_address().unwrap(), expected);
        let everything = ListAccountsQuery::default().csv_address().unwrap();
        assert_eq!(everything, "/api/v1/accounts.csv");
    }

    #[test]
    fn a_search_begins_at_the_first_page() {
        let query = asked(&[("q", "港"), ("page", "4")]);
        let form = ListAccountsForm::of(&query);
        assert_eq!(
            (form.request().q.as_deref(), form.request().page),
            (Some("港"), None)
        );
    }
}
