//! The log of what programs call. Noting a call makes no call wait: calls are gathered and written
//! together, every second and before somebody reads.
//!
//! What changes something is in the audit trail, in the transaction that changes it. This log is
//! for whoever runs the program: a server that is killed loses its last second of it.

use std::sync::{Mutex, PoisonError};

use minato_db::DbError;
use minato_db::models::api_calls::{self, NewApiCall};

use crate::app::App;

/// How many calls wait at most: where the database is away for long, the oldest are lost.
const MOST_WAITING: usize = 20_000;

/// The calls that are not written yet.
#[derive(Debug, Default)]
pub struct CallLog {
    waiting: Mutex<Vec<NewApiCall>>,
}

impl CallLog {
    /// Notes a call.
    pub fn note(&self, call: NewApiCall) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push(call);
        shorten(&mut waiting);
    }

    fn take(&self) -> Vec<NewApiCall> {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts back what could not be written, before what came meanwhile.
    fn put_back(&self, mut calls: Vec<NewApiCall>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        calls.append(&mut waiting);
        *waiting = calls;
        shorten(&mut waiting);
    }
}

fn shorten(waiting: &mut Vec<NewApiCall>) {
    let surplus = waiting.len().saturating_sub(MOST_WAITING);
    if surplus > 0 {
        waiting.drain(..surplus);
        tracing::warn!(surplus, "calls of programs are lost from their log");
    }
}

/// Writes what waits. What fails is tried again with the next.
pub async fn write(app: &App) -> Result<(), DbError> {
    let calls = app.call_log.take();
    if calls.is_empty() {
        return Ok(());
    }
    let written: Result<(), DbError> = {
        let calls = calls.clone();
        app.db.write(move |tx| api_calls::insert(tx, &calls)).await
    };
    if written.is_err() {
        app.call_log.put_back(calls);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use minato_db::TenantScope;
    use uuid::Uuid;

    fn call(number: usize) -> NewApiCall {
        NewApiCall {
            scope: TenantScope::CARRIER,
            request: Uuid::from_u128(number as u128),
            client: Uuid::nil(),
            at: DateTime::UNIX_EPOCH,
            method: "GET",
            route: String::new(),
            status: 200,
            problem: None,
            micros: 1,
            address: String::new(),
        }
    }

    #[test]
    fn what_could_not_be_written_stays_in_its_place() {
        let log = CallLog::default();
        log.note(call(1));
        let taken = log.take();
        log.note(call(2));
        log.put_back(taken);
        assert_eq!(log.take(), [call(1), call(2)]);
        assert!(log.take().is_empty());
    }

    #[test]
    fn the_oldest_are_lost_where_too_many_wait() {
        let log = CallLog::default();
        for number in 0..=MOST_WAITING {
            log.note(call(number));
        }
        let left = log.take();
        assert_eq!((left.len(), left.first()), (MOST_WAITING, Some(&call(1))));
    }
}
