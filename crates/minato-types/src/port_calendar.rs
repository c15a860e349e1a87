//! The ports that are effective on each day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::list_query::check_period;
use crate::rules::business_days::Closing;
use crate::rules::deadline::Deadline;
use crate::{FieldErrors, FieldRule, Validate};

/// The most days that can be asked for at once.
pub const MAX_DAYS: u32 = 400;

/// Which days are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PortCalendarQuery {
    /// The first day.
    #[cfg_attr(feature = "openapi", param(example = "2026-09-01"))]
    pub from: String,
    /// The last day; at most 400 days in all.
    #[cfg_attr(feature = "openapi", param(example = "2026-09-30"))]
    pub to: String,
}

impl Validate for PortCalendarQuery {
    fn check(&self, errors: &mut FieldErrors) {
        let days = check_period(Some(&self.from), Some(&self.to), errors);
        if let Some((from, to)) = days
            && (to - from).num_days() >= i64::from(MAX_DAYS)
        {
            let latest = from + chrono::Days::new(u64::from(MAX_DAYS) - 1);
            errors.add("to", FieldRule::DateTooFar { latest });
        }
    }
}

/// The ports that are effective on each day asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PortCalendar {
    /// The ports that the contract always includes.
    #[cfg_attr(feature = "openapi", schema(example = 30))]
    pub contracted_ports: u32,
    /// Today in Japan.
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-10"))]
    pub today: NaiveDate,
    /// The days, without gaps.
    pub days: Vec<PortDay>,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PortDay {
    /// The day (Japan time).
    #[cfg_attr(feature = "openapi", schema(example = "2026-09-24"))]
    pub date: NaiveDate,
    /// The ports added by all applications of the day that were not cancelled.
    #[cfg_attr(feature = "openapi", schema(example = 5))]
    pub added_ports: u32,
    /// Contracted and added ports together.
    #[cfg_attr(feature = "openapi", schema(example = 35))]
    pub effective_ports: u32,
    /// How many applications that are.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub applications: u32,
    /// Why the operator does not work on this day; null on business days and beyond the calendar.
    pub closing: Option<Closing>,
    /// Until when this day can be applied for; null beyond the calendar.
    pub deadline: Option<Deadline>,
    /// Whether it can be applied for now.
    pub open: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(from: &str, to: &str) -> Vec<FieldRule> {
        let mut errors = FieldErrors::new();
        let (from, to) = (from.to_owned(), to.to_owned());
        PortCalendarQuery { from, to }.check(&mut errors);
        errors.iter().map(|(_, rule)| rule.clone()).collect()
    }

    #[test]
    fn at_most_four_hundred_days_are_shown() {
        assert_eq!(broken("2026-01-01", "2027-02-04"), []);
        let latest = NaiveDate::from_ymd_opt(2027, 2, 4).unwrap();
        assert_eq!(
            broken("2026-01-01", "2027-02-05"),
            [FieldRule::DateTooFar { latest }]
        );
        assert_eq!(
            broken("2026-01-02", "2026-01-01"),
            [FieldRule::EndsBeforeStart]
        );
    }
}
