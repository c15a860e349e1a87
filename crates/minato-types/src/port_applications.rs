//! Applications for additional conference ports on a day.

mod list;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::rules::business_days::CalendarFacts;
use crate::rules::deadline::{Deadline, DeadlineRule};
use crate::values::{AccountId, PersonName, PortApplicationNumber, choices, parse_day};
use crate::{FieldErrors, FieldRule, Validate};

pub use list::{ListPortApplicationsQuery, PortApplicationSort};

/// How many months ahead ports may be applied for.
pub const MONTHS_AHEAD: u32 = 12;

/// The most ports that anybody may add to a day, whatever the member.
pub const MAX_ADDED_PORTS: u32 = 9_999;

choices! {
    /// Where an application stands.
    PortApplicationState {
        /// Received; it can be changed and cancelled until its deadline.
        Accepted = "accepted",
        /// The deadline has passed.
        Fixed = "fixed",
        /// The operator has set the ports up.
        Provisioned = "provisioned",
        /// The day has passed.
        Finished = "finished",
        /// Given up in time.
        Cancelled = "cancelled",
    }
    /// What happened to an application.
    PortApplicationEventKind {
        /// It was submitted.
        Submitted = "submitted",
        /// Day, ports or reminder were changed.
        Changed = "changed",
        /// It was cancelled.
        Cancelled = "cancelled",
        /// The operator has set the ports up.
        Provisioned = "provisioned",
    }
}

/// An application for additional ports on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PortApplication {
    /// The number with the current revision.
    pub number: PortApplicationNumber,
    /// The day (Japan time) on which the ports are added.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-24"))]
    pub effective_date: NaiveDate,
    /// How many ports are added to the contracted ones on that day.
    #[cfg_attr(feature = "openapi", schema(example = 5, minimum = 1))]
    pub added_ports: u32,
    /// Where the application stands now.
    pub state: PortApplicationState,
    /// Who applied.
    pub applicant: Applicant,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Until when it can be changed and cancelled, as promised to the applicant.
    pub deadline: Deadline,
    /// Whole days in Japan from today to the last day of the deadline: 0 means today is the
    /// last. Null when it has passed or the application was cancelled.
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub days_left: Option<u32>,
    /// Whether a mail reminds the applicant before the deadline.
    pub remind: bool,
    /// Whether the one who asks may change and cancel it now.
    pub changeable: bool,
}

/// Who applied. The name stays as it was, whatever becomes of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Applicant {
    /// The account.
    pub id: AccountId,
    /// The name.
    pub name: PersonName,
}

/// Applies for additional ports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubmitPortApplicationRequest {
    /// The day (Japan time) on which the ports are added.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-24"))]
    pub effective_date: String,
    /// How many ports are added.
    #[cfg_attr(feature = "openapi", schema(example = 5, minimum = 1))]
    pub added_ports: i64,
    /// Whether a mail reminds the applicant on the business day before the deadline day.
    #[serde(default)]
    pub remind: bool,
}

impl Validate for SubmitPortApplicationRequest {
    fn check(&self, errors: &mut FieldErrors) {
        errors.check("effectiveDate", parse_day(&self.effective_date));
        check_ports(self.added_ports, errors);
    }
}

/// Changes an application. What is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangePortApplicationRequest {
    /// The day (Japan time) on which the ports are added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-25"))]
    pub effective_date: Option<String>,
    /// How many ports are added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = 8, minimum = 1))]
    pub added_ports: Option<i64>,
    /// Whether a mail reminds the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind: Option<bool>,
}

impl Validate for ChangePortApplicationRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(day) = &self.effective_date {
            errors.check("effectiveDate", parse_day(day));
        }
        if let Some(ports) = self.added_ports {
            check_ports(ports, errors);
        }
    }
}

fn check_ports(ports: i64, errors: &mut FieldErrors) {
    let max = i64::from(MAX_ADDED_PORTS);
    if !(1..=max).contains(&ports) {
        errors.add("addedPorts", FieldRule::OutOfRange { min: 1, max });
    }
}

/// Something that happened to an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PortApplicationEvent {
    /// The number with the revision that it had afterwards.
    pub number: PortApplicationNumber,
    /// What happened.
    pub kind: PortApplicationEventKind,
    /// When.
    pub at: DateTime<Utc>,
    /// The name of the person who did it; null for the operator.
    #[cfg_attr(feature = "openapi", schema(example = "港 花子"))]
    pub by: Option<PersonName>,
    /// The day afterwards.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-24"))]
    pub effective_date: NaiveDate,
    /// The ports afterwards.
    #[cfg_attr(feature = "openapi", schema(example = 5))]
    pub added_ports: u32,
    /// The deadline afterwards.
    pub deadline: Deadline,
}

/// What happened to an application, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PortApplicationHistory {
    /// The events, oldest first.
    pub items: Vec<PortApplicationEvent>,
}

/// The rules by which applications are judged. A page that has them judges with the same
/// functions as the server; the server decides again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PortApplicationRules {
    /// The time of the server: pages judge by it, not by their own clock.
    pub now: DateTime<Utc>,
    /// The ports that the contract always includes.
    #[cfg_attr(feature = "openapi", schema(example = 30))]
    pub contracted_ports: u32,
    /// The most ports that can be added to one day, over all its applications.
    #[cfg_attr(feature = "openapi", schema(example = 100))]
    pub max_added_ports: u32,
    /// How the deadline follows from the day.
    pub deadline_rule: DeadlineRule,
    /// The first day that can be applied for now.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-24"))]
    pub earliest_date: NaiveDate,
    /// The last day that can be applied for now.
    #[cfg_attr(feature = "openapi", schema(example = "2027-09-17"))]
    pub latest_date: NaiveDate,
    /// Holidays and closings around these days.
    pub calendar: CalendarFacts,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_without_day_and_ports_hears_of_both() {
        let request = SubmitPortApplicationRequest {
            effective_date: " ".into(),
            added_ports: 0,
            remind: false,
        };
        let errors = request.validate().unwrap_err();
        assert_eq!(errors.of("effectiveDate"), Some(&FieldRule::Required));
        let range = FieldRule::OutOfRange { min: 1, max: 9_999 };
        assert_eq!(errors.of("addedPorts"), Some(&range));
    }
}
