//! Applying, apart from the database: what is asked, whether it may be, what is then written.

mod audit_trail;
mod job;
mod rows;
pub(super) mod sql;

use std::sync::LazyLock;

use anyhow::{Result, ensure};
use chrono::{DateTime, Months, NaiveDate, Utc};
use minato_server::auth::keys::Keys as ServerKeys;
use minato_types::endpoints;
use minato_types::port_applications::{MONTHS_AHEAD, SubmitPortApplicationRequest};
use minato_types::rules::business_days::BusinessCalendar;
use minato_types::rules::deadline::{Deadline, DeadlineRule};
use minato_types::rules::japan_time;
use minato_types::values::parse_day;

use crate::compare;
use job::PayloadKey;
pub(super) use rows::{Kept, Rows, Taken};

/// What everybody who applies needs, computed once.
static CALENDAR: LazyLock<BusinessCalendar> = LazyLock::new(BusinessCalendar::built_in);

/// The derived keys.
pub(super) struct Keys {
    pub(super) server: ServerKeys,
    payloads: PayloadKey,
}

impl Keys {
    pub(super) fn derive() -> Self {
        Self {
            server: compare::keys(),
            payloads: PayloadKey::derive(),
        }
    }
}

/// A request to apply.
pub(super) struct Asked {
    pub(super) day: NaiveDate,
    pub(super) ports: i64,
    pub(super) operation: String,
    pub(super) key_digest: String,
    pub(super) request_digest: String,
}

impl Asked {
    /// The request with this key; `None` if it cannot be read or wants a reminder, for which
    /// nobody asks here.
    pub(super) fn new(keys: &Keys, key: &str, body: &SubmitPortApplicationRequest) -> Option<Self> {
        if body.remind {
            return None;
        }
        let text = serde_json::to_vec(body).ok()?;
        Some(Self {
            day: parse_day(&body.effective_date).ok()?,
            ports: body.added_ports,
            operation: endpoints::SUBMIT_PORT_APPLICATION.to_string(),
            key_digest: keys.server.request_digest(key.as_bytes()),
            request_digest: keys.server.request_digest(&text),
        })
    }

    /// The principal of an account.
    pub(super) fn principal(account: &str) -> String {
        format!("account:{account}")
    }
}

/// What the transaction has read by the time it decides.
pub(super) struct Facts {
    pub(super) now: DateTime<Utc>,
    pub(super) max_added_ports: i64,
    /// The ports that other applications add to the day.
    pub(super) others: i64,
    /// Whether holidays were imported. Here nobody does.
    pub(super) imported: bool,
    /// The operator's own closings.
    pub(super) closings: Vec<(NaiveDate, String)>,
}

impl Facts {
    /// Until when the application is accepted; `None` if it is refused.
    pub(super) fn judge(&self, asked: &Asked) -> Result<Option<Deadline>> {
        ensure!(!self.imported, "the floor knows the built-in holidays only");
        let rule = DeadlineRule::default();
        let deadline = if self.closings.is_empty() {
            rule.deadline(&CALENDAR, asked.day)
        } else {
            let calendar = CALENDAR.clone().with_closings(self.closings.clone());
            rule.deadline(&calendar, asked.day)
        };
        let latest = japan_time::date(self.now).checked_add_months(Months::new(MONTHS_AHEAD));
        let in_time = latest.is_some_and(|latest| asked.day <= latest);
        let fits = asked.ports <= self.max_added_ports - self.others;
        let deadline = deadline
            .ok()
            .filter(|deadline| !deadline.has_passed(self.now));
        Ok(deadline.filter(|_| in_time && fits))
    }
}
