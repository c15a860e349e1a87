use minato_types::api_log::ListApiCallsQuery;
use minato_types::endpoints::Endpoint;

use crate::forms::list_query::ListQuery;
use crate::forms::typed::{day_to_send, given};
use crate::forms::{Form, fields};
use crate::paths::Page;
use crate::words::{Locale, words_of};

fields! {
    /// Which calls are looked for.
    ListCallsForm {
        from = "from",
        to = "to",
        client = "client",
        outcome = "outcome",
        request_id = "requestId",
    }
}

impl ListCallsForm {
    /// The form that shows what `query` looks for.
    pub fn of(query: &ListApiCallsQuery) -> Self {
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        Self {
            from: text(&query.from),
            to: text(&query.to),
            client: text(&query.client),
            outcome: text(&query.outcome),
            request_id: text(&query.request_id),
        }
    }
}

impl Form for ListCallsForm {
    type Request = ListApiCallsQuery;

    const NAME: &'static str = "calls";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "from" => words_of!(locale, api_clients.calls.from),
            "to" => words_of!(locale, api_clients.calls.to),
            "client" => words_of!(locale, api_clients.calls.client),
            "outcome" => words_of!(locale, api_clients.calls.outcome),
            "requestId" => words_of!(locale, api_clients.calls.requestId),
            _ => "",
        }
    }

    fn request(&self) -> ListApiCallsQuery {
        ListApiCallsQuery {
            from: given(&self.from).as_deref().map(day_to_send),
            to: given(&self.to).as_deref().map(day_to_send),
            client: given(&self.client),
            outcome: given(&self.outcome),
            request_id: given(&self.request_id),
            ..ListApiCallsQuery::default()
        }
    }
}

/// The log is read part by part: it has no numbered pages.
impl ListQuery for ListApiCallsQuery {
    const PAGE: Page = Page::ApiLog;

    const CSV: Option<Endpoint> = None;

    fn words(&mut self) -> Vec<(&'static str, &mut Option<String>)> {
        vec![
            ("client", &mut self.client),
            ("requestId", &mut self.request_id),
            ("from", &mut self.from),
            ("to", &mut self.to),
            ("outcome", &mut self.outcome),
        ]
    }

    fn place(&self) -> (Option<u32>, Option<u32>) {
        (None, self.page_size)
    }

    fn move_to(&mut self, _: Option<u32>, size: Option<u32>) {
        (self.cursor, self.page_size) = (None, size);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FormModel;

    #[test]
    fn what_is_looked_for_stands_in_the_address() {
        let mut form = FormModel::new(ListCallsForm::default());
        form.edit("requestId", "nonsense".into());
        assert!(form.submit().is_none());
        let wrong: Vec<_> = form.errors().into_iter().map(|(field, _)| field).collect();
        assert_eq!(wrong, ["requestId"]);
        form.edit("requestId", " 0198c000-0000-7000-8000-000000000001 ".into());
        form.edit("outcome", "refused".into());
        let address = form.submit().unwrap().address();
        let expected = "/api-log?outcome=refused&requestId=0198c000-0000-7000-8000-000000000001";
        assert_eq!(address, expected);
        let query = crate::query::Query::new(expected.split_once('?').unwrap().1);
        let read = ListApiCallsQuery::read(|name| query.get(name));
        assert_eq!(read.address(), expected);
        assert!(read.is_filtered() && !ListApiCallsQuery::default().is_filtered());
    }
}
