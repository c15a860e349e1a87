//! The rows of a file of contracts take effect: some at a time, so that nobody waits long for the
//! locks. A server that dies leaves a part; another one goes on with the rest.

use actix_web::web::Data;
use chrono::TimeDelta;
use minato_db::jobs::{self, Job, NewJob, Outcome};
use minato_db::{DbError, Tx as _, WriteTx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobError, JobKind};
use crate::app::App;
use crate::auth::keys::Keys;
use crate::desk::imports::contracts;

/// How long the job is tried.
const PATIENCE: TimeDelta = TimeDelta::days(3);

#[derive(Serialize, Deserialize)]
struct Payload {
    import: Uuid,
}

/// Writes down that the rows of an import are to take effect.
pub fn enqueue(tx: &mut WriteTx<'_>, keys: &Keys, import: Uuid) -> Result<(), DbError> {
    let kind = JobKind::ContractImport;
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

/// The next rows take effect. The end of the job and the next one are noted in the same
/// transaction: a worker that dies leaves all of it or nothing.
pub async fn run(app: &Data<App>, job: &Job) -> Result<(), JobError> {
    let Payload { import } = app
        .keys
        .payloads
        .open(JobKind::ContractImport, &job.payload)?;
    let (state, job) = (app.clone(), job.clone());
    app.db
        .write(move |tx| {
            let last = contracts::apply_next(tx, import)?;
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
