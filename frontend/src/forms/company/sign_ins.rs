use minato_client::query::encoded;
use minato_types::company::ListCompanySignInsQuery;
use minato_types::values::parse_day;
use minato_types::{FieldErrors, Validate};

use crate::forms::{Form, fields};
use crate::paths::Page;
use crate::words::{Locale, words_of};

fields! {
    /// Which sign-ins are looked for.
    ListSignInsForm {
        from = "from",
        to = "to",
        account = "account",
        outcome = "outcome",
    } with {
        /// The size of a page, which is chosen elsewhere and stays.
        page_size: Option<u32>,
    }
}

impl ListSignInsForm {
    /// The form that shows what `query` looks for.
    pub fn of(query: &ListCompanySignInsQuery) -> Self {
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        Self {
            from: text(&query.from),
            to: text(&query.to),
            account: text(&query.account),
            outcome: text(&query.outcome),
            page_size: query.page_size,
        }
    }
}

impl Form for ListSignInsForm {
    type Request = ListCompanySignInsQuery;

    const NAME: &'static str = "sign-ins";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "from" => words_of!(locale, company.signIns.from),
            "to" => words_of!(locale, company.signIns.to),
            "account" => words_of!(locale, company.signIns.account),
            "outcome" => words_of!(locale, company.signIns.outcome),
            _ => "",
        }
    }

    /// A search begins at the first page.
    fn request(&self) -> ListCompanySignInsQuery {
        let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        ListCompanySignInsQuery {
            from: given(&self.from).map(day_to_send),
            to: given(&self.to).map(day_to_send),
            account: given(&self.account),
            outcome: given(&self.outcome),
            page_size: self.page_size,
            ..ListCompanySignInsQuery::default()
        }
    }
}

/// A day as the address holds it; what is no day is sent as it is and told to be none.
fn day_to_send(text: String) -> String {
    parse_day(&text).map_or(text, |day| day.to_string())
}

/// What an address asks for; nonsense in it is passed over.
pub fn query_of(given: impl Fn(&str) -> Option<String>) -> ListCompanySignInsQuery {
    let text = |name| given(name).filter(|text: &String| !text.trim().is_empty());
    let number = |name| given(name).and_then(|text| text.parse().ok());
    let mut query = ListCompanySignInsQuery {
        from: text("from"),
        to: text("to"),
        account: text("account"),
        outcome: text("outcome"),
        page: number("page"),
        page_size: number("pageSize"),
        cursor: None,
    };
    let mut errors = FieldErrors::new();
    query.check(&mut errors);
    for (field, _) in errors.iter() {
        match field {
            "from" => query.from = None,
            "to" => query.to = None,
            "account" => query.account = None,
            "outcome" => query.outcome = None,
            "page" => query.page = None,
            _ => query.page_size = None,
        }
    }
    query
}

/// Whether a query looks for some sign-ins only.
pub const fn is_filtered(query: &ListCompanySignInsQuery) -> bool {
    query.from.is_some() || query.to.is_some() || query.account.is_some() || query.outcome.is_some()
}

/// Whether two queries ask for different pages of the same list.
pub fn is_other_page(one: &ListCompanySignInsQuery, other: &ListCompanySignInsQuery) -> bool {
    let same_list = ListCompanySignInsQuery {
        page: one.page,
        ..other.clone()
    };
    one.number() != other.number() && *one == same_list
}

/// The address of the list that answers `query`; what is usual is not written.
pub fn address(query: &ListCompanySignInsQuery) -> String {
    let usual = ListCompanySignInsQuery::default();
    let query = ListCompanySignInsQuery {
        page: query.page.filter(|page| *page != usual.number()),
        page_size: query.page_size.filter(|size| *size != usual.size()),
        ..query.clone()
    };
    Page::CompanySignIns.with_query(&encoded(&query).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> ListCompanySignInsQuery {
        query_of(|name| {
            let pair = pairs.iter().find(|(given, _)| *given == name);
            pair.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_address_holds_what_was_asked_for_and_passes_nonsense_over() {
        let refused = asked(&[
            ("outcome", "passwordRefused"),
            ("from", "2026-9-1"),
            ("page", "2"),
        ]);
        let expected = "/company/sign-ins?from=2026-9-1&outcome=passwordRefused&page=2";
        assert_eq!(address(&refused), expected);
        let nonsense = asked(&[
            ("account", "nobody"),
            ("outcome", "flown"),
            ("to", "never"),
            ("page", "0"),
            ("pageSize", "101"),
        ]);
        assert_eq!(address(&nonsense), "/company/sign-ins");
        assert!(is_filtered(&refused) && !is_filtered(&nonsense));
    }

    #[test]
    fn a_search_begins_at_the_first_page_and_writes_days_in_one_way() {
        let second = asked(&[("outcome", "succeeded"), ("page", "2")]);
        let mut form = ListSignInsForm::of(&second);
        form.from = "２０２６年９月１日".into();
        let request = form.request();
        assert_eq!(
            (request.page, request.from.as_deref()),
            (None, Some("2026-09-01"))
        );
        assert!(is_other_page(&second, &asked(&[("outcome", "succeeded")])));
    }
}
