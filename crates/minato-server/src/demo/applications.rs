//! Applications of the demo: told as stories, dated by the calendar around today.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, TimeDelta, Utc};
use minato_db::models::port_applications::past::{PastApplication, PastEvent, insert_past};
use minato_db::models::{business_calendar, port_applications};
use minato_db::{DbError, Tx as _, WriteTx};
use minato_types::port_applications::PortApplicationEventKind as Kind;
use minato_types::rules::business_days::{BusinessCalendar, OutsideCalendar};
use minato_types::rules::deadline::{Deadline, DeadlineRule};
use minato_types::rules::japan_time;
use minato_types::values::{AccountId, PersonName};

use super::DemoError;
use super::company::Employed;
use crate::auth::keys::Keys;
use crate::jobs::port_application_reminder;

/// The fewest days before the deadline that people apply, and how many more it may be.
const EAGER: u64 = 6;
const EAGERNESS: u32 = 40;

/// What one must know to date an application.
pub(super) struct Almanac {
    calendar: BusinessCalendar,
    rule: DeadlineRule,
    now: DateTime<Utc>,
    keys: Keys,
}

/// An application in a few words.
pub(super) struct Story {
    /// The place of the applicant among the people of the company.
    pub(super) applicant: usize,
    /// What was applied for.
    pub(super) wish: Wish,
    remind: bool,
    then: Vec<(Kind, Wish)>,
}

/// A day and how many ports it is to get.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    pub(super) day: NaiveDate,
    pub(super) ports: u32,
}

impl Story {
    /// Submitted, and nothing else so far.
    pub(super) fn new(applicant: usize, day: NaiveDate, ports: u32) -> Self {
        Self {
            applicant,
            wish: Wish { day, ports },
            remind: false,
            then: Vec::new(),
        }
    }

    pub(super) fn reminded(self) -> Self {
        Self {
            remind: true,
            ..self
        }
    }

    pub(super) fn changed_to(mut self, day: NaiveDate, ports: u32) -> Self {
        self.then.push((Kind::Changed, Wish { day, ports }));
        self
    }

    /// Cancelled or provisioned, as it last was.
    pub(super) fn then(mut self, kind: Kind) -> Self {
        let wish = self.then.last().map_or(self.wish, |(_, wish)| *wish);
        self.then.push((kind, wish));
        self
    }
}

impl Almanac {
    pub(super) fn load(
        tx: &mut WriteTx<'_>,
        rule: DeadlineRule,
        keys: Keys,
    ) -> Result<Self, DbError> {
        Ok(Self {
            calendar: business_calendar::load(tx)?,
            rule,
            now: tx.now(),
            keys,
        })
    }

    pub(super) fn keys(&self) -> &Keys {
        &self.keys
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    pub(super) fn today(&self) -> NaiveDate {
        japan_time::date(self.now)
    }

    /// The first day that can still be applied for.
    pub(super) fn earliest(&self) -> Result<NaiveDate, OutsideCalendar> {
        self.rule.earliest_date(&self.calendar, self.now)
    }

    /// Inserts applications in the order of their submission, and plans their reminders. Answers
    /// them with their serials.
    pub(super) fn insert(
        &self,
        tx: &mut WriteTx<'_>,
        company: &Employed,
        stories: &[Story],
    ) -> Result<Vec<(u32, PastApplication)>, DemoError> {
        let told: Result<Vec<_>, _> = stories.iter().map(|s| self.told(company, s)).collect();
        let mut told: Vec<PastApplication> = told?.into_iter().flatten().collect();
        told.sort_by_key(|application| application.submitted.at);
        let first = insert_past(tx, company.scope, &told)?;
        for (serial, application) in (first..).zip(&told) {
            if application.remind {
                self.plan_reminder(tx, company, serial)?;
            }
        }
        Ok((first..).zip(told).collect())
    }

    fn plan_reminder(
        &self,
        tx: &mut WriteTx<'_>,
        company: &Employed,
        serial: u32,
    ) -> Result<(), DbError> {
        let application = port_applications::get(tx, company.scope, serial)?;
        let (rule, now) = (&self.rule, self.now);
        let due = port_application_reminder::due_at(rule, &self.calendar, &application, now);
        match due {
            Some(due) => port_application_reminder::enqueue(tx, &self.keys, &application, due),
            None => Ok(()),
        }
    }

    /// The story with names and times; `None` if nobody stands at that place.
    fn told(
        &self,
        company: &Employed,
        story: &Story,
    ) -> Result<Option<PastApplication>, OutsideCalendar> {
        let Some((id, name)) = company.people.get(story.applicant) else {
            return Ok(None);
        };
        let by = Some((*id, name.clone()));
        let first = self.deadline(story.wish)?;
        let submitted_at = self.submitted_at(story.wish, first.day);
        let mut at = submitted_at;
        let mut then = Vec::new();
        for (kind, wish) in &story.then {
            let deadline = self.deadline(*wish)?;
            let by_operator = *kind == Kind::Provisioned;
            at = if by_operator {
                deadline.at + TimeDelta::minutes(10 * 60 + 20)
            } else {
                at + TimeDelta::minutes(26 * 60 + 7)
            };
            let by = by.clone().filter(|_| !by_operator);
            then.push(event(*kind, *wish, deadline, by, at.min(self.now)));
        }
        Ok(Some(PastApplication {
            applicant: *id,
            applicant_name: name.clone(),
            remind: story.remind,
            submitted: event(Kind::Submitted, story.wish, first, by, submitted_at),
            then,
        }))
    }

    fn deadline(&self, wish: Wish) -> Result<Deadline, OutsideCalendar> {
        self.rule.deadline(&self.calendar, wish.day)
    }

    /// Some days before the deadline, but not in the days to come; between ten and six in Japan.
    fn submitted_at(&self, wish: Wish, deadline_day: NaiveDate) -> DateTime<Utc> {
        let number = wish.day.num_days_from_ce().unsigned_abs();
        let earlier = EAGER + u64::from(number % EAGERNESS);
        let day = deadline_day.min(self.today()) - Days::new(earlier);
        let minute = i64::from((number + 37 * wish.ports) % (8 * 60));
        japan_time::end_of(day) - TimeDelta::minutes(14 * 60 - minute)
    }
}

fn event(
    kind: Kind,
    wish: Wish,
    deadline: Deadline,
    by: Option<(AccountId, PersonName)>,
    at: DateTime<Utc>,
) -> PastEvent {
    PastEvent {
        kind,
        effective_date: wish.day,
        added_ports: wish.ports,
        deadline,
        by,
        at,
    }
}
