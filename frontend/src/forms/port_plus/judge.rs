use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use minato_types::FieldRule;
use minato_types::port_applications::PortApplicationRules;
use minato_types::rules::business_days::{BusinessCalendar, Closing};
use minato_types::rules::deadline::Deadline;
use minato_types::rules::japan_time;

/// Judges days as the server will: by its rules, its calendar and its clock.
#[derive(Clone)]
pub struct Judge(Arc<Bench>);

struct Bench {
    rules: PortApplicationRules,
    calendar: BusinessCalendar,
    /// The clock of this browser, and what it said when the rules came.
    clock: fn() -> DateTime<Utc>,
    came_at: DateTime<Utc>,
}

/// What is to be said of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Until when it can be applied for; `None` where the calendar does not reach.
    pub deadline: Option<Deadline>,
    /// Days from today to that deadline; `None` when it has passed.
    pub days_left: Option<u32>,
    /// Why nobody works on the day.
    pub closing: Option<Closing>,
    /// Why the day cannot be applied for now.
    pub refusal: Option<FieldRule>,
}

impl Judge {
    /// A judge by the `rules` that have just come. What `clock` says does not matter, only how
    /// it goes on.
    pub fn new(rules: PortApplicationRules, clock: fn() -> DateTime<Utc>) -> Self {
        Self(Arc::new(Bench {
            calendar: BusinessCalendar::from(rules.calendar.clone()),
            rules,
            came_at: clock(),
            clock,
        }))
    }

    /// The rules.
    pub fn rules(&self) -> &PortApplicationRules {
        &self.0.rules
    }

    /// What the clock of the server says now.
    pub fn now(&self) -> DateTime<Utc> {
        let passed = (self.0.clock)() - self.0.came_at;
        // A clock that was set back must not reopen what is over.
        self.0.rules.now + passed.max(chrono::TimeDelta::zero())
    }

    /// Today in Japan.
    pub fn today(&self) -> NaiveDate {
        japan_time::date(self.now())
    }

    /// The first day that can be applied for now.
    pub fn earliest(&self) -> NaiveDate {
        let Bench {
            rules, calendar, ..
        } = &*self.0;
        let earliest = rules.deadline_rule.earliest_date(calendar, self.now());
        earliest.unwrap_or(rules.earliest_date)
    }

    /// The last day that can be applied for.
    pub fn latest(&self) -> NaiveDate {
        self.0.rules.latest_date
    }

    /// Until when `day` can be applied for, as far as it is known.
    pub fn deadline(&self, day: NaiveDate) -> Option<Deadline> {
        let Bench {
            rules, calendar, ..
        } = &*self.0;
        rules.deadline_rule.deadline(calendar, day).ok()
    }

    /// What is to be said of `day`.
    pub fn verdict(&self, day: NaiveDate) -> Verdict {
        let deadline = self.deadline(day);
        Verdict {
            days_left: deadline.and_then(|deadline| deadline.days_left(self.now())),
            closing: self.0.calendar.closing(day).ok().flatten(),
            refusal: self.refusal(day, deadline),
            deadline,
        }
    }

    fn refusal(&self, day: NaiveDate, deadline: Option<Deadline>) -> Option<FieldRule> {
        if day > self.latest() {
            let latest = self.latest();
            return Some(FieldRule::DateTooFar { latest });
        }
        let Some(deadline) = deadline else {
            // The calendar that came begins some weeks before today.
            return Some(FieldRule::DateInThePast);
        };
        let passed = deadline.has_passed(self.now());
        passed.then(|| FieldRule::DeadlinePassed {
            effective_date: day,
            deadline: deadline.day,
            earliest: self.earliest(),
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use chrono::Days;
    use minato_types::rules::deadline::DeadlineRule;

    use super::*;

    pub(in super::super) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn still() -> DateTime<Utc> {
        DateTime::from_timestamp(1, 0).unwrap()
    }

    fn rules(now: &str) -> PortApplicationRules {
        let now: DateTime<Utc> = now.parse().unwrap();
        let today = japan_time::date(now);
        let calendar = BusinessCalendar::built_in()
            .with_closings([(day("2026-10-01"), "設備点検".to_owned())]);
        let rule = DeadlineRule::default();
        let latest = day("2027-09-10");
        PortApplicationRules {
            now,
            contracted_ports: 30,
            max_added_ports: 100,
            deadline_rule: rule,
            earliest_date: rule.earliest_date(&calendar, now).unwrap(),
            latest_date: latest,
            calendar: calendar.facts(today - Days::new(40), latest + Days::new(40)),
        }
    }

    /// A judge at noon of 10 September 2026 in Japan, a Thursday.
    pub(in super::super) fn judge() -> Judge {
        Judge::new(rules("2026-09-10T03:00:00Z"), still)
    }

    #[test]
    fn a_day_is_judged_with_holidays_and_closings_of_the_server() {
        let verdict = judge().verdict(day("2026-09-24"));
        assert_eq!(verdict.deadline.unwrap().day, day("2026-09-17"));
        assert_eq!((verdict.days_left, verdict.refusal), (Some(7), None));
        assert_eq!(verdict.closing, None);

        let closed = judge().verdict(day("2026-10-01"));
        assert_eq!(
            closed
                .closing
                .unwrap()
                .words(minato_types::values::Language::Ja),
            "設備点検"
        );
        let after = judge().verdict(day("2026-10-05"));
        assert_eq!(after.deadline.unwrap().day, day("2026-09-30"));
    }

    #[test]
    fn a_day_that_is_too_near_is_refused_with_the_next_possible_one() {
        let near = judge().verdict(day("2026-09-11")).refusal;
        let expected = FieldRule::DeadlinePassed {
            effective_date: day("2026-09-11"),
            deadline: day("2026-09-09"),
            // A Saturday: two business days before it are this Thursday and Friday.
            earliest: day("2026-09-12"),
        };
        assert_eq!(near, Some(expected));
        let past = judge().verdict(day("2020-01-01")).refusal;
        assert_eq!(past, Some(FieldRule::DateInThePast));
        let far = judge().verdict(day("2027-09-11")).refusal;
        let latest = day("2027-09-10");
        assert_eq!(far, Some(FieldRule::DateTooFar { latest }));
    }

    #[test]
    fn what_the_clock_of_the_browser_says_does_not_matter_only_how_it_goes_on() {
        static SECONDS: AtomicI64 = AtomicI64::new(5);
        fn moving() -> DateTime<Utc> {
            DateTime::from_timestamp(SECONDS.load(Ordering::Relaxed), 0).unwrap()
        }
        // One minute before midnight in Japan.
        let judge = Judge::new(rules("2026-09-10T14:59:00Z"), moving);
        assert_eq!(judge.verdict(day("2026-09-14")).days_left, Some(0));
        assert_eq!(judge.earliest(), day("2026-09-12"));
        SECONDS.store(65, Ordering::Relaxed);
        assert_eq!(judge.verdict(day("2026-09-14")).days_left, None);
        assert_eq!(judge.earliest(), day("2026-09-15"));
        assert_eq!(judge.today(), day("2026-09-11"));
        SECONDS.store(0, Ordering::Relaxed);
        assert_eq!(judge.today(), day("2026-09-10"));
    }
}
