//! Which events of the trail are asked for.

use serde::{Deserialize, Serialize};

use super::{AuditAction, AuditActionGroup};
use crate::list_query::{check_period, check_place, check_search};
use crate::page::DEFAULT_PAGE_SIZE;
use crate::values::AccountId;
use crate::{FieldErrors, Validate};

/// Which events are asked for, newest first, and which page of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListAuditEventsQuery {
    /// The first day, in Japan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "2026-11-01"))]
    pub from: Option<String>,
    /// The last day, in Japan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "2026-11-30"))]
    pub to: Option<String>,
    /// Only what this account did: its id. One that does not exist did nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        param(example = "01890a5d-ac96-774b-bcce-b302099a8057")
    )]
    pub actor: Option<String>,
    /// Only this action: a word of `AuditAction`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "portApplicationChanged"))]
    pub action: Option<String>,
    /// Only actions of this group: a word of `AuditActionGroup`; with an action, both must hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "portApplications"))]
    pub group: Option<String>,
    /// Only what was done to things of this name: words that must all stand in name or
    /// address of an account, the name of a group, or number of a contract or an application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(example = "SO-00012", max_length = 100))]
    pub q: Option<String>,
    /// The page, from 1; not together with a cursor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, example = 1))]
    pub page: Option<u32>,
    /// Rows on a page, 1 to 100; 10 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, example = 10))]
    pub page_size: Option<u32>,
    /// The `next` of the answer before: for programs that read the whole list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl ListAuditEventsQuery {
    /// Rows on a page.
    pub fn size(&self) -> u32 {
        self.page_size.unwrap_or(DEFAULT_PAGE_SIZE)
    }

    /// The page, from 1.
    pub fn number(&self) -> u32 {
        self.page.unwrap_or(1)
    }
}

impl Validate for ListAuditEventsQuery {
    fn check(&self, errors: &mut FieldErrors) {
        check_period(self.from.as_deref(), self.to.as_deref(), errors);
        if let Some(actor) = &self.actor {
            errors.check("actor", actor.parse::<AccountId>());
        }
        if let Some(action) = &self.action {
            errors.check("action", action.parse::<AuditAction>());
        }
        if let Some(group) = &self.group {
            errors.check("group", group.parse::<AuditActionGroup>());
        }
        check_search(self.q.as_deref(), errors);
        let cursor = self.cursor.as_deref();
        check_place(self.page, self.page_size, cursor, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldRule;

    #[test]
    fn a_query_names_every_part_that_cannot_be() {
        let query = ListAuditEventsQuery {
            from: Some("2026-11-31".into()),
            to: Some("tomorrow".into()),
            actor: Some("hanako".into()),
            action: Some("stolen".into()),
            group: Some("everything".into()),
            q: Some("港".repeat(101)),
            page: Some(0),
            page_size: Some(101),
            cursor: Some("x".into()),
        };
        let errors = query.validate().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        let expected = [
            "from", "to", "actor", "action", "group", "q", "page", "pageSize", "cursor",
        ];
        assert_eq!(fields, expected);
        assert_eq!(ListAuditEventsQuery::default().validate(), Ok(()));
        let backwards = ListAuditEventsQuery {
            from: Some("2026-11-02".into()),
            to: Some("2026-11-01".into()),
            ..ListAuditEventsQuery::default()
        };
        let errors = backwards.validate().unwrap_err();
        assert_eq!(errors.of("to"), Some(&FieldRule::EndsBeforeStart));
    }
}
