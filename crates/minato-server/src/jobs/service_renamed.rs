//! A service has another name: its contracts are found by it, some at a time, so that nobody waits
//! long for the locks.

use actix_web::web::Data;
use chrono::TimeDelta;
use minato_db::jobs::{self, Job, NewJob, Outcome};
use minato_db::models::contracts::renamed::{self, Place};
use minato_db::{DbError, Tx as _, WriteTx};
use minato_types::values::ServiceId;
use serde::{Deserialize, Serialize};

use super::{JobError, JobKind};
use crate::app::App;
use crate::auth::keys::Keys;

/// How long the job is tried.
const PATIENCE: TimeDelta = TimeDelta::days(3);

/// Whoever was writing a contract with the old name is done by then.
const SETTLING: TimeDelta = TimeDelta::seconds(10);

#[derive(Serialize, Deserialize)]
struct Payload {
    service: ServiceId,
    /// Contracts up to here are done.
    after: Option<Place>,
}

/// Writes down that the contracts of a service are to be found by its new names.
pub fn enqueue(tx: &mut WriteTx<'_>, keys: &Keys, service: ServiceId) -> Result<(), DbError> {
    let payload = Payload {
        service,
        after: None,
    };
    put(tx, keys, &payload, SETTLING)
}

fn put(
    tx: &mut WriteTx<'_>,
    keys: &Keys,
    payload: &Payload,
    wait: TimeDelta,
) -> Result<(), DbError> {
    let kind = JobKind::ServiceRenamed;
    let job = NewJob {
        kind: kind.as_str(),
        // Renamed twice, it is gone through twice.
        subject: None,
        payload: keys.payloads.seal(kind, payload, tx.entropy())?,
        run_at: Some(tx.now() + wait),
        expires_at: tx.now() + PATIENCE,
    };
    jobs::enqueue(tx, &job)?;
    Ok(())
}

/// Takes the next contracts. The end of the job and the next one are noted in the same
/// transaction: a worker that dies leaves all of it or nothing.
pub async fn run(app: &Data<App>, job: &Job) -> Result<(), JobError> {
    let Payload { service, after } = app
        .keys
        .payloads
        .open(JobKind::ServiceRenamed, &job.payload)?;
    let (state, job) = (app.clone(), job.clone());
    app.db
        .write(move |tx| {
            let after = renamed::follow(tx, service, after.as_ref())?;
            if !jobs::finish(tx, &job, &Outcome::Done)? {
                // Somebody else holds the job now and will do it: nothing of this stays.
                return Err(JobError::LeaseLost);
            }
            if after.is_some() {
                put(
                    tx,
                    &state.keys,
                    &Payload { service, after },
                    TimeDelta::zero(),
                )?;
            }
            Ok(())
        })
        .await
}
