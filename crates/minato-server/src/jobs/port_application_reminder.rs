//! The deadline of a port application is near: the applicant is reminded, if he still wants
//! to be and there is still something to decide.

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use minato_db::jobs::{self, Job, NewJob, Outcome};
use minato_db::models::port_applications::{PortApplication, desk, per_day};
use minato_db::models::{accounts, members};
use minato_db::{DbError, Tx as _, WriteTx};
use minato_mail::{Mail, PortApplicationReminder};
use minato_types::port_applications::PortApplicationState;
use minato_types::rules::business_days::BusinessCalendar;
use minato_types::rules::deadline::{Deadline, DeadlineRule};
use serde::{Deserialize, Serialize};

use super::{JobError, JobKind, port_application_mails, send_mail};
use crate::app::App;
use crate::auth::keys::Keys;

const KIND: JobKind = JobKind::PortApplicationReminder;

/// What the job needs to know.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Payload {
    serial: u32,
    /// The deadline that it reminds of: for another one there is another job.
    deadline_at: DateTime<Utc>,
}

/// When the applicant is to be reminded of the deadline; `None` if he does not want to be, if
/// that time has passed at `now`, or if the calendar does not know it.
pub fn due_at(
    rule: &DeadlineRule,
    calendar: &BusinessCalendar,
    application: &PortApplication,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let deadline = Deadline {
        day: application.deadline_on,
        at: application.deadline_at.and_utc(),
        provisional: false,
    };
    let due = rule.reminder_at(calendar, &deadline).ok();
    due.filter(|due| application.remind && *due > now)
}

/// Writes down that the applicant is to be reminded at `due`. The transaction holds the row of
/// the application. One reminder of one deadline is enough, however often it comes back.
pub fn enqueue(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    application: &PortApplication,
    due: DateTime<Utc>,
) -> Result<(), DbError> {
    let payload = Payload {
        serial: application.serial,
        deadline_at: application.deadline_at.and_utc(),
    };
    let subject = format!(
        "{} {}",
        payload.serial,
        payload.deadline_at.timestamp_micros()
    );
    if jobs::is_waiting(tx, KIND.as_str(), &subject)? {
        return Ok(());
    }
    let job = NewJob {
        kind: KIND.as_str(),
        subject: Some(subject),
        payload: keys.payloads.seal(KIND, &payload, tx.entropy())?,
        run_at: Some(due),
        expires_at: payload.deadline_at,
    };
    jobs::enqueue(tx, &job)?;
    Ok(())
}

/// Makes the mail, if it is still wanted. The end of the job is noted in the same transaction:
/// a worker that dies leaves either both or nothing.
pub async fn run(app: &Data<App>, job: &Job) -> Result<(), JobError> {
    let about: Payload = app.keys.payloads.open(KIND, &job.payload)?;
    let (state, job) = (app.clone(), job.clone());
    app.db
        .write(move |tx| {
            remind(tx, &state.keys, about)?;
            if jobs::finish(tx, &job, &Outcome::Done)? {
                Ok(())
            } else {
                // Somebody else holds the job now and will do it: nothing of this stays.
                Err(JobError::LeaseLost)
            }
        })
        .await
}

fn remind(tx: &mut WriteTx<'_>, keys: &Keys, about: Payload) -> Result<(), DbError> {
    let now = tx.now();
    let found = desk::find(tx, about.serial)?;
    let Some(application) = found.filter(|found| is_wanted(found, about, now)) else {
        return Ok(());
    };
    let scope = application.scope();
    let applicant = accounts::get(tx, scope, application.applicant_id.0)?;
    if !applicant.is_usable(now) {
        return Ok(());
    }
    let member = members::get(tx, scope)?;
    let added_on_day = per_day::added(tx, scope, application.effective_date, None)?;
    let mail = Mail::PortApplicationReminder(PortApplicationReminder {
        to: port_application_mails::addressee(&member, Some(applicant.name.0.as_str())),
        application: port_application_mails::facts(&member, &application, added_on_day, None),
        applicant: application.applicant_name.0.as_str().to_owned(),
        submitted_at: application.submitted_at.and_utc(),
    });
    send_mail::enqueue(tx, keys, &applicant, mail)
}

/// Whether there is still something to decide, and until the deadline that the job knows.
fn is_wanted(application: &PortApplication, about: Payload, now: DateTime<Utc>) -> bool {
    application.remind
        && application.state_at(now) == PortApplicationState::Accepted
        && application.deadline_at.and_utc() == about.deadline_at
}
