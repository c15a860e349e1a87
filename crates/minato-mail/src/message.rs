//! A rendered mail as it goes over the wire.

use std::fmt;
use std::time::{Duration, UNIX_EPOCH};

use chrono::{DateTime, Utc};
use lettre::message::header::{Date, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use minato_types::values::{EmailAddress, Language, PersonName};
use uuid::Uuid;

use crate::{Rendered, SendError, Sender};

/// The last second of the year 9999, beyond which there is no form for a date.
const LAST_SECOND: i64 = 253_402_300_799;

/// To whom a mail goes, and under which id.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The id of the mail. It makes the `Message-ID`, so that a mail which is sent twice
    /// after a crash is one mail to its reader.
    pub id: Uuid,
    /// Where it goes.
    pub to: EmailAddress,
    /// Who reads it, if that is known.
    pub to_name: Option<PersonName>,
    /// The language in which it is written.
    pub language: Language,
    /// When it was written.
    pub date: DateTime<Utc>,
}

/// Whose mail it is stays out of logs; the id leads to it.
impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

pub(crate) fn build(
    sender: &Sender,
    envelope: &Envelope,
    rendered: &Rendered,
) -> Result<Message, SendError> {
    if rendered.subject.contains(char::is_control) {
        return Err(SendError::Permanent(
            "the subject is not one line".to_owned(),
        ));
    }
    let unfit = |_| SendError::Permanent("the address of the reader cannot be used".to_owned());
    let to: Address = envelope.to.as_str().parse().map_err(unfit)?;
    let name = envelope
        .to_name
        .as_ref()
        .map(|name| name.as_str().to_owned());
    let route =
        lettre::address::Envelope::new(Some(sender.mailbox().email.clone()), vec![to.clone()])
            .map_err(|error| not_built(&error))?;
    Message::builder()
        .envelope(route)
        .from(sender.mailbox().clone())
        .to(Mailbox::new(name, to))
        .subject(rendered.subject.clone())
        .header(date_header(envelope.date))
        .message_id(Some(format!("<{}@{}>", envelope.id, sender.domain())))
        .raw_header(header("Content-Language", envelope.language.as_str()))
        // Both ask holiday messages and other robots not to answer (RFC 3834; Exchange).
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .multipart(MultiPart::alternative_plain_html(
            rendered.text.clone(),
            rendered.html.clone(),
        ))
        .map_err(|error| not_built(&error))
}

fn date_header(at: DateTime<Utc>) -> Date {
    let seconds = u64::try_from(at.timestamp().clamp(0, LAST_SECOND)).unwrap_or_default();
    Date::new(UNIX_EPOCH + Duration::from_secs(seconds))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn not_built(error: &lettre::error::Error) -> SendError {
    SendError::Permanent(format!("the message cannot be built: {error}"))
}
