//! Who hears of what happens to a port application, and the mails that tell it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use minato_db::models::accounts::{self, Account};
use minato_db::models::members::Member;
use minato_db::models::port_applications::PortApplication;
use minato_db::{DbError, TenantScope, Tx as _, WriteTx};
use minato_mail::{
    Addressee, BeforeChange, Mail, PortApplicationCancelled, PortApplicationChanged,
    PortApplicationFacts, PortApplicationSubmitted,
};
use minato_types::values::{EmailAddress, PersonName};

use super::send_mail::{self, Reader};
use crate::auth::keys::Keys;
use crate::http::caller::Requester;

/// What happened to an application.
#[derive(Debug, Clone, Copy)]
pub enum Happened<'a> {
    /// It was submitted.
    Submitted,
    /// It was changed.
    Changed {
        /// What it was before.
        before: &'a PortApplication,
    },
    /// It was cancelled.
    Cancelled,
}

/// Something that happened to an application now, with what its mails tell beside it.
#[derive(Debug, Clone, Copy)]
pub struct News<'a> {
    /// What happened.
    pub what: Happened<'a>,
    /// The application afterwards.
    pub application: &'a PortApplication,
    /// The member that applied.
    pub member: &'a Member,
    /// Who did it.
    pub by: &'a Requester,
    /// The ports that all applications add to its day afterwards.
    pub added_on_day: u32,
    /// The addresses that the member has notified.
    pub notified: &'a [EmailAddress],
    /// When the applicant will be reminded of the deadline, if that time lies ahead.
    pub reminder_at: Option<DateTime<Utc>>,
}

/// Writes a mail down for everybody who hears of it: the applicant, who did it, and the
/// addresses that the member has notified. Nobody gets it twice.
pub fn enqueue_all(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    scope: TenantScope,
    news: &News<'_>,
) -> Result<(), DbError> {
    let mut known = BTreeSet::new();
    for account in people(tx, scope, news)? {
        if known.insert(account.email.0.key()) {
            let mail = news.mail(Some(account.name.0.as_str()), tx.now());
            send_mail::enqueue(tx, keys, &account, mail)?;
        }
    }
    for to in news.notified {
        if known.insert(to.key()) {
            let reader = Reader {
                to: to.clone(),
                // A company may have a name that no mail program would show.
                to_name: PersonName::parse(&news.member.name).ok(),
                language: news.member.mail_language.0,
            };
            send_mail::enqueue_to(tx, keys, reader, news.mail(None, tx.now()))?;
        }
    }
    Ok(())
}

/// The applicant, unless the account cannot be used any more, and who did it.
fn people(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    news: &News<'_>,
) -> Result<Vec<Account>, DbError> {
    let mut people = vec![news.by.account.clone()];
    let applicant = news.application.applicant_id.0;
    if applicant != news.by.account.id.0 {
        let applicant = accounts::get(tx, scope, applicant)?;
        if applicant.is_usable(tx.now()) {
            people.push(applicant);
        }
    }
    Ok(people)
}

impl News<'_> {
    /// The mail for a person, or for an address of the company.
    fn mail(&self, name: Option<&str>, at: DateTime<Utc>) -> Mail {
        let to = addressee(self.member, name);
        let application = facts(
            self.member,
            self.application,
            self.added_on_day,
            self.reminder_at,
        );
        let by = self.by.name.as_str().to_owned();
        match self.what {
            Happened::Submitted => Mail::PortApplicationSubmitted(PortApplicationSubmitted {
                to,
                application,
                by,
                at,
            }),
            Happened::Changed { before } => Mail::PortApplicationChanged(PortApplicationChanged {
                to,
                before: BeforeChange {
                    number: before.number(),
                    effective_date: before.effective_date,
                    added_ports: before.added_ports,
                    remind: before.remind,
                },
                application,
                by,
                at,
            }),
            Happened::Cancelled => Mail::PortApplicationCancelled(PortApplicationCancelled {
                to,
                application,
                by,
                at,
            }),
        }
    }
}

/// A person of the member, or the company itself.
pub(super) fn addressee(member: &Member, name: Option<&str>) -> Addressee {
    Addressee {
        member_name: member.name.clone(),
        name: name.map(str::to_owned),
    }
}

/// The application as a mail tells it; `added_on_day` is what all applications add to its day.
pub(super) fn facts(
    member: &Member,
    application: &PortApplication,
    added_on_day: u32,
    reminder_at: Option<DateTime<Utc>>,
) -> PortApplicationFacts {
    let contracted_ports = member.contracted_ports;
    PortApplicationFacts {
        number: application.number(),
        effective_date: application.effective_date,
        added_ports: application.added_ports,
        contracted_ports,
        effective_ports: contracted_ports.saturating_add(added_on_day),
        deadline_day: application.deadline_on,
        deadline_at: application.deadline_at.and_utc(),
        remind: application.remind,
        reminder_at,
    }
}
