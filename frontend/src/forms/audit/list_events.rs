use minato_types::audit::{AuditAction, AuditActionGroup, ListAuditEventsQuery};

use crate::forms::list_query::list_query;
use crate::forms::typed::{day_to_send, given};
use crate::forms::{Form, fields};
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

    fn request(&self) -> ListAuditEventsQuery {
        let group = self.kind.strip_prefix(GROUP);
        ListAuditEventsQuery {
            from: given(&self.from).as_deref().map(day_to_send),
            to: given(&self.to).as_deref().map(day_to_send),
            actor: given(&self.actor),
            action: given(&self.kind).filter(|_| group.is_none()),
            group: group.map(str::to_owned),
            q: given(&self.q),
            ..ListAuditEventsQuery::default()
        }
    }
}

list_query!(ListAuditEventsQuery at Audit, csv EXPORT_AUDIT_EVENTS: from, to, actor, action, group, q);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::list_query::ListQuery as _;
    use crate::forms::{Fields as _, FormModel};

    const HANAKO: &str = "0198c000-0000-7000-8000-000000000001";

    fn asked(pairs: &[(&str, &str)]) -> ListAuditEventsQuery {
        ListAuditEventsQuery::read(|name| {
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
        assert_eq!(query.address(), "/audit?from=2026-11-30&to=2026-12-01");
    }

    #[test]
    fn the_address_holds_what_was_asked_for_and_passes_nonsense_over() {
        let query = asked(&[("actor", HANAKO), ("group", "exports"), ("page", "2")]);
        assert_eq!(
            query.address(),
            format!("/audit?actor={HANAKO}&group=exports&page=2")
        );
        assert!(query.is_filtered());
        let nonsense = asked(&[
            ("from", "yesterday"),
            ("actor", "somebody"),
            ("action", "flown"),
            ("group", "birds"),
            ("page", "0"),
            ("pageSize", "5000"),
        ]);
        assert_eq!(nonsense, ListAuditEventsQuery::default());
        assert!(!nonsense.is_filtered());
        assert_eq!(nonsense.address(), "/audit");
    }

    #[test]
    fn the_csv_holds_every_page_of_the_result() {
        let query = asked(&[("group", "exports"), ("page", "2"), ("pageSize", "50")]);
        let csv = minato_types::endpoints::EXPORT_AUDIT_EVENTS.full_path();
        assert_eq!(query.csv_address().unwrap(), format!("{csv}?group=exports"));
        assert_eq!(asked(&[]).csv_address().unwrap(), csv);
        assert!(query.is_other_page(&asked(&[("group", "exports"), ("pageSize", "50")])));
    }
}
