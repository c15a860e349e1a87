//! A company of the demo, its people, and how they are inserted.

use chrono::{Days, NaiveDate, TimeDelta};
use minato_db::audit::{self, Actor, NewAuditEvent};
use minato_db::models::accounts::{self, NewAccount};
use minato_db::models::members::{self, NewMember};
use minato_db::models::{member_notes, member_notifications, member_options};
use minato_db::{DbError, TenantScope, Tx as _, WriteTx};
use minato_types::FieldRule;
use minato_types::accounts::NO_END;
use minato_types::audit::AuditAction;
use minato_types::company::CompanyOptionKind;
use minato_types::rules::password::PasswordPolicy;
use minato_types::values::{
    AccountId, AccountRole, Department, EmailAddress, Language, MemberNumber, PersonName,
    PhoneNumber, SecondFactor, TimeZone,
};

use super::DemoError;

/// A company of the demo.
pub(super) struct Company {
    pub(super) number: &'static str,
    pub(super) name: &'static str,
    pub(super) postal_code: &'static str,
    pub(super) address: &'static str,
    pub(super) ports: u32,
    pub(super) two_step: bool,
    pub(super) password_policy: PasswordPolicy,
    pub(super) options: &'static [CompanyOptionKind],
    pub(super) people: Vec<Person>,
    /// Who else hears of what its people do.
    pub(super) notified: &'static [&'static str],
    /// Days before today, headline, text.
    pub(super) notes: &'static [(u64, &'static str, &'static str)],
}

/// A person of the demo.
pub(super) struct Person {
    pub(super) email: String,
    pub(super) name: String,
    pub(super) department: &'static str,
    pub(super) phone: Option<String>,
    pub(super) role: AccountRole,
    pub(super) language: Language,
    pub(super) standing: Standing,
}

/// Whether a person can use the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Active,
    /// Without a password yet.
    Invited,
    Suspended,
    /// Its last day was so many days ago.
    Expired(u64),
}

/// A company that was inserted.
pub(super) struct Employed {
    pub(super) scope: TenantScope,
    /// Its people, in the order of [`Company::people`].
    pub(super) people: Vec<(AccountId, PersonName)>,
}

impl Company {
    pub(super) fn insert(
        &self,
        tx: &mut WriteTx<'_>,
        member_number: MemberNumber,
        today: NaiveDate,
        hash: &str,
    ) -> Result<Employed, DemoError> {
        let scope = members::insert(tx, &self.member(member_number))?;
        audit::begin(tx, scope)?;
        record_past(tx, scope, AuditAction::MemberCreated, None, None)?;
        for kind in self.options {
            member_options::insert(tx, scope, *kind, today - Days::new(200))?;
        }
        for (age, title, body) in self.notes {
            member_notes::insert(tx, scope, today - Days::new(*age), title, body)?;
        }
        self.insert_notified(tx, scope)?;
        let mut people = Vec::new();
        for person in &self.people {
            people.push(person.insert(tx, scope, today, hash)?);
        }
        Ok(Employed { scope, people })
    }

    fn member(&self, member_number: MemberNumber) -> NewMember {
        NewMember {
            member_number,
            name: self.name.to_owned(),
            postal_code: Some(self.postal_code.to_owned()),
            address: self.address.to_owned(),
            contracted_ports: self.ports,
            closing_day: 20,
            two_step: self.two_step,
            password_policy: self.password_policy,
        }
    }

    fn insert_notified(&self, tx: &mut WriteTx<'_>, scope: TenantScope) -> Result<(), DemoError> {
        if self.notified.is_empty() {
            return Ok(());
        }
        let addresses: Result<Vec<_>, _> = self
            .notified
            .iter()
            .map(|a| EmailAddress::parse(a))
            .collect();
        let before = member_notifications::get(tx, scope)?;
        let (version, language) = (before.version, before.language);
        member_notifications::replace(tx, scope, version, &addresses?, language)?;
        Ok(())
    }
}

impl Person {
    pub(super) fn insert(
        &self,
        tx: &mut WriteTx<'_>,
        scope: TenantScope,
        today: NaiveDate,
        hash: &str,
    ) -> Result<(AccountId, PersonName), DemoError> {
        let new = self.account(today, hash)?;
        let id = accounts::insert(tx, scope, &new)?;
        let (subject, text) = (Some(id.to_string()), Some(self.email.clone()));
        record_past(tx, scope, AuditAction::AccountCreated, subject, text)?;
        if self.standing == Standing::Suspended {
            let account = accounts::get(tx, scope, id)?;
            accounts::suspend(tx, &account, account.version)?;
            record(tx, scope, AuditAction::AccountSuspended)?;
        }
        Ok((id, new.name))
    }

    fn account(&self, today: NaiveDate, hash: &str) -> Result<NewAccount, FieldRule> {
        let valid_until = match self.standing {
            Standing::Expired(days) => today - Days::new(days),
            _ => NO_END,
        };
        let has_password = self.standing != Standing::Invited;
        Ok(NewAccount {
            email: EmailAddress::parse(&self.email)?,
            name: PersonName::parse(&self.name)?,
            department: Department::parse(self.department)?,
            phone: self.phone.as_deref().map(PhoneNumber::parse).transpose()?,
            role: self.role,
            second_factor: SecondFactor::MailOtp,
            valid_until,
            language: self.language,
            time_zone: TimeZone::parse("Asia/Tokyo")?,
            password_hash: has_password.then(|| hash.to_owned()),
        })
    }
}

/// Records what the command line did.
pub(super) fn record(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    action: AuditAction,
) -> Result<(), DbError> {
    let event = NewAuditEvent {
        actor: Actor::CommandLine,
        action,
        subject: None,
        text: None,
    };
    audit::record(tx, scope, &event)
}

/// How many days ago the companies of the demo became members.
const SINCE: i64 = 200;

/// Records what the command line did in those days.
fn record_past(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    action: AuditAction,
    subject: Option<String>,
    text: Option<String>,
) -> Result<(), DbError> {
    let event = NewAuditEvent {
        actor: Actor::CommandLine,
        action,
        subject,
        text,
    };
    let at = tx.now() - TimeDelta::days(SINCE);
    audit::record_past(tx, scope, &event, at)
}
