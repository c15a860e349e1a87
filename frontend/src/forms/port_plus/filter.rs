use minato_client::query::encoded;
use minato_types::endpoints;
use minato_types::port_applications::ListPortApplicationsQuery;
use minato_types::{FieldErrors, Validate};

use super::entry::day_to_send;
use crate::forms::{Form, fields};
use crate::paths::Page;
use crate::words::{Locale, words_of};

fields! {
    /// Which applications are looked for.
    FilterForm {
        month = "month",
        from = "from",
        to = "to",
        state = "state",
        q = "q",
    } with {
        /// The order, which is chosen elsewhere and stays.
        sort: Option<String>,
        /// The size of a page, which is chosen elsewhere and stays.
        page_size: Option<u32>,
    }
}

impl FilterForm {
    /// The form that shows what `query` looks for.
    pub fn of(query: &ListPortApplicationsQuery) -> Self {
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        Self {
            month: text(&query.month),
            from: text(&query.from),
            to: text(&query.to),
            state: text(&query.state),
            q: text(&query.q),
            sort: query.sort.clone(),
            page_size: query.page_size,
        }
    }
}

impl Form for FilterForm {
    type Request = ListPortApplicationsQuery;

    const NAME: &'static str = "filter";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "month" => words_of!(locale, port_plus.filter.month),
            "from" => words_of!(locale, port_plus.filter.from),
            "to" => words_of!(locale, port_plus.filter.to),
            "state" => words_of!(locale, port_plus.filter.state),
            "q" => words_of!(locale, port_plus.filter.q),
            _ => "",
        }
    }

    /// A search begins at the first page.
    fn request(&self) -> ListPortApplicationsQuery {
        let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let day = |text: &str| given(text).map(|text| day_to_send(&text));
        ListPortApplicationsQuery {
            month: given(&self.month),
            from: day(&self.from),
            to: day(&self.to),
            q: given(&self.q),
            state: given(&self.state),
            sort: self.sort.clone(),
            page_size: self.page_size,
            ..ListPortApplicationsQuery::default()
        }
    }
}

/// What an address asks for; nonsense in it is passed over.
pub fn query_of(given: impl Fn(&str) -> Option<String>) -> ListPortApplicationsQuery {
    let text = |name| given(name).filter(|text: &String| !text.trim().is_empty());
    let number = |name| given(name).and_then(|text| text.parse().ok());
    let mut query = ListPortApplicationsQuery {
        month: text("month"),
        from: text("from"),
        to: text("to"),
        q: text("q"),
        state: text("state"),
        sort: text("sort"),
        page: number("page"),
        page_size: number("pageSize"),
        cursor: None,
    };
    let mut errors = FieldErrors::new();
    query.check(&mut errors);
    for (field, _) in errors.iter() {
        match field {
            "month" => query.month = None,
            "from" => query.from = None,
            "to" => query.to = None,
            "q" => query.q = None,
            "state" => query.state = None,
            "sort" => query.sort = None,
            "page" => query.page = None,
            _ => query.page_size = None,
        }
    }
    query
}

/// Whether a query looks for some applications only.
pub const fn is_filtered(query: &ListPortApplicationsQuery) -> bool {
    query.month.is_some()
        || query.from.is_some()
        || query.to.is_some()
        || query.q.is_some()
        || query.state.is_some()
}

/// Whether two queries ask for different pages of the same list.
pub fn is_other_page(one: &ListPortApplicationsQuery, other: &ListPortApplicationsQuery) -> bool {
    let same_list = ListPortApplicationsQuery {
        page: one.page,
        ..other.clone()
    };
    one.number() != other.number() && *one == same_list
}

/// The address of the list that answers `query`; what is usual is not written.
pub fn address(query: &ListPortApplicationsQuery) -> String {
    let usual = ListPortApplicationsQuery::default();
    let query = ListPortApplicationsQuery {
        page: query.page.filter(|page| *page != usual.number()),
        page_size: query.page_size.filter(|size| *size != usual.size()),
        ..query.clone()
    };
    Page::PortPlus.with_query(&encoded(&query).unwrap_or_default())
}

/// The address of the whole result of `query` as CSV.
pub fn csv_address(query: &ListPortApplicationsQuery) -> String {
    let whole = ListPortApplicationsQuery {
        page: None,
        page_size: None,
        ..query.clone()
    };
    let path = endpoints::EXPORT_PORT_APPLICATIONS.full_path();
    match encoded(&whole) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;
    use crate::forms::FormModel;

    fn asked(pairs: &[(&str, &str)]) -> ListPortApplicationsQuery {
        query_of(|name| {
            let pair = pairs.iter().find(|(given, _)| *given == name);
            pair.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_address_holds_all_that_was_asked_for_and_nothing_usual() {
        let all = [
            ("month", "2026-09"),
            ("from", "2026-09-21"),
            ("q", "花子 SO-1"),
            ("state", "accepted"),
            ("sort", "effectiveDate"),
            ("page", "2"),
            ("pageSize", "50"),
        ];
        let query = asked(&all);
        let expected = "/port-plus?from=2026-09-21&month=2026-09&page=2&pageSize=50\
                        &q=%E8%8A%B1%E5%AD%90%20SO-1&sort=effectiveDate&state=accepted";
        assert_eq!(address(&query), expected);
        assert!(is_filtered(&query));
        let usual = asked(&[("page", "1"), ("pageSize", "10")]);
        assert_eq!(address(&usual), "/port-plus");
        assert!(!is_filtered(&usual));
    }

    #[test]
    fn another_page_is_one_of_the_same_list() {
        let first = asked(&[("state", "fixed")]);
        assert!(is_other_page(
            &first,
            &asked(&[("state", "fixed"), ("page", "2")])
        ));
        assert!(!is_other_page(
            &first,
            &asked(&[("state", "fixed"), ("page", "1")])
        ));
        assert!(!is_other_page(&first, &asked(&[("page", "2")])));
    }

    #[test]
    fn nonsense_in_the_address_is_passed_over() {
        let query = asked(&[
            ("month", "2026-13"),
            ("from", "2026-09-21"),
            ("to", "2026-09-20"),
            ("q", "　"),
            ("state", "lost"),
            ("sort", "name"),
            ("page", "0"),
            ("pageSize", "1000"),
        ]);
        let expected = ListPortApplicationsQuery {
            from: Some("2026-09-21".into()),
            ..ListPortApplicationsQuery::default()
        };
        assert_eq!(query, expected);
    }

    #[test]
    fn the_csv_holds_every_page_of_the_result() {
        let query = asked(&[("state", "fixed"), ("page", "3"), ("pageSize", "50")]);
        assert_eq!(
            csv_address(&query),
            "/api/v1/port-applications.csv?state=fixed"
        );
        assert_eq!(csv_address(&asked(&[])), "/api/v1/port-applications.csv");
    }

    #[test]
    fn a_search_keeps_order_and_size_and_begins_at_the_first_page() {
        let query = asked(&[("sort", "addedPorts"), ("page", "3"), ("pageSize", "50")]);
        let mut form = FormModel::new(FilterForm::of(&query));
        form.edit("from", "２０２６年９月１日".into());
        form.edit("q", " 花子 ".into());
        let found = address(&form.submit().unwrap());
        let expected = "/port-plus?from=2026-09-01&pageSize=50&q=%E8%8A%B1%E5%AD%90\
                        &sort=addedPorts";
        assert_eq!(found, expected);
    }

    #[test]
    fn a_period_that_ends_before_it_begins_is_told_at_its_end() {
        let mut form = FormModel::new(FilterForm::default());
        form.edit("from", "2026-09-21".into());
        form.edit("to", "2026-09-20".into());
        assert!(form.submit().is_none());
        assert_eq!(form.errors(), [("to", FieldRule::EndsBeforeStart)]);
    }
}
