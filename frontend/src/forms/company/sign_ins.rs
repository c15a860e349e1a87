use minato_types::company::ListCompanySignInsQuery;

use crate::forms::list_query::list_query;
use crate::forms::typed::{day_to_send, given};
use crate::forms::{Form, fields};
use crate::words::{Locale, words_of};

fields! {
    /// Which sign-ins are looked for.
    ListSignInsForm {
        from = "from",
        to = "to",
        account = "account",
        outcome = "outcome",
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

    fn request(&self) -> ListCompanySignInsQuery {
        ListCompanySignInsQuery {
            from: given(&self.from).as_deref().map(day_to_send),
            to: given(&self.to).as_deref().map(day_to_send),
            account: given(&self.account),
            outcome: given(&self.outcome),
            ..ListCompanySignInsQuery::default()
        }
    }
}

list_query!(ListCompanySignInsQuery at CompanySignIns: from, to, account, outcome);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::list_query::ListQuery as _;

    fn asked(pairs: &[(&str, &str)]) -> ListCompanySignInsQuery {
        ListCompanySignInsQuery::read(|name| {
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
        assert_eq!(refused.address(), expected);
        let nonsense = asked(&[
            ("account", "nobody"),
            ("outcome", "flown"),
            ("to", "never"),
            ("page", "0"),
            ("pageSize", "101"),
        ]);
        assert_eq!(nonsense.address(), "/company/sign-ins");
        assert!(refused.is_filtered() && !nonsense.is_filtered());
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
        assert!(second.is_other_page(&asked(&[("outcome", "succeeded")])));
    }
}
