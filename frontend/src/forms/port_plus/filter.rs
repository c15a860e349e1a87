use minato_types::port_applications::ListPortApplicationsQuery;

use crate::forms::list_query::list_query;
use crate::forms::typed::{day_to_send, given};
use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Which applications are looked for.
    FilterForm {
        month = "month",
        from = "from",
        to = "to",
        state = "state",
        q = "q",
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

    fn request(&self) -> ListPortApplicationsQuery {
        ListPortApplicationsQuery {
            month: given(&self.month),
            from: given(&self.from).as_deref().map(day_to_send),
            to: given(&self.to).as_deref().map(day_to_send),
            q: given(&self.q),
            state: given(&self.state),
            ..ListPortApplicationsQuery::default()
        }
    }
}

list_query!(ListPortApplicationsQuery at PortPlus, csv EXPORT_PORT_APPLICATIONS: month, from, to, q, state, sort);

#[cfg(test)]
mod tests {
    use minato_types::FieldRule;

    use super::*;
    use crate::forms::FormModel;
    use crate::forms::list_query::ListQuery as _;

    fn asked(pairs: &[(&str, &str)]) -> ListPortApplicationsQuery {
        ListPortApplicationsQuery::read(|name| {
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
        assert_eq!(query.address(), expected);
        assert!(query.is_filtered());
        let usual = asked(&[("page", "1"), ("pageSize", "10")]);
        assert_eq!(usual.address(), "/port-plus");
        assert!(!usual.is_filtered());
    }

    #[test]
    fn another_page_is_one_of_the_same_list() {
        let first = asked(&[("state", "fixed")]);
        assert!(first.is_other_page(&asked(&[("state", "fixed"), ("page", "2")])));
        assert!(!first.is_other_page(&asked(&[("state", "fixed"), ("page", "1")])));
        assert!(!first.is_other_page(&asked(&[("page", "2")])));
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
            query.csv_address().unwrap(),
            "/api/v1/port-applications.csv?state=fixed"
        );
        assert_eq!(
            asked(&[]).csv_address().unwrap(),
            "/api/v1/port-applications.csv"
        );
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
