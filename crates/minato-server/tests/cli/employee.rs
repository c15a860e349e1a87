//! A member with one person, and the applications of that person.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::members::{self, NewMember};
use minato_db::models::port_applications::past::{PastApplication, PastEvent, insert_past};
use minato_db::{Clock as _, DbError, SystemClock, TenantScope, WriteTx, audit};
use minato_types::accounts::NO_END;
use minato_types::port_applications::{MAX_ADDED_PORTS, PortApplicationEventKind as Kind};
use minato_types::rules::deadline::Deadline;
use minato_types::rules::japan_time;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    AccountId, AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName,
    PortApplicationNumber, SecondFactor, TimeZone,
};

use crate::desk::Desk;

/// The member of the tests.
pub(crate) const NUMBER: &str = "T00-00002";

fn hire(tx: &mut WriteTx<'_>, name: PersonName) -> Result<Employee, DbError> {
    let scope = members::insert(tx, &member())?;
    members::set_max_added_ports(tx, scope, MAX_ADDED_PORTS)?;
    audit::begin(tx, scope)?;
    let new = NewAccount {
        email: EmailAddress::parse("ports@desk.example").unwrap(),
        name: name.clone(),
        department: Department::parse("x").unwrap(),
        phone: None,
        role: AccountRole::Admin,
        second_factor: SecondFactor::MailOtp,
        valid_until: NO_END,
        language: Language::Ja,
        time_zone: TimeZone::parse("Asia/Tokyo").unwrap(),
        password_hash: None,
    };
    let id = accounts::insert(tx, scope, &new)?;
    Ok(Employee { scope, id, name })
}

fn member() -> NewMember {
    NewMember {
        member_number: MemberNumber::parse(NUMBER).unwrap(),
        name: "みなと, \"港\" 商店".to_owned(),
        postal_code: None,
        address: "x".to_owned(),
        contracted_ports: 12,
        closing_day: 20,
        two_step: false,
        password_policy: PasswordPolicy::Standard,
    }
}

/// The person of the member, who applies for ports.
#[derive(Clone)]
pub(crate) struct Employee {
    pub(crate) scope: TenantScope,
    id: AccountId,
    name: PersonName,
}

/// What an application of the tests is like.
#[derive(Debug, Clone)]
pub(crate) struct Ports {
    pub(crate) day: NaiveDate,
    pub(crate) deadline_day: NaiveDate,
    pub(crate) remind: bool,
    pub(crate) then: Vec<Kind>,
}

impl Ports {
    /// For the day after tomorrow; the deadline was yesterday.
    pub(crate) fn fixed() -> Self {
        Self {
            day: today() + Days::new(2),
            deadline_day: today() - Days::new(1),
            remind: false,
            then: Vec::new(),
        }
    }

    /// For a day whose deadline is to come.
    pub(crate) fn open() -> Self {
        Self {
            day: today() + Days::new(30),
            deadline_day: today() + Days::new(27),
            ..Self::fixed()
        }
    }

    pub(crate) fn then(mut self, kind: Kind) -> Self {
        self.then.push(kind);
        self
    }

    fn event(&self, employee: &Employee, kind: Kind, at: DateTime<Utc>) -> PastEvent {
        PastEvent {
            kind,
            effective_date: self.day,
            added_ports: 5,
            deadline: Deadline {
                day: self.deadline_day,
                at: japan_time::end_of(self.deadline_day),
                provisional: false,
            },
            by: Some((employee.id, employee.name.clone())),
            at,
        }
    }
}

/// The day in Japan. Tests that ask at midnight still agree with the program: what they ask
/// for lies days away.
pub(crate) fn today() -> NaiveDate {
    japan_time::date(SystemClock.now())
}

impl Employee {
    /// Registers the member of the tests with this person.
    pub(crate) async fn hired(desk: &Desk, name: &str) -> Self {
        let name = PersonName::parse(name).unwrap();
        let hired: Result<_, DbError> = desk.db.write(move |tx| hire(tx, name)).await;
        hired.unwrap()
    }

    /// Applies for ports; answers the numbers as they are now.
    pub(crate) async fn apply(&self, desk: &Desk, ports: &[Ports]) -> Vec<String> {
        let own = self.clone();
        let past: Vec<_> = ports.iter().map(|ports| own.told(ports)).collect();
        let revisions: Vec<_> = past.iter().map(revision).collect();
        let kept: Result<u32, DbError> = desk
            .db
            .write(move |tx| insert_past(tx, own.scope, &past))
            .await;
        let numbers = (kept.unwrap()..).zip(revisions);
        numbers
            .map(|(serial, revision)| PortApplicationNumber { serial, revision }.to_string())
            .collect()
    }

    fn told(&self, ports: &Ports) -> PastApplication {
        let submitted_at = SystemClock.now() - TimeDelta::days(10);
        let after = (1..).zip(&ports.then);
        let then = after
            .map(|(days, kind)| ports.event(self, *kind, submitted_at + TimeDelta::days(days)));
        PastApplication {
            applicant: self.id,
            applicant_name: self.name.clone(),
            remind: ports.remind,
            submitted: ports.event(self, Kind::Submitted, submitted_at),
            then: then.collect(),
        }
    }
}

fn revision(past: &PastApplication) -> u32 {
    let changes = past.then.iter().filter(|event| event.kind == Kind::Changed);
    u32::try_from(changes.count()).unwrap()
}
