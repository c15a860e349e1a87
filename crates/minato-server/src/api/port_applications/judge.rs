//! What may be applied for, at one moment. Apart from [`Terms::load`] all of it is pure.

use chrono::{DateTime, Months, NaiveDate, Utc};
use minato_db::models::business_calendar;
use minato_db::models::port_applications::PortApplication;
use minato_db::{DbError, Tx};
use minato_types::FieldRule;
use minato_types::port_applications::MONTHS_AHEAD;
use minato_types::rules::business_days::BusinessCalendar;
use minato_types::rules::deadline::{Deadline, DeadlineRule};
use minato_types::rules::japan_time;

use crate::jobs::port_application_reminder;

/// By what a day is judged.
#[derive(Debug, Clone)]
pub(crate) struct Terms {
    pub(crate) rule: DeadlineRule,
    pub(crate) calendar: BusinessCalendar,
    pub(crate) now: DateTime<Utc>,
}

impl Terms {
    /// The terms of this transaction.
    pub(crate) fn load(tx: &mut impl Tx, rule: DeadlineRule) -> Result<Self, DbError> {
        Ok(Self {
            rule,
            calendar: business_calendar::load(tx)?,
            now: tx.now(),
        })
    }

    /// When the applicant is reminded of the deadline, if he wants to be and that time lies
    /// ahead.
    pub(super) fn reminder_at(&self, application: &PortApplication) -> Option<DateTime<Utc>> {
        port_application_reminder::due_at(&self.rule, &self.calendar, application, self.now)
    }

    /// The first day that can be applied for. Where the calendar ends before there is one, it
    /// is the day after the calendar: none is possible.
    pub(crate) fn earliest(&self) -> NaiveDate {
        let last_day = self.calendar.last_day();
        let behind = last_day.succ_opt().unwrap_or(last_day);
        self.rule
            .earliest_date(&self.calendar, self.now)
            .unwrap_or(behind)
    }

    /// The last day that can be applied for.
    pub(crate) fn latest(&self) -> NaiveDate {
        self.months_ahead().min(self.calendar.last_day())
    }

    /// Until when `day` can be applied for, or why it cannot.
    pub(crate) fn deadline(&self, day: NaiveDate) -> Result<Deadline, FieldRule> {
        if day > self.calendar.last_day() {
            let last_day = self.calendar.last_day();
            return Err(FieldRule::BeyondCalendar { last_day });
        }
        if day > self.months_ahead() {
            let latest = self.latest();
            return Err(FieldRule::DateTooFar { latest });
        }
        // What lies before the calendar lies in the past, too.
        let deadline = self.rule.deadline(&self.calendar, day);
        let deadline = deadline.map_err(|_| FieldRule::DateInThePast)?;
        if deadline.has_passed(self.now) {
            return Err(FieldRule::DeadlinePassed {
                effective_date: day,
                deadline: deadline.day,
                earliest: self.earliest(),
            });
        }
        Ok(deadline)
    }

    fn months_ahead(&self) -> NaiveDate {
        japan_time::date(self.now)
            .checked_add_months(Months::new(MONTHS_AHEAD))
            .unwrap_or(NaiveDate::MAX)
    }
}

/// Whether a day takes `ports` more, which already has `others` of at most `max`.
pub(super) fn fits(ports: u32, others: u32, max: u32) -> Result<(), FieldRule> {
    let remaining = max.saturating_sub(others);
    if ports <= remaining {
        Ok(())
    } else {
        Err(FieldRule::TooManyPorts { remaining })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn terms(now: &str) -> Terms {
        Terms {
            rule: DeadlineRule::default(),
            calendar: BusinessCalendar::built_in(),
            now: now.parse().unwrap(),
        }
    }

    #[test]
    fn a_day_is_possible_from_the_earliest_to_the_latest() {
        let terms = terms("2026-09-17T14:59:59Z");
        assert_eq!(terms.earliest(), day("2026-09-19"));
        assert_eq!(terms.latest(), day("2027-09-17"));
        let from = day("2026-09-01");
        for date in from.iter_days().take(400) {
            let possible = (terms.earliest()..=terms.latest()).contains(&date);
            assert_eq!(terms.deadline(date).is_ok(), possible, "{date}");
        }
    }

    #[test]
    fn every_refusal_says_what_is_possible() {
        let now = terms("2026-09-17T15:00:00Z");
        let passed = FieldRule::DeadlinePassed {
            effective_date: day("2026-09-24"),
            deadline: day("2026-09-17"),
            earliest: day("2026-09-25"),
        };
        assert_eq!(now.deadline(day("2026-09-24")), Err(passed));
        let latest = day("2027-09-18");
        let too_far = FieldRule::DateTooFar { latest };
        assert_eq!(now.deadline(day("2027-09-19")), Err(too_far));
        let last_day = day("2035-12-31");
        let beyond = FieldRule::BeyondCalendar { last_day };
        assert_eq!(now.deadline(day("2036-01-01")), Err(beyond.clone()));
        let past = Err(FieldRule::DateInThePast);
        assert_eq!(now.deadline(day("1999-01-01")), past);

        let end = terms("2035-12-30T00:00:00Z");
        assert_eq!(end.deadline(day("2036-01-02")), Err(beyond));
        assert_eq!(end.earliest(), day("2036-01-01"));
        assert_eq!(end.latest(), last_day);
    }

    #[test]
    fn the_last_day_of_february_is_a_year_ahead_of_a_leap_day() {
        assert_eq!(terms("2028-02-29T00:00:00Z").latest(), day("2029-02-28"));
    }

    #[test]
    fn a_day_takes_as_many_ports_as_are_left() {
        assert_eq!(fits(60, 40, 100), Ok(()));
        let remaining = |remaining| Err(FieldRule::TooManyPorts { remaining });
        assert_eq!(fits(61, 40, 100), remaining(60));
        assert_eq!(fits(1, 120, 100), remaining(0));
        assert_eq!(fits(u32::MAX, 0, 100), remaining(100));
    }
}
