//! A mail leaves: at least once, always with the same `Message-ID`.

use chrono::TimeDelta;
use minato_db::jobs::{self, Job, NewJob};
use minato_db::models::accounts::Account;
use minato_db::models::operators::Operator;
use minato_db::{DbError, Tx as _, WriteTx};
use minato_mail::{Envelope, Mail, SendError};
use minato_types::values::{EmailAddress, Language, PersonName};
use serde::{Deserialize, Serialize};

use super::{JobError, JobKind};
use crate::app::App;
use crate::auth::keys::Keys;

/// How long a mail without an end of its own is tried.
const PATIENCE: TimeDelta = TimeDelta::days(3);

/// Who reads a mail.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// The address.
    pub to: EmailAddress,
    /// Who reads it, if that is known.
    pub to_name: Option<PersonName>,
    /// In which language.
    pub language: Language,
}

impl From<&Account> for Reader {
    fn from(account: &Account) -> Self {
        Self {
            to: account.email.0.clone(),
            to_name: Some(account.name.0.clone()),
            language: account.language.0,
        }
    }
}

impl From<&Operator> for Reader {
    fn from(operator: &Operator) -> Self {
        Self {
            to: operator.email.0.clone(),
            to_name: Some(operator.name.0.clone()),
            language: operator.language.0,
        }
    }
}

/// What the job needs to know.
#[derive(Serialize, Deserialize)]
struct Payload {
    #[serde(flatten)]
    reader: Reader,
    mail: Mail,
}

/// Writes down that `mail` is to be sent to an account, in its language.
pub fn enqueue(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    account: &Account,
    mail: Mail,
) -> Result<(), DbError> {
    enqueue_to(tx, keys, account.into(), mail)
}

/// Writes down that `mail` is to be sent to this reader.
pub fn enqueue_to(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    reader: Reader,
    mail: Mail,
) -> Result<(), DbError> {
    let expires_at = mail.expires_at().unwrap_or_else(|| tx.now() + PATIENCE);
    let payload = Payload { reader, mail };
    let payload = keys
        .payloads
        .seal(JobKind::SendMail, &payload, tx.entropy())?;
    let kind = JobKind::SendMail.as_str();
    jobs::enqueue(
        tx,
        &NewJob {
            kind,
            subject: None,
            payload,
            run_at: None,
            expires_at,
        },
    )?;
    Ok(())
}

/// Sends the mail of a job.
pub async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let payload: Payload = app.keys.payloads.open(JobKind::SendMail, &job.payload)?;
    let Payload { reader, mail } = payload;
    let language = reader.language;
    let envelope = Envelope {
        id: job.id.0,
        to: reader.to,
        to_name: reader.to_name,
        language,
        date: job.created_at.and_utc(),
    };
    let rendered = mail
        .render(language, &app.brand)
        .map_err(|error| JobError::Permanent(error.to_string()))?;
    app.post_office
        .send(&envelope, &rendered)
        .await
        .map_err(|error| match error {
            SendError::Transient(_) => JobError::Transient(error.to_string()),
            SendError::Permanent(_) => JobError::Permanent(error.to_string()),
        })
}
