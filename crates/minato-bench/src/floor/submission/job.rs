//! The mail of an application, sealed in its job.

use anyhow::{Result, anyhow};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use minato_db::{Entropy as _, SystemEntropy};
use minato_mail::{Addressee, Mail as AnyMail, PortApplicationFacts, PortApplicationSubmitted};
use minato_server::config::SecretKey;
use minato_types::rules::deadline::Deadline;
use minato_types::values::PortApplicationNumber;
use serde::Serialize;

use super::Asked;
use crate::floor::caller::Applicant;

/// Encrypts payloads.
pub(super) struct PayloadKey(Option<LessSafeKey>);

impl PayloadKey {
    pub(super) fn derive() -> Self {
        let bytes = SecretKey::from_bytes([0; 32]).derive("job payloads");
        let key = UnboundKey::new(&AES_256_GCM, bytes.as_slice());
        Self(key.ok().map(LessSafeKey::new))
    }

    fn seal(&self, mut bytes: Vec<u8>) -> Result<String> {
        let key = self.0.as_ref().ok_or_else(|| anyhow!("no key"))?;
        let mut nonce = [0; NONCE_LEN];
        SystemEntropy.fill(&mut nonce);
        let unique = Nonce::assume_unique_for_key(nonce);
        key.seal_in_place_append_tag(unique, Aad::from("sendMail"), &mut bytes)
            .map_err(|_| anyhow!("the payload cannot be sealed"))?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &bytes].concat()))
    }
}

/// The payload as the worker of the product reads it.
#[derive(Serialize)]
struct Payload<'a> {
    to: &'a str,
    to_name: Option<&'a str>,
    language: &'a str,
    mail: AnyMail,
}

/// The mail to whoever hears of it.
pub(super) struct Mail<'a> {
    applicant: &'a Applicant,
    submitted: PortApplicationSubmitted,
}

impl<'a> Mail<'a> {
    pub(super) fn new(
        applicant: &'a Applicant,
        asked: &Asked,
        serial: i64,
        deadline: Deadline,
        effective_ports: i64,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let application = PortApplicationFacts {
            number: PortApplicationNumber {
                serial: u32::try_from(serial)?,
                revision: 0,
            },
            effective_date: asked.day,
            added_ports: u32::try_from(asked.ports)?,
            contracted_ports: u32::try_from(applicant.contracted_ports)?,
            effective_ports: u32::try_from(effective_ports)?,
            deadline_day: deadline.day,
            deadline_at: deadline.at,
            remind: false,
            reminder_at: None,
        };
        let submitted = PortApplicationSubmitted {
            to: Addressee {
                member_name: applicant.member_name.clone(),
                name: Some(applicant.name.clone()),
            },
            application,
            by: applicant.name.clone(),
            at: now,
        };
        Ok(Self {
            applicant,
            submitted,
        })
    }

    /// The payload for the applicant, or for an address of the company.
    pub(super) fn sealed(&self, key: &PayloadKey, address: Option<&str>) -> Result<String> {
        let mut submitted = self.submitted.clone();
        let person = self.applicant;
        let (to, to_name, language) = match address {
            None => (&*person.email, &person.name, &person.language),
            Some(address) => (address, &person.member_name, &person.mail_language),
        };
        submitted.to.name = address.is_none().then(|| person.name.clone());
        let payload = Payload {
            to,
            to_name: Some(to_name),
            language,
            mail: AnyMail::PortApplicationSubmitted(submitted),
        };
        key.seal(serde_json::to_vec(&payload)?)
    }
}
