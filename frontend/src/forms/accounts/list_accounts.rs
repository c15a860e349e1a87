use minato_client::query::encoded;
use minato_types::FieldErrors;
use minato_types::Validate;
use minato_types::accounts::ListAccountsQuery;
use minato_types::endpoints;

use crate::forms::{Form, fields};
use crate::paths::Page;
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
        let given = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
        ListAccountsQuery {
            q: given(&self.q),
            role: given(&self.role),
            state: given(&self.state),
            ..ListAccountsQuery::default()
        }
    }
}

/// What an address asks for; nonsense in it is passed over.
pub fn query_of(given: impl Fn(&str) -> Option<String>) -> ListAccountsQuery {
    let text = |name| given(name).filter(|text| !text.trim().is_empty());
    let number = |name| given(name).and_then(|text| text.parse().ok());
    let mut query = ListAccountsQuery {
        q: text("q"),
        role: text("role"),
        state: text("state"),
        sort: text("sort"),
        page: number("page"),
        page_size: number("pageSize"),
    };
    let mut errors = FieldErrors::new();
    query.check(&mut errors);
    for (field, _) in errors.iter() {
        match field {
            "q" => query.q = None,
            "role" => query.role = None,
            "state" => query.state = None,
            "sort" => query.sort = None,
            "page" => query.page = None,
            _ => query.page_size = None,
        }
    }
    query
}

/// Whether two queries ask for different pages of the same list.
pub fn is_other_page(one: &ListAccountsQuery, other: &ListAccountsQuery) -> bool {
    let same_list = ListAccountsQuery {
        page: one.page,
        ..other.clone()
    };
    one.number() != other.number() && *one == same_list
}

/// The address of the list that answers `query`; what is usual is not written.
pub fn address(query: &ListAccountsQuery) -> String {
    let usual = ListAccountsQuery::default();
    let query = ListAccountsQuery {
        page: query.page.filter(|page| *page != usual.number()),
        page_size: query.page_size.filter(|size| *size != usual.size()),
        ..query.clone()
    };
    Page::Accounts.with_query(&encoded(&query).unwrap_or_default())
}

/// The address of the whole result of `query` as CSV.
pub fn csv_address(query: &ListAccountsQuery) -> String {
    let whole = ListAccountsQuery {
        page: None,
        page_size: None,
        ..query.clone()
    };
    let path = endpoints::EXPORT_ACCOUNTS.full_path();
    match encoded(&whole) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> ListAccountsQuery {
        let value = |name: &str| {
            let pair = pairs.iter().find(|(given, _)| *given == name);
            pair.map(|(_, value)| (*value).to_owned())
        };
        query_of(value)
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
        assert_eq!(address(&query), expected);
        assert_eq!(address(&ListAccountsQuery::default()), "/accounts");
        let read = asked(&[("q", "花子"), ("state", "active"), ("pageSize", "50")]);
        assert_eq!(address(&read), expected);
    }

    #[test]
    fn another_page_is_one_of_the_same_list() {
        let first = asked(&[("state", "active")]);
        let second = asked(&[("state", "active"), ("page", "2")]);
        assert!(is_other_page(&first, &second) && is_other_page(&second, &first));
        assert!(!is_other_page(&second, &asked(&[])));
        assert!(!is_other_page(
            &first,
            &asked(&[("state", "active"), ("page", "1")])
        ));
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
        assert_eq!(csv_address(&query), expected);
        let everything = csv_address(&ListAccountsQuery::default());
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
