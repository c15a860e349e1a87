//! What an accepted application writes.

use anyhow::Result;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use minato_db::{SystemEntropy, new_id};
use minato_types::endpoints;
use minato_types::rules::deadline::Deadline;
use minato_types::rules::keyword_search::normalised;

use super::{Asked, Facts, Keys, audit_trail, job};
use crate::floor::application::{self, Application, Person};
use crate::floor::caller::{Applicant, Caller};

/// How long a mail is tried, and how long an answer is kept.
const MAIL: TimeDelta = TimeDelta::days(3);
const ANSWER: TimeDelta = TimeDelta::hours(24);

/// An answer, given now or earlier.
pub(in crate::floor) struct Kept {
    pub(in crate::floor) location: String,
    pub(in crate::floor) etag: String,
    pub(in crate::floor) body: String,
}

/// The values of all rows.
pub(in crate::floor) struct Rows {
    pub(in crate::floor) serial: i64,
    pub(in crate::floor) number: String,
    pub(in crate::floor) search_text: String,
    pub(in crate::floor) deadline_on: NaiveDate,
    pub(in crate::floor) deadline_at: NaiveDateTime,
    pub(in crate::floor) now: NaiveDateTime,
    /// Place, digest before and own digest of the audit event.
    pub(in crate::floor) audit: (i64, String, String),
    /// Ids and payloads of the mails.
    pub(in crate::floor) mails: Vec<(String, String)>,
    pub(in crate::floor) mails_until: NaiveDateTime,
    pub(in crate::floor) kept: Kept,
    pub(in crate::floor) kept_until: NaiveDateTime,
}

/// What was taken for this application alone.
pub(in crate::floor) struct Taken {
    pub(in crate::floor) serial: i64,
    /// The place in the audit chain and the digest before it.
    pub(in crate::floor) audit: (i64, String),
}

impl Rows {
    /// The rows of an application that was accepted until `deadline`.
    pub(in crate::floor) fn new(
        keys: &Keys,
        (caller, applicant): (&Caller, &Applicant),
        asked: &Asked,
        facts: &Facts,
        deadline: Deadline,
        addresses: &[String],
        taken: Taken,
    ) -> Result<Self> {
        let (now, serial) = (facts.now, taken.serial);
        let number = application::number(serial, 0);
        let (seq, previous) = taken.audit;
        let digest = audit_trail::digest(
            &caller.member,
            seq,
            now,
            &caller.account,
            &number,
            &previous,
        );
        let effective_ports = applicant.contracted_ports + facts.others + asked.ports;
        let mail = job::Mail::new(applicant, asked, serial, deadline, effective_ports, now)?;
        let mut mails = vec![mail.sealed(&keys.payloads, None)?];
        for address in addresses
            .iter()
            .filter(|address| **address != applicant.email)
        {
            mails.push(mail.sealed(&keys.payloads, Some(address))?);
        }
        let answer = Application {
            number: number.clone(),
            effective_date: asked.day,
            added_ports: asked.ports,
            state: "accepted",
            applicant: Person {
                id: caller.account.clone(),
                name: applicant.name.clone(),
            },
            submitted_at: now,
            updated_at: now,
            deadline,
            days_left: deadline.days_left(now),
            remind: false,
            changeable: true,
        };
        let path = endpoints::SUBMIT_PORT_APPLICATION.full_path();
        Ok(Self {
            serial,
            search_text: normalised(&format!("{number} {}", applicant.name)),
            deadline_on: deadline.day,
            deadline_at: deadline.at.naive_utc(),
            now: now.naive_utc(),
            audit: (seq, previous, digest),
            mails: mails
                .into_iter()
                .map(|payload| (new_id(&SystemEntropy, now).to_string(), payload))
                .collect(),
            mails_until: (now + MAIL).naive_utc(),
            kept: Kept {
                location: format!("{path}/{number}"),
                etag: "\"v1\"".to_owned(),
                body: serde_json::to_string(&answer)?,
            },
            kept_until: (now + ANSWER).naive_utc(),
            number,
        })
    }
}
