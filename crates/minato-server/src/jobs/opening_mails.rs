//! The opening mails of the accounts that a file has opened: some at a time, so that nobody
//! waits long for the locks.

use actix_web::web::Data;
use chrono::TimeDelta;
use minato_db::jobs::{self, Job, NewJob, Outcome};
use minato_db::models::{accounts, imports, members};
use minato_db::{DbError, Tx as _, WriteTx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, JobKind};
use crate::app::App;
use crate::auth::first_login::{self, Purpose};
use crate::auth::keys::Keys;

/// How many mails are queued in one transaction.
const BATCH: i64 = 100;

/// How long the job is tried.
const PATIENCE: TimeDelta = TimeDelta::days(3);

#[derive(Serialize, Deserialize)]
struct Payload {
    import: Uuid,
}

/// Writes down that the opening mails of an import are to be queued.
pub fn enqueue(tx: &mut WriteTx<'_>, keys: &Keys, import: Uuid) -> Result<(), DbError> {
    let kind = JobKind::OpeningMails;
    let payload = Payload { import };
    let job = NewJob {
        kind: kind.as_str(),
        subject: Some(import.to_string()),
        payload: keys.payloads.seal(kind, &payload, tx.entropy())?,
        run_at: None,
        expires_at: tx.now() + PATIENCE,
    };
    jobs::enqueue(tx, &job)?;
    Ok(())
}

/// Queues some mails. The end of the job and the next one are noted in the same transaction: a
/// worker that dies leaves all of it or nothing.
pub async fn run(app: &Data<App>, job: &Job) -> Result<(), JobError> {
    let Payload { import } = app
        .keys
        .payloads
        .open(JobKind::OpeningMails, &job.payload)?;
    let (state, job) = (app.clone(), job.clone());
    app.db
        .write(move |tx| {
            let last = queue_some(tx, &state, import)?;
            if !jobs::finish(tx, &job, &Outcome::Done)? {
                // Somebody else holds the job now and will do it: nothing of this stays.
                return Err(JobError::LeaseLost);
            }
            if !last {
                enqueue(tx, &state.keys, import)?;
            }
            Ok(())
        })
        .await
}

/// Queues the next mails of an import; true if they were the last.
fn queue_some(tx: &mut WriteTx<'_>, app: &App, import: Uuid) -> Result<bool, DbError> {
    let next = imports::without_mail(tx, import, BATCH)?;
    for (scope, id) in &next {
        accounts::lock(tx, *scope, *id)?;
        let account = accounts::get(tx, *scope, *id)?;
        let unused = accounts::password_hash(tx, *scope, *id)?.is_none();
        // Whoever was suspended, deleted or let in meanwhile needs no mail.
        if account.is_usable(tx.now()) && unused {
            let member = members::get(tx, *scope)?;
            first_login::send(tx, app, &account, &member, Purpose::Opening, None)?;
        }
    }
    imports::note_mails(tx, import, &next)
}
