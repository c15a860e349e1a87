use minato_client::query::encoded;
use minato_types::audit::{AuditAction, AuditActionGroup, ListAuditEventsQuery};
use minato_types::endpoints;
use minato_types::values::parse_day;
use minato_types::{FieldErrors, Validate};

use crate::forms::{Form, fields};
use crate::paths::Page;
use crate::words::{Locale, words_of};

/// What stands before the word of a group among the kinds of actions.
const GROUP: &str = "group:";

fields! {
    /// Which events are looked for.
    ListEventsForm {
        from = "from",
        to = "to",
        actor = "actor",
        kind = "kind",
        q = "q",
    } with {
        /// The size of a page, which is chosen elsewhere and stays.
        page_size: Option<u32>,
    }
}

/// One action among the kinds to choose from.
pub fn word_of_action(action: AuditAction) -> String {
    action.to_string()
}

/// A whole group of actions among the kinds to choose from.
pub fn word_of_group(group: AuditActionGroup) -> String {
    format!("{GROUP}{group}")
}

impl ListEventsForm {
    /// The form that shows what `query` looks for.
    pub fn of(query: &ListAuditEventsQuery) -> Self {
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        let group = query.group.as_ref().map(|group| format!("{GROUP}{group}"));
        Self {
            from: text(&query.from),
            to: text(&query.to),
            actor: text(&query.actor),
            kind: text(&group.or_else(|| query.action.clone())),
            q: text(&query.q),
            page_size: query.page_size,
        }
    }
}

impl Form for ListEventsForm {
    type Request = ListAuditEventsQuery;

    const NAME: &'static str = "audit";

    fn label(field: &str, locale: Locale) -> &'static str {
        match field {
            "from" => words_of!(locale, audit.filter.from),
            "to" => words_of!(locale, audit.filter.to),
            "actor" => words_of!(locale, audit.filter.actor),
            "kind" => words_of!(locale, audit.filter.kind),
            "q" => words_of!(locale, audit.filter.q),
            _ => "",
        }
    }

    /// A search begins at the first page.
    fn request(&self) -> ListAuditEventsQuery {
        let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let group = self.kind.strip_prefix(GROUP);
        ListAuditEventsQuery {
            from: given(&self.from).map(day_to_send),
            to: given(&self.to).map(day_to_send),
            actor: given(&self.actor),
            action: given(&self.kind).filter(|_| group.is_none()),
            group: group.map(str::to_owned),
            q: given(&self.q),
            page_size: self.page_size,
            ..ListAuditEventsQuery::default()
        }
    }
}

/// A day as the address holds it; what is no day is sent as it is and told to be none.
fn day_to_send(text: String) -> String {
    parse_day(&text).map_or(text, |day| day.to_string())
}

/// What an address asks for; nonsense in it is passed over.
pub fn query_of(given: impl Fn(&str) -> Option<String>) -> ListAuditEventsQuery {
    let text = |name| given(name).filter(|text: &String| !text.trim().is_empty());
    let number = |name| given(name).and_then(|text| text.parse().ok());
    let mut query = ListAuditEventsQuery {
        from: text("from"),
        to: text("to"),
        actor: text("actor"),
        action: text("action"),
        group: text("group"),
        q: text("q"),
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
            "actor" => query.actor = None,
            "action" => query.action = None,
            "group" => query.group = None,
            "q" => query.q = None,
            "page" => query.page = None,
            _ => query.page_size = None,
        }
    }
    query
}

/// Whether a query looks for some events only.
pub const fn is_filtered(query: &ListAuditEventsQuery) -> bool {
    query.from.is_some()
        || query.to.is_some()
        || query.actor.is_some()
        || query.action.is_some()
        || query.group.is_some()
        || query.q.is_some()
}

/// Whether two queries ask for different pages of the same list.
pub fn is_other_page(one: &ListAuditEventsQuery, other: &ListAuditEventsQuery) -> bool {
    let same_list = ListAuditEventsQuery {
        page: one.page,
        ..other.clone()
    };
    one.number() != other.number() && *one == same_list
}

/// The address of the list that answers `query`; what is usual is not written.
pub fn address(query: &ListAuditEventsQuery) -> String {
    let usual = ListAuditEventsQuery::default();
    let query = ListAuditEventsQuery {
        page: query.page.filter(|page| *page != usual.number()),
        page_size: query.page_size.filter(|size| *size != usual.size()),
        ..query.clone()
    };
    Page::Audit.with_query(&encoded(&query).unwrap_or_default())
}

/// The address of the whole result of `query` as CSV.
pub fn csv_address(query: &ListAuditEventsQuery) -> String {
    let whole = ListAuditEventsQuery {
        page: None,
        page_size: None,
        ..query.clone()
    };
    let path = endpoints::EXPORT_AUDIT_EVENTS.full_path();
    match encoded(&whole) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::{Fields as _, FormModel};

    const HANAKO: &str = "0198c000-0000-7000-8000-000000000001";

    fn asked(pairs: &[(&str, &str)]) -> ListAuditEventsQuery {
        query_of(|name| {
            let pair = pairs.iter().find(|(given, _)| *given == name);
            pair.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_kind_is_one_action_or_a_whole_group() {
        let mut form = ListEventsForm::default();
        form.set("kind", word_of_action(AuditAction::SignedIn));
        let request = form.request();
        assert_eq!(
            (request.action.as_deref(), request.group.as_deref()),
            (Some("signedIn"), None)
        );
        assert_eq!(ListEventsForm::of(&request).kind, form.kind);

        form.set("kind", word_of_group(AuditActionGroup::SignIn));
        let request = form.request();
        assert_eq!(
            (request.action.as_deref(), request.group.as_deref()),
            (None, Some("signIn"))
        );
        assert_eq!(ListEventsForm::of(&request).kind, form.kind);
    }

    #[test]
    fn days_are_understood_as_people_write_them_and_are_judged_together() {
        let mut form = FormModel::new(ListEventsForm {
            from: "２０２６年１１月３０日".into(),
            to: "2026/11/1".into(),
            ..ListEventsForm::default()
        });
        assert!(form.submit().is_none());
        let wrong: Vec<_> = form.errors().into_iter().map(|(field, _)| field).collect();
        assert_eq!(wrong, ["to"]);
        form.edit("to", "2026-12-1".into());
        let query = form.submit().unwrap();
        assert_eq!(address(&query), "/audit?from=2026-11-30&to=2026-12-01");
    }

    #[test]
    fn the_address_holds_what_was_asked_for_and_passes_nonsense_over() {
        let query = asked(&[("actor", HANAKO), ("group", "exports"), ("page", "2")]);
        assert_eq!(
            address(&query),
            format!("/audit?actor={HANAKO}&group=exports&page=2")
        );
        assert!(is_filtered(&query));
        let nonsense = asked(&[
            ("from", "yesterday"),
            ("actor", "somebody"),
            ("action", "flown"),
            ("group", "birds"),
            ("page", "0"),
            ("pageSize", "5000"),
        ]);
        assert_eq!(nonsense, ListAuditEventsQuery::default());
        assert!(!is_filtered(&nonsense));
        assert_eq!(address(&nonsense), "/audit");
    }

    #[test]
    fn the_csv_holds_every_page_of_the_result() {
        let query = asked(&[("group", "exports"), ("page", "2"), ("pageSize", "50")]);
        let csv = endpoints::EXPORT_AUDIT_EVENTS.full_path();
        assert_eq!(csv_address(&query), format!("{csv}?group=exports"));
        assert_eq!(csv_address(&asked(&[])), csv);
        assert!(is_other_page(
            &query,
            &asked(&[("group", "exports"), ("pageSize", "50")])
        ));
    }
}
